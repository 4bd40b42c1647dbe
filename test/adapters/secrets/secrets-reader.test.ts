import { GetSecretValueCommand, SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { startLocalSecrets } from "@paysheet/aws-emulator/secrets-manager";
import { mockClient } from "aws-sdk-client-mock";
import { expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import { createSecretsReader, SecretError } from "../../../adapters/secrets/secrets-reader.ts";

const region = "ap-northeast-2";
const credentials = { accessKeyId: "local", secretAccessKey: "local-secret" };
const slackSchema = z.object({ botToken: z.string().min(1) });

async function setup(secrets: Record<string, string>) {
  const service = await startLocalSecrets({
    region,
    accountId: "123456789012",
    credentials,
    secrets,
  });
  const secretsManager = new SecretsManagerClient({
    endpoint: service.endpoint,
    region,
    credentials,
  });
  onTestFinished(async () => {
    secretsManager.destroy();
    await service.close();
  });
  return createSecretsReader({ secretsManager, nowMs: () => 0 });
}

/** A Secrets Manager that answers a new token each time it is asked, after so many failures. */
function setupRotating({ failures = 0 } = {}) {
  const secretsManager = new SecretsManagerClient({ region, credentials });
  const mock = mockClient(secretsManager);
  const clock = { nowMs: 0 };
  mock.on(GetSecretValueCommand).callsFake(async () => {
    const count = mock.calls().length;
    if (count <= failures) throw new Error("away");
    return { SecretString: JSON.stringify({ botToken: `token-${count}` }) };
  });
  const reader = createSecretsReader({
    secretsManager,
    nowMs: () => clock.nowMs,
    maxAgeMs: 60_000,
  });
  return { clock, mock, read: () => reader.read("slack", slackSchema), reader };
}

it("reads a secret as its schema says", async () => {
  const reader = await setup({ slack: '{"botToken":"xoxb-1","more":1}' });
  expect(await reader.read("slack", slackSchema)).toEqual({ botToken: "xoxb-1" });
});

it.each([
  ["missing", {}, "The secret slack can't be read: ResourceNotFoundException."],
  ["no JSON", { slack: "xoxb-hidden" }, "The secret slack is not JSON."],
  [
    "empty",
    { slack: '{"botToken":""}' },
    "The secret slack has another form: botToken: too_small.",
  ],
  [
    "of another form",
    { slack: '"xoxb-hidden"' },
    "The secret slack has another form: the whole: invalid_type.",
  ],
])("names a secret that is %s, and nothing of its content", async (_what, secrets, message) => {
  const reader = await setup(secrets);
  const error: unknown = await reader.read("slack", slackSchema).catch((thrown) => thrown);
  expect(error).toBeInstanceOf(SecretError);
  expect(error).toMatchObject({ message, secretId: "slack" });
  const told = error instanceof Error ? `${error.stack} ${String(error.cause)}` : "";
  expect(told).not.toContain("xoxb-hidden");
});

it("asks once for many reads, and again when the secret is too old", async () => {
  const { clock, mock, read } = setupRotating();
  await Promise.all([read(), read(), read()]);
  clock.nowMs = 59_999;
  expect(await read()).toEqual({ botToken: "token-1" });
  clock.nowMs = 60_000;
  expect(await read()).toEqual({ botToken: "token-2" });
  expect(mock.calls()).toHaveLength(2);
});

it("asks again for a secret that it was told to forget", async () => {
  const { read, reader } = setupRotating();
  await read();
  reader.forget("slack");
  expect(await read()).toEqual({ botToken: "token-2" });
});

it("does not keep a failure", async () => {
  const { read } = setupRotating({ failures: 1 });
  await expect(read()).rejects.toThrow(SecretError);
  expect(await read()).toEqual({ botToken: "token-2" });
});
