import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  AdminAddUserToGroupCommand,
  AdminCreateUserCommand,
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminRemoveUserFromGroupCommand,
  CognitoIdentityProviderClient,
  CreateGroupCommand,
  CreateUserPoolCommand,
  DeleteUserPoolCommand,
} from "@aws-sdk/client-cognito-identity-provider";
import { startLocalCognito } from "@paysheet/aws-emulator/cognito";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCognitoDirectory } from "../../adapters/cognito/cognito-directory.ts";
import type { Directory } from "../../domain/payout/directory.ts";

/**
 * What we rely on of Cognito, asked of whatever AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER names (with the
 * SDK's own region and credentials), by default of the emulator. The pool is made for the suite and
 * removed with it.
 */
const ISSUER = "https://cognito.contract.example";
const USERNAME = "kim";

let cognito: CognitoIdentityProviderClient;
let pool: { readonly userPoolId: string; readonly sub: string };
let directory: Directory;
let stop = async () => {};

beforeAll(async () => {
  const elsewhere = process.env["AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER"] !== undefined;
  ({ cognito, pool, stop } = elsewhere ? await createPool() : await startEmulator());
  directory = createCognitoDirectory({ cognito, userPoolId: pool.userPoolId, issuer: ISSUER });
});

afterAll(async () => {
  await stop();
  cognito.destroy();
});

async function startEmulator() {
  const dataDir = await mkdtemp(join(tmpdir(), "cognito-contract-"));
  const region = "ap-northeast-2";
  const credentials = { accessKeyId: "local", secretAccessKey: "local-secret" };
  const [userPoolId, sub] = [`${region}_contract`, randomUUID()];
  const service = await startLocalCognito({
    ...{ region, credentials, dataDir, userPoolId, accountId: "123456789012" },
    users: [{ username: USERNAME, sub, email: "kim@company.example", groups: ["approver"] }],
  });
  return {
    cognito: new CognitoIdentityProviderClient({
      ...{ endpoint: service.endpoint, region, credentials },
    }),
    pool: { userPoolId, sub },
    async stop() {
      await service.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

async function createPool() {
  const made = new CognitoIdentityProviderClient({});
  const PoolName = `paysheet-contract-${randomUUID()}`;
  const { UserPool } = await made.send(new CreateUserPoolCommand({ PoolName }));
  const UserPoolId = UserPool?.Id ?? "";
  for (const GroupName of ["approver", "people-of-another-app"]) {
    await made.send(new CreateGroupCommand({ UserPoolId, GroupName }));
  }
  const { User } = await made.send(new AdminCreateUserCommand(named(UserPoolId)));
  await made.send(new AdminAddUserToGroupCommand({ ...named(UserPoolId), GroupName: "approver" }));
  return {
    cognito: made,
    pool: {
      userPoolId: UserPoolId,
      sub: User?.Attributes?.find(({ Name }) => Name === "sub")?.Value ?? "",
    },
    stop: async () => {
      await made.send(new DeleteUserPoolCommand({ UserPoolId }));
    },
  };
}

const named = (UserPoolId: string) => ({ UserPoolId, Username: USERNAME });
const kim = () => ({ id: pool.sub, name: "Kim", issuer: ISSUER });

describe("the people of a user pool", () => {
  it("are there with the roles that their groups are", async () => {
    const group = { ...named(pool.userPoolId), GroupName: "people-of-another-app" };
    await cognito.send(new AdminAddUserToGroupCommand(group));
    expect(await directory.statusOf(kim())).toEqual({ kind: "active", roles: ["approver"] });
  });

  it("have no role once they are out of its group", async () => {
    const group = { ...named(pool.userPoolId), GroupName: "approver" };
    await cognito.send(new AdminRemoveUserFromGroupCommand(group));
    expect(await directory.statusOf(kim())).toEqual({ kind: "active", roles: [] });
    await cognito.send(new AdminAddUserToGroupCommand(group));
  });

  it("have left once they are disabled, and are back once they are enabled", async () => {
    await cognito.send(new AdminDisableUserCommand(named(pool.userPoolId)));
    expect(await directory.statusOf(kim())).toEqual({ kind: "left" });
    await cognito.send(new AdminEnableUserCommand(named(pool.userPoolId)));
    expect(await directory.statusOf(kim())).toMatchObject({ kind: "active" });
  });

  it("are not asked about where another issuer, or none that is known, named them", async () => {
    expect(await directory.statusOf({ ...kim(), issuer: "https://other.example" })).toEqual({
      kind: "not_asked",
    });
    expect(await directory.statusOf({ id: pool.sub, name: "Kim" })).toEqual({ kind: "not_asked" });
  });

  it("never were there by a subject that only looks like a filter", async () => {
    const id = `x" or sub = "${pool.sub}`;
    expect(await directory.statusOf({ ...kim(), id })).toEqual({ kind: "left" });
  });

  it("are not said to have left by a pool that can't be asked", async () => {
    const other = createCognitoDirectory({
      ...{ cognito, issuer: ISSUER, userPoolId: "ap-northeast-2_none00000" },
    });
    expect(await other.statusOf(kim())).toEqual({
      kind: "no_answer",
      code: "ResourceNotFoundException",
    });
  });

  it("have left once they are deleted", async () => {
    await cognito.send(new AdminDeleteUserCommand(named(pool.userPoolId)));
    expect(await directory.statusOf(kim())).toEqual({ kind: "left" });
  });
});
