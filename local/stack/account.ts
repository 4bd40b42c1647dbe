interface KeyPair {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** The account that the local stack pretends to be deployed to. */
export const REGION = "ap-northeast-2";
export const ACCOUNT_ID = "123456789012";
/** Those of people and of the stack itself; functions have their own, see {@link credentialsOf}. */
export const CREDENTIALS: KeyPair = {
  accessKeyId: "local",
  secretAccessKey: "local-stack",
};

export const TABLE = "paysheet";
export const BUCKET = "paysheet";
export const SCHEDULE_GROUP = "paysheet";
export const SLACK_SECRET_ID = "paysheet/slack";
export const POINTS_API_SECRET_ID = "paysheet/points-api";
export const USER_ID_KEY_SECRET_ID = "paysheet/user-id-key";
export const USER_POOL_ID = `${REGION}_localpool`;
export const USER_POOL_ARN = `arn:aws:cognito-idp:${REGION}:${ACCOUNT_ID}:userpool/${USER_POOL_ID}`;
export const OIDC_AUDIENCE = "paysheet-admin-api";

export const FUNCTIONS = {
  checkSheet: "paysheet-check-sheet",
  distribute: "paysheet-distribute",
  adminApi: "paysheet-admin-api",
  sweeper: "paysheet-watch",
  slackNotifier: "paysheet-tell",
  alarmNotifier: "paysheet-tell-alarm",
} as const;
export const LIVE_ALIAS = "live";

export const DISTRIBUTE_ARN = `arn:aws:lambda:${REGION}:${ACCOUNT_ID}:function:${FUNCTIONS.distribute}:${LIVE_ALIAS}`;
export const SCHEDULER_ROLE_ARN = `arn:aws:iam::${ACCOUNT_ID}:role/paysheet-scheduler`;
export const UPLOADS_QUEUE_ARN = `arn:aws:sqs:${REGION}:${ACCOUNT_ID}:paysheet-uploads`;
export const UNCHECKED_DLQ_ARN = `arn:aws:sqs:${REGION}:${ACCOUNT_ID}:paysheet-unchecked`;
export const SCHEDULER_DLQ_ARN = `arn:aws:sqs:${REGION}:${ACCOUNT_ID}:paysheet-schedules-dead`;

/** As each function has a role of its own in AWS: what it asks is signed by a key with its name. */
export function credentialsOf(functionName: string): KeyPair {
  return { accessKeyId: functionName, secretAccessKey: `local-${functionName}` };
}

/** The key pairs of all functions. */
export const FUNCTION_KEYS: readonly KeyPair[] = Object.values(FUNCTIONS).map(credentialsOf);
