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
  readonly versionId: string;
  readonly text: string;
}

const CURRENT = "AWSCURRENT";

const getSecretValueSchema = z.object({
  SecretId: z.string().min(1).max(2048),
  VersionId: z.string().min(32).max(64).optional(),
  VersionStage: z.string().min(1).max(256).optional(),
});

/** Secrets Manager on this machine: GetSecretValue of secrets that are given at start. */
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
    describe: ({ body }) => {
      const { data: asked } = getSecretValueSchema.safeParse(parseJsonBody(body));
      const secret = secrets.find(isNamed(asked?.SecretId));
      return secret && { action: "secretsmanager:GetSecretValue", resource: secret.arn };
    },
    operations: {
      GetSecretValue: jsonOperation(getSecretValueSchema, async (input) => {
        const secret = findSecret(secrets, input);
        return {
          ARN: secret.arn,
          Name: secret.name,
          VersionId: secret.versionId,
          SecretString: secret.text,
          VersionStages: [CURRENT],
          CreatedDate: createdAtSeconds,
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
    versionId: [0, 8, 12, 16, 20]
      .map((from, part) => version.slice(from, [8, 12, 16, 20, 32][part]))
      .join("-"),
    text,
  };
}

function findSecret(
  secrets: readonly Secret[],
  { SecretId, VersionId, VersionStage }: z.infer<typeof getSecretValueSchema>,
): Secret {
  const secret = secrets.find(isNamed(SecretId));
  if (secret === undefined) throw notFound("secret.");
  if (VersionStage !== undefined && VersionStage !== CURRENT) {
    throw notFound(`secret value for staging label: ${VersionStage}`);
  }
  if (VersionId !== undefined && VersionId !== secret.versionId) {
    throw notFound(`secret value for VersionId: ${VersionId}`);
  }
  return secret;
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
