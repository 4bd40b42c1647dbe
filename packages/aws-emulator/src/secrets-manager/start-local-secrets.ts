import { randomUUID } from "node:crypto";
import * as z from "zod";
import type { OnAwsCall } from "../service/aws-call.ts";
import { AwsError, unknownOperation } from "../service/aws-error.ts";
import { jsonAnswer, type LocalService, startAwsService } from "../service/aws-service.ts";
import type { AwsRequest } from "../service/read-request.ts";
import { parseInput, parseJsonBody } from "../service/validation.ts";
import { type KnownKeys, sha256Hex } from "../signature/credential-scope.ts";

export interface LocalSecretsOptions {
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

const namedSchema = z.strictObject({ SecretId: z.string().min(1).max(2048) });
const putSchema = namedSchema.extend({
  SecretString: z.string().min(1).max(65_536),
  /** Names the version, so that a request that is sent twice puts one; the SDK makes one up by itself. */
  ClientRequestToken: z.string().min(32).max(64).optional(),
});

/**
 * Secrets Manager on this machine: secrets that are given at start, can be read, looked at and put
 * anew. What was put is forgotten when it stops.
 */
export function startLocalSecrets(options: LocalSecretsOptions): Promise<LocalService> {
  const secrets = Object.entries(options.secrets).map(([name, text]) =>
    describeSecret(name, text, options),
  );
  const operations = new Map(Object.entries(operationsOn(secrets)));
  return startAwsService({
    service: "secretsmanager",
    region: options.region,
    credentials: options.credentials,
    contentType: "application/x-amz-json-1.1",
    onCall: options.onCall,
    describe: (request) => {
      const { SecretId } = parseJsonBody(request.body);
      const secret = secrets.find(isNamed(SecretId));
      return secret && { action: `secretsmanager:${operationOf(request)}`, resource: secret.arn };
    },
    async answer(request) {
      const operation = operations.get(operationOf(request));
      if (request.method !== "POST" || operation === undefined) throw unknownOperation();
      return jsonAnswer(operation(parseJsonBody(request.body)));
    },
  });
}

function operationOf({ headers }: AwsRequest): string {
  return /^secretsmanager\.(\w+)$/.exec(String(headers["x-amz-target"]))?.[1] ?? "";
}

type Operation = (input: Record<string, unknown>) => object;

function operationsOn(secrets: readonly Secret[]): Readonly<Record<string, Operation>> {
  const CreatedDate = Date.now() / 1000;

  function find(SecretId: string): Secret {
    const secret = secrets.find(isNamed(SecretId));
    if (secret !== undefined) return secret;
    throw new AwsError(
      "ResourceNotFoundException",
      "Secrets Manager can't find the specified secret.",
    );
  }

  return {
    GetSecretValue(input) {
      const { arn, name, versions } = find(parseInput(namedSchema, input).SecretId);
      const { versionId, text } = versions.at(-1) ?? {};
      return {
        ARN: arn,
        Name: name,
        VersionId: versionId,
        SecretString: text,
        VersionStages: ["AWSCURRENT"],
        CreatedDate,
      };
    },
    DescribeSecret(input) {
      const { arn, name, versions } = find(parseInput(namedSchema, input).SecretId);
      const stages = versions
        .toReversed()
        .slice(0, 2)
        .map(({ versionId }, age) => [versionId, [age === 0 ? "AWSCURRENT" : "AWSPREVIOUS"]]);
      return { ARN: arn, Name: name, CreatedDate, VersionIdsToStages: Object.fromEntries(stages) };
    },
    PutSecretValue(input) {
      const {
        SecretId,
        SecretString: text,
        ClientRequestToken: versionId = randomUUID(),
      } = parseInput(putSchema, input);
      const { arn, name, versions } = find(SecretId);
      const known = versions.find((version) => version.versionId === versionId);
      if (known === undefined) versions.push({ versionId, text });
      else if (known.text !== text) throw existsWithOtherText();
      const VersionStages = known === undefined || known === versions.at(-1) ? ["AWSCURRENT"] : [];
      return { ARN: arn, Name: name, VersionId: versionId, VersionStages };
    },
  };
}

function existsWithOtherText(): AwsError {
  return new AwsError(
    "ResourceExistsException",
    "The secret has a version of this id already, with another text.",
  );
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

function isNamed(secretId: unknown): (secret: Secret) => boolean {
  return ({ name, arn }) => secretId === name || secretId === arn;
}
