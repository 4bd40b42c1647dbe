import {
  GetSecretValueCommand,
  ListSecretsCommand,
  PutSecretValueCommand,
  SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { expect, it, onTestFinished } from "vitest";
import { startLocalSecrets } from "../../src/secrets-manager/start-local-secrets.ts";

const region = "ap-northeast-2";
const credentials = { accessKeyId: "local", secretAccessKey: "local-secret" };

async function setup() {
  const service = await startLocalSecrets({
    region,
    accountId: "123456789012",
    credentials,
    secrets: { "paysheet/slack": '{"botToken":"xoxb-1"}' },
  });
  const client = new SecretsManagerClient({ endpoint: service.endpoint, region, credentials });
  onTestFinished(async () => {
    client.destroy();
    await service.close();
  });
  const get = (SecretId: string | undefined, more: object = {}) =>
    client.send(new GetSecretValueCommand({ SecretId, ...more }));
  const put = (SecretString: string, ClientRequestToken?: string) =>
    client.send(
      new PutSecretValueCommand({
        SecretId: "paysheet/slack",
        SecretString,
        ...(ClientRequestToken !== undefined && { ClientRequestToken }),
      }),
    );
  return { client, get, put };
}

it("gives a secret by its name and by its ARN", async () => {
  const { get } = await setup();
  const { $metadata: _metadata, ...byName } = await get("paysheet/slack");
  expect(byName).toEqual({
    ARN: expect.stringMatching(
      /^arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:paysheet\/slack-\w{6}$/,
    ),
    Name: "paysheet/slack",
    VersionId: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    SecretString: '{"botToken":"xoxb-1"}',
    VersionStages: ["AWSCURRENT"],
    CreatedDate: expect.any(Date),
  });
  expect(await get(byName.ARN)).toMatchObject(byName);
});

it("refuses what it has not got as Secrets Manager does", async () => {
  const { client, get } = await setup();
  await expect(get("other")).rejects.toMatchObject({
    name: "ResourceNotFoundException",
    message: "Secrets Manager can't find the specified secret.",
    $metadata: { httpStatusCode: 400 },
  });
  await expect(get("paysheet/slack", { VersionStage: "AWSPREVIOUS" })).rejects.toMatchObject({
    name: "ValidationException",
  });
  await expect(get(undefined)).rejects.toMatchObject({ name: "ValidationException" });
  await expect(client.send(new ListSecretsCommand({}))).rejects.toMatchObject({
    name: "UnknownOperationException",
  });
});

it("puts a version under the id that it is given, and a request that comes twice once", async () => {
  const { get, put } = await setup();
  const [one, two] = ["1".repeat(32), "2".repeat(32)];

  expect(await put('{"botToken":"xoxb-2"}', one)).toMatchObject({
    VersionId: one,
    VersionStages: ["AWSCURRENT"],
  });
  await put('{"botToken":"xoxb-3"}', two);
  expect(await put('{"botToken":"xoxb-2"}', one)).toMatchObject({ VersionStages: [] });
  await expect(put('{"botToken":"xoxb-4"}', one)).rejects.toMatchObject({
    name: "ResourceExistsException",
  });

  expect(await get("paysheet/slack")).toMatchObject({
    VersionId: two,
    SecretString: '{"botToken":"xoxb-3"}',
  });
});
