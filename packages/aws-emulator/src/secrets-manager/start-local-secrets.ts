import { randomUUID } from "node:crypto";
import * as z from "zod";
import { parseJsonBody } from "../scheduler/validation.ts";
import type { OnAwsCall } from "../service/aws-call.ts";
import { AwsError } from "../service/aws-error.ts";
import type { LocalService } from "../service/aws-service.ts";
import { jsonOperation, startJsonService } from "../service/json-rpc-service.ts";
import { type KnownKeys, sha256Hex } from "../signature/credential-scope.ts";

export interface LocalSecretsOptions {
  /** 0 (default) takes a free one. */
  readonly port?: number;
  readonly region: string;
  readonly accountId: string;
  /** The key pairs that requests must be signed with. */
  readonly credentials: KnownKeys;
  readonly onCall?: OnAwsCall | undefined;
  /** Text of each secret by its name. */
  readonly secrets: Readonly<Record<string, string>>;
}

interface Secret {
  readonly arn: string;
  readonly name: string;
  /** Oldest first; the last is the current one, and the one before it the previous. */
  readonly versions: SecretVersion[];
}

interface SecretVersion {
  readonly versionId: string;
  readonly text: string;
}

const CURRENT = "AWSCURRENT";
const PREVIOUS = "AWSPREVIOUS";

const getSecretValueSchema = z.object({
  SecretId: z.string().min(1).max(2048),
  VersionId: z.string().min(32).max(64).optional(),
  VersionStage: z.string().min(1).max(256).optional(),
});

const describeSecretSchema = z.object({ SecretId: z.string().min(1).max(2048) });
const putSecretValueSchema = z.object({
  SecretId: z.string().min(1).max(2048),
  SecretString: z.string().min(1).max(65_536),
});

/**
 * Secrets Manager on this machine: secrets that are given at start, can be read, looked at and put
 * anew. What was put is forgotten when it stops.
 */
export function startLocalSecrets(options: LocalSecretsOptions): Promise<LocalService> {
  const createdAtSeconds = Date.now() / 1000;
  const secrets = Object.entries(options.secrets).map(([name, text]) =>
    describeSecret(name, text, options),
  );
  return startJsonService({
    port: options.port ?? 0,
    service: "secretsmanager",
    region: options.region,
    credentials: options.credentials,
    contentType: "application/x-amz-json-1.1",
    messageMember: "Message",
    targetPrefix: "secretsmanager",
    onCall: options.onCall,
    describe: ({ body, headers }) => {
      const { data: asked } = describeSecretSchema.safeParse(parseJsonBody(body));
      const secret = secrets.find(isNamed(asked?.SecretId));
      const operation = headers["x-amz-target"]?.toString().split(".").at(-1);
      return secret && { action: `secretsmanager:${operation}`, resource: secret.arn };
    },
    operations: {
      GetSecretValue: jsonOperation(getSecretValueSchema, async (input) => {
        const secret = findSecret(secrets, input.SecretId);
        const { versionId, text } = findVersion(secret, input);
        return {
          ARN: secret.arn,
          Name: secret.name,
          VersionId: versionId,
          SecretString: text,
          VersionStages: stagesOf(secret, versionId),
          CreatedDate: createdAtSeconds,
        };
      }),
      DescribeSecret: jsonOperation(describeSecretSchema, async ({ SecretId }) => {
        const secret = findSecret(secrets, SecretId);
        const staged = secret.versions.slice(-2).map(({ versionId }) => versionId);
        return {
          ARN: secret.arn,
          Name: secret.name,
          CreatedDate: createdAtSeconds,
          VersionIdsToStages: Object.fromEntries(
            staged.map((versionId) => [versionId, stagesOf(secret, versionId)]),
          ),
        };
      }),
      PutSecretValue: jsonOperation(putSecretValueSchema, async ({ SecretId, SecretString }) => {
        const secret = findSecret(secrets, SecretId);
        const versionId = randomUUID();
        secret.versions.push({ versionId, text: SecretString });
        return {
          ARN: secret.arn,
          Name: secret.name,
          VersionId: versionId,
          VersionStages: stagesOf(secret, versionId),
        };
      }),
    },
  });
}

/** ARN and version follow from name and text, so that they are the same after a restart. */
function describeSecret(name: string, text: string, options: LocalSecretsOptions): Secret {
  const { region, accountId } = options;
  const suffix = sha256Hex(name).slice(0, 6);
  const version = sha256Hex(text);
  return {
    arn: `arn:aws:secretsmanager:${region}:${accountId}:secret:${name}-${suffix}`,
    name,
    versions: [{ versionId: versionIdOf(version), text }],
  };
}

function versionIdOf(hex: string): string {
  return [0, 8, 12, 16, 20]
    .map((from, part) => hex.slice(from, [8, 12, 16, 20, 32][part]))
    .join("-");
}

function findSecret(secrets: readonly Secret[], secretId: string): Secret {
  const secret = secrets.find(isNamed(secretId));
  if (secret === undefined) throw notFound("secret.");
  return secret;
}

function findVersion(
  secret: Secret,
  { VersionId, VersionStage }: z.infer<typeof getSecretValueSchema>,
): SecretVersion {
  if (VersionId !== undefined) {
    const version = secret.versions.find(({ versionId }) => versionId === VersionId);
    if (version === undefined) throw notFound(`secret value for VersionId: ${VersionId}`);
    return version;
  }
  const stage = VersionStage ?? CURRENT;
  const version = secret.versions.find(({ versionId }) =>
    stagesOf(secret, versionId).includes(stage),
  );
  if (version === undefined) throw notFound(`secret value for staging label: ${stage}`);
  return version;
}

function stagesOf({ versions }: Secret, versionId: string): string[] {
  if (versions.at(-1)?.versionId === versionId) return [CURRENT];
  return versions.at(-2)?.versionId === versionId ? [PREVIOUS] : [];
}

function isNamed(secretId: string | undefined): (secret: Secret) => boolean {
  return ({ name, arn }) => secretId === name || secretId === arn;
}

function notFound(what: string): AwsError {
  return new AwsError(
    "ResourceNotFoundException",
    `Secrets Manager can't find the specified ${what}`,
  );
}
