import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminGetUserCommand,
  AdminListGroupsForUserCommand,
  AdminRemoveUserFromGroupCommand,
  CognitoIdentityProviderClient,
  ListUsersCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { expect, it, onTestFinished } from "vitest";
import { startLocalCognito } from "../../src/cognito/start-local-cognito.ts";

const region = "ap-northeast-2";
const credentials = { accessKeyId: "local", secretAccessKey: "local-secret" };
const UserPoolId = `${region}_pool`;
const of = (Username: string) => ({ UserPoolId, Username });

async function setup() {
  const dataDir = await mkdtemp(join(tmpdir(), "cognito-emulator-"));
  const open = async () => {
    const service = await startLocalCognito({
      ...{ region, credentials, dataDir, accountId: "123456789012", userPoolId: UserPoolId },
      users: [
        { username: "kim", sub: "sub-kim", email: "kim@company.example", groups: ["marketer"] },
        { username: "lee", sub: "sub-lee", email: "lee@company.example", groups: [] },
      ],
    });
    const { endpoint } = service;
    const client = new CognitoIdentityProviderClient({ endpoint, region, credentials });
    const close = async () => {
      client.destroy();
      await service.close();
    };
    onTestFinished(close);
    const find = async (Filter: string) =>
      (await client.send(new ListUsersCommand({ UserPoolId, Filter }))).Users;
    return { service, client, close, find };
  };
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  return { open };
}

it("finds users by their subject, and says whether they are enabled", async () => {
  const { client, find } = await (await setup()).open();
  const kim = {
    Username: "kim",
    Enabled: true,
    UserStatus: "CONFIRMED",
    Attributes: [
      { Name: "email", Value: "kim@company.example" },
      { Name: "email_verified", Value: "true" },
      { Name: "sub", Value: "sub-kim" },
    ],
  };

  expect(await find('sub = "sub-kim"')).toEqual([kim]);
  expect(await find('sub ^= "sub-"')).toHaveLength(2);
  expect(await find('sub = "sub"')).toEqual([]);
  await client.send(new AdminDisableUserCommand(of("kim")));
  expect(await find('sub = "sub-kim"')).toEqual([{ ...kim, Enabled: false }]);
  expect(await client.send(new AdminGetUserCommand(of("sub-kim")))).toMatchObject({
    Username: "kim",
    Enabled: false,
  });
  await client.send(new AdminEnableUserCommand(of("kim")));
  expect(await find('sub = "sub-kim"')).toEqual([kim]);
});

it("puts users into groups and out of them", async () => {
  const { client } = await (await setup()).open();
  const groupsOf = async (name: string) => {
    const { Groups } = await client.send(new AdminListGroupsForUserCommand(of(name)));
    return Groups?.map(({ GroupName }) => GroupName);
  };

  await client.send(new AdminAddUserToGroupCommand({ ...of("kim"), GroupName: "approver" }));
  expect(await groupsOf("kim")).toEqual(["marketer", "approver"]);
  await client.send(new AdminRemoveUserFromGroupCommand({ ...of("kim"), GroupName: "marketer" }));
  expect(await groupsOf("kim")).toEqual(["approver"]);
});

it("keeps what was changed over a restart", async () => {
  const { open } = await setup();
  const before = await open();
  await before.client.send(new AdminDisableUserCommand(of("kim")));
  await before.client.send(new AdminDeleteUserCommand(of("lee")));
  await before.close();

  const { service, find } = await open();

  expect(await find('sub ^= "sub-"')).toMatchObject([{ Username: "kim", Enabled: false }]);
  expect(service.userOf("sub-lee")).toBeUndefined();
  expect(service.userOf("sub-kim")).toMatchObject({ isEnabled: false });
});

it("refuses what it has not got, or does not do, as Cognito does", async () => {
  const { client, find } = await (await setup()).open();
  const name = (error: string) => ({ name: error, $metadata: { httpStatusCode: 400 } });

  await expect(client.send(new AdminGetUserCommand(of("nobody")))).rejects.toMatchObject(
    name("UserNotFoundException"),
  );
  const elsewhere = { UserPoolId: `${region}_other` };
  await expect(client.send(new ListUsersCommand(elsewhere))).rejects.toMatchObject(
    name("ResourceNotFoundException"),
  );
  await expect(find("sub is sub-kim")).rejects.toMatchObject(name("InvalidParameterException"));
  const someAttributes = { UserPoolId, AttributesToGet: ["sub"] };
  await expect(client.send(new ListUsersCommand(someAttributes))).rejects.toThrow(
    "AttributesToGet",
  );
  await expect(client.send(new AdminCreateUserCommand(of("new")))).rejects.toMatchObject({
    name: "UnknownOperationException",
  });
});
