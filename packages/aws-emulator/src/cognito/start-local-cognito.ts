import { join } from "node:path";
import * as z from "zod";
import type { OnAwsCall } from "../service/aws-call.ts";
import { AwsError, unknownOperation } from "../service/aws-error.ts";
import { jsonAnswer, type LocalService, startAwsService } from "../service/aws-service.ts";
import type { AwsRequest } from "../service/read-request.ts";
import { parseInput, parseJsonBody } from "../service/validation.ts";
import type { KnownKeys } from "../signature/credential-scope.ts";
import { openStateFile } from "../state-file.ts";

/** A user of the pool, as they stand. */
export interface PoolUser {
  readonly username: string;
  /** Their subject: never another one's, as long as the pool is. */
  readonly sub: string;
  readonly email: string;
  readonly groups: readonly string[];
  readonly isEnabled: boolean;
}

export interface LocalCognitoOptions {
  readonly region: string;
  readonly accountId: string;
  /** The key pairs that requests must be signed with. */
  readonly credentials: KnownKeys;
  readonly onCall?: OnAwsCall | undefined;
  /** What was changed of users is kept here. */
  readonly dataDir: string;
  readonly userPoolId: string;
  /** Who is in the pool when it is made, all of them enabled. */
  readonly users: readonly Omit<PoolUser, "isEnabled">[];
}

export interface LocalCognito extends LocalService {
  /** The user with that subject as they stand now; undefined once they were deleted. */
  userOf(sub: string): PoolUser | undefined;
}

const userSchema = z.object({
  username: z.string(),
  sub: z.string(),
  email: z.string(),
  groups: z.array(z.string()),
  isEnabled: z.boolean(),
});
type Users = readonly z.infer<typeof userSchema>[];

const poolSchema = z.strictObject({ UserPoolId: z.string().min(1).max(55) });
const listSchema = poolSchema.extend({
  Filter: z.string().max(256).optional(),
  Limit: z.int().min(0).max(60).optional(),
});
const namedSchema = poolSchema.extend({ Username: z.string().min(1).max(128) });
const groupsSchema = namedSchema.extend({ Limit: z.int().min(0).max(60).optional() });
const membershipSchema = namedSchema.extend({ GroupName: z.string().min(1).max(128) });

/** `sub = "…"`, `username = "…"` or `email = "…"`; with `^=` what begins so. */
const FILTER = /^\s*"?(sub|username|email)"?\s*(\^?=)\s*"((?:[^"\\]|\\.)*)"\s*$/;

/**
 * One user pool of Cognito on this machine: users that are given once, can be found, disabled, enabled,
 * deleted, and put into groups or out of them. Nobody signs in here.
 */
export async function startLocalCognito(options: LocalCognitoOptions): Promise<LocalCognito> {
  const { region, accountId, userPoolId, dataDir } = options;
  const state = await openStateFile<Users>(
    join(dataDir, `${userPoolId}.json`),
    z.array(userSchema),
    options.users.map((user) => ({ ...user, groups: [...user.groups], isEnabled: true })),
  );
  const resource = `arn:aws:cognito-idp:${region}:${accountId}:userpool/${userPoolId}`;

  function find({ UserPoolId, Username }: z.infer<typeof namedSchema>): Users[number] {
    assertPool(UserPoolId);
    const user = state.read().find(({ username, sub }) => [username, sub].includes(Username));
    if (user !== undefined) return user;
    throw new AwsError("UserNotFoundException", "User does not exist.");
  }

  function assertPool(UserPoolId: string): void {
    if (UserPoolId === userPoolId) return;
    throw new AwsError("ResourceNotFoundException", `User pool ${UserPoolId} does not exist.`);
  }

  async function change(
    named: z.infer<typeof namedSchema>,
    changed: (user: Users[number]) => Users[number] | undefined,
  ): Promise<object> {
    await state.change((users) => {
      const user = find(named);
      const value = users.flatMap((one) => (one === user ? (changed(one) ?? []) : one));
      return { value, result: undefined };
    });
    return {};
  }

  const operations: Readonly<Record<string, (input: object) => object | Promise<object>>> = {
    ListUsers(input) {
      const { UserPoolId, Filter, Limit = 60 } = parseInput(listSchema, input);
      assertPool(UserPoolId);
      const matches = matcherOf(Filter);
      return { Users: state.read().filter(matches).slice(0, Limit).map(describeUser) };
    },
    AdminGetUser(input) {
      const { Attributes, ...user } = describeUser(find(parseInput(namedSchema, input)));
      return { ...user, UserAttributes: Attributes };
    },
    AdminListGroupsForUser(input) {
      const { groups } = find(parseInput(groupsSchema, input));
      return { Groups: groups.map((GroupName) => ({ GroupName, UserPoolId: userPoolId })) };
    },
    AdminDisableUser: (input) =>
      change(parseInput(namedSchema, input), (user) => ({ ...user, isEnabled: false })),
    AdminEnableUser: (input) =>
      change(parseInput(namedSchema, input), (user) => ({ ...user, isEnabled: true })),
    AdminDeleteUser: (input) => change(parseInput(namedSchema, input), () => undefined),
    AdminAddUserToGroup(input) {
      const { GroupName, ...named } = parseInput(membershipSchema, input);
      return change(named, (user) => ({
        ...user,
        groups: [...new Set([...user.groups, GroupName])],
      }));
    },
    AdminRemoveUserFromGroup(input) {
      const { GroupName, ...named } = parseInput(membershipSchema, input);
      return change(named, (user) => ({
        ...user,
        groups: user.groups.filter((group) => group !== GroupName),
      }));
    },
  };

  const service = await startAwsService({
    service: "cognito-idp",
    region,
    credentials: options.credentials,
    contentType: "application/x-amz-json-1.1",
    onCall: options.onCall,
    describe: (request) => {
      const operation = operationOf(request);
      return operation in operations ? { action: `cognito-idp:${operation}`, resource } : undefined;
    },
    async answer(request) {
      const operation = operations[operationOf(request)];
      if (request.method !== "POST" || operation === undefined) throw unknownOperation();
      return jsonAnswer(await operation(parseJsonBody(request.body)));
    },
  });
  return { ...service, userOf: (sub) => state.read().find((user) => user.sub === sub) };
}

function operationOf({ headers }: AwsRequest): string {
  const target = String(headers["x-amz-target"]);
  return /^AWSCognitoIdentityProviderService\.(\w+)$/.exec(target)?.[1] ?? "";
}

function matcherOf(filter: string | undefined): (user: Users[number]) => boolean {
  if (filter === undefined || filter.trim() === "") return () => true;
  const [match, name, operator, quoted = ""] = FILTER.exec(filter) ?? [];
  if (match === undefined) {
    throw new AwsError("InvalidParameterException", "Error while parsing filter.");
  }
  const wanted = quoted.replaceAll(/\\(.)/g, "$1");
  return ({ sub, email, username }) => {
    const value = name === "sub" ? sub : name === "email" ? email : username;
    return operator === "=" ? value === wanted : value.startsWith(wanted);
  };
}

function describeUser({ username, sub, email, isEnabled }: Users[number]) {
  return {
    Username: username,
    Enabled: isEnabled,
    UserStatus: "CONFIRMED",
    Attributes: [
      { Name: "email", Value: email },
      { Name: "email_verified", Value: "true" },
      { Name: "sub", Value: sub },
    ],
  };
}
