import type { AwsCall } from "@paysheet/aws-emulator/aws-call";
import type { Template } from "aws-cdk-lib/assertions";
import {
  ACCOUNT_ID,
  BUCKET,
  DISTRIBUTE_ARN,
  FUNCTIONS,
  POINTS_API_SECRET_ID,
  REGION,
  SCHEDULE_GROUP,
  SLACK_SECRET_ID,
  TABLE,
  USER_ID_KEY_SECRET_ID,
  USER_POOL_ARN,
} from "../../local/stack/account.ts";
import { statementsOf } from "./permissions.ts";

const functionArn = (name: string) => `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:${name}`;
const secretArn = (id: string) => `arn:aws:secretsmanager:${REGION}:${ACCOUNT_ID}:secret:${id}-*`;

export const TABLE_ARN = `arn:aws:dynamodb:${REGION}:${ACCOUNT_ID}:table/${TABLE}`;

/** What the templates' names of resources are on the local stack. */
const LOCAL_NAMES: readonly (readonly [RegExp, string])[] = [
  [/^<TableArn>/, TABLE_ARN],
  [/^arn:aws:s3:::paysheet-dev-<AWS::AccountId>-[\w-]+/, `arn:aws:s3:::${BUCKET}`],
  [
    /^arn:aws:scheduler:[\w-]+:<AWS::AccountId>:schedule\/[^/]+/,
    `arn:aws:scheduler:${REGION}:${ACCOUNT_ID}:schedule/${SCHEDULE_GROUP}`,
  ],
  [/^<PeoplePoolArn>$/, USER_POOL_ARN],
  [/^<SlackSecret>$/, secretArn(SLACK_SECRET_ID)],
  [/^<PointsApiSecret>$/, secretArn(POINTS_API_SECRET_ID)],
  [/^<UserIdKey>$/, secretArn(USER_ID_KEY_SECRET_ID)],
  [/^<DistributeFunctionAliaslive>$/, DISTRIBUTE_ARN],
  [/^<DistributeFunctionArn>/, functionArn(FUNCTIONS.distribute)],
  [/^<TellFunctionArn>$/, functionArn(FUNCTIONS.slackNotifier)],
];

export interface Permission {
  readonly action: string;
  /** As the policy names it, with the local stack's names; one `*` at most stands for anything. */
  readonly resource: string;
}

/** What a role may do, in the names of the local stack. */
export function localPermissionsOf(template: Template, role: string): Permission[] {
  return statementsOf(template, role)
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action, Resource = [] }) =>
      Action.flatMap((action) =>
        Resource.map((resource) => ({ action, resource: localName(resource) })),
      ),
    );
}

function localName(resource: string): string {
  const [pattern, name] = LOCAL_NAMES.find(([known]) => known.test(resource)) ?? [];
  return pattern === undefined ? resource : resource.replace(pattern, () => name ?? "");
}

/** Whether a permission allows a call. */
export function covers(
  permission: Permission,
  call: Pick<AwsCall, "action" | "resource">,
): boolean {
  if (permission.action !== call.action) return false;
  const [start = "", end] = permission.resource.split("*");
  if (end === undefined) return call.resource === start;
  return call.resource.startsWith(start) && call.resource.endsWith(end);
}
