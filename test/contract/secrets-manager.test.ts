import { randomUUID } from "node:crypto";
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  DescribeSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { startLocalSecrets } from "@paysheet/aws-emulator/secrets-manager";
import { afterAll, beforeAll, expect, it } from "vitest";
import * as z from "zod";
import { createSecretsReader, SecretError } from "../../adapters/secrets/secrets-reader.ts";

/**
 * What we rely on of Secrets Manager, asked of whatever AWS_ENDPOINT_URL_SECRETS_MANAGER names (with
 * the SDK's own region and credentials), by default of the emulator. The secret is made for the
 * suite and removed with it, at once.
 */
const name = `paysheet-contract-${randomUUID()}`;
const FIRST = JSON.stringify({ botToken: "xoxb-첫째" });
const SECOND = JSON.stringify({ botToken: "xoxb-둘째" });
const schema = z.object({ botToken: z.string() });

let client: SecretsManagerClient;
let stop = async () => {};

beforeAll(async () => {
  const elsewhere = process.env["AWS_ENDPOINT_URL_SECRETS_MANAGER"] !== undefined;
  ({ client, stop } = elsewhere ? await createSecret() : await startEmulator());
});

afterAll(async () => {
  await stop();
  client.destroy();
});

async function startEmulator() {
  const region = "ap-northeast-2";
  const credentials = { accessKeyId: "local", secretAccessKey: "local-secret" };
  const service = await startLocalSecrets({
    region,
    accountId: "123456789012",
    credentials,
    secrets: { [name]: FIRST },
  });
  const made = new SecretsManagerClient({ endpoint: service.endpoint, region, credentials });
  return { client: made, stop: () => service.close() };
}

async function createSecret() {
  const made = new SecretsManagerClient({});
  await made.send(new CreateSecretCommand({ Name: name, SecretString: FIRST }));
  return {
    client: made,
    async stop() {
      const command = new DeleteSecretCommand({ SecretId: name, ForceDeleteWithoutRecovery: true });
      await made.send(command);
    },
  };
}

/** The stages of all versions that have one. */
async function stages(SecretId: string): Promise<string[]> {
  const { VersionIdsToStages = {} } = await client.send(new DescribeSecretCommand({ SecretId }));
  return Object.values(VersionIdsToStages).flat().sort();
}

it("gives the text by name and by ARN, says what was put since, and takes it up once it is forgotten", async () => {
  const read = createSecretsReader({ secretsManager: client, nowMs: () => 0 });
  expect(await read.read(name, schema)).toEqual({ botToken: "xoxb-첫째" });
  const { ARN = "" } = await client.send(new GetSecretValueCommand({ SecretId: name }));
  expect(await read.read(ARN, schema)).toEqual({ botToken: "xoxb-첫째" });
  expect(await stages(ARN)).toEqual(["AWSCURRENT"]);

  await client.send(new PutSecretValueCommand({ SecretId: name, SecretString: SECOND }));

  expect(await stages(ARN)).toEqual(["AWSCURRENT", "AWSPREVIOUS"]);
  expect(await read.read(name, schema)).toEqual({ botToken: "xoxb-첫째" });
  read.forget(name);
  expect(await read.read(name, schema)).toEqual({ botToken: "xoxb-둘째" });
});

it("says of a secret that does not exist that it can't be read", async () => {
  const read = createSecretsReader({ secretsManager: client, nowMs: () => 0 });
  const refused = read.read(`${name}-not`, schema);
  await expect(refused).rejects.toThrow(SecretError);
  await expect(refused).rejects.toThrow("ResourceNotFoundException");
});
