import { build } from "esbuild";

/** The IAM action that each call of the SDK needs; an object's version has an action of its own. */
const ACTION_OF: Readonly<Record<string, readonly string[]>> = {
  GetCommand: ["dynamodb:GetItem"],
  PutCommand: ["dynamodb:PutItem"],
  UpdateCommand: ["dynamodb:UpdateItem"],
  DescribeTableCommand: ["dynamodb:DescribeTable"],
  QueryCommand: ["dynamodb:Query"],
  BatchExecuteStatementCommand: ["dynamodb:PartiQLInsert", "dynamodb:PartiQLUpdate"],
  GetObjectCommand: ["s3:GetObject", "s3:GetObjectVersion"],
  HeadObjectCommand: ["s3:GetObject"],
  PutObjectCommand: ["s3:PutObject"],
  // What is deleted for good is deleted by its version.
  DeleteObjectCommand: ["s3:DeleteObjectVersion"],
  ListObjectVersionsCommand: ["s3:ListBucketVersions"],
  Upload: ["s3:PutObject", "s3:AbortMultipartUpload"],
  createPresignedPost: ["s3:PutObject"],
  CreateScheduleCommand: ["scheduler:CreateSchedule", "iam:PassRole"],
  GetScheduleCommand: ["scheduler:GetSchedule"],
  DeleteScheduleCommand: ["scheduler:DeleteSchedule"],
  InvokeCommand: ["lambda:InvokeFunction"],
  ListDurableExecutionsByFunctionCommand: ["lambda:ListDurableExecutionsByFunction"],
  ListUsersCommand: ["cognito-idp:ListUsers"],
  AdminListGroupsForUserCommand: ["cognito-idp:AdminListGroupsForUser"],
  DescribeSecretCommand: ["secretsmanager:DescribeSecret"],
  GetSecretValueCommand: ["secretsmanager:GetSecretValue"],
  PutSecretValueCommand: ["secretsmanager:PutSecretValue"],
};

/**
 * The actions of all AWS calls that a function's code holds: what is left of it once everything
 * that is not reached from its entry is shaken off.
 */
export async function actionsCalledBy(entry: string): Promise<string[]> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    packages: "external",
    logLevel: "silent",
  });
  const code = outputFiles.map(({ text }) => text).join("\n");
  const calls = [...code.matchAll(/new (\w+Command|Upload)\(|(createPresignedPost)\(/g)].map(
    ([, constructed, called]) => constructed ?? called ?? "",
  );
  const actions = [...new Set(calls)].flatMap((call) => {
    const known = ACTION_OF[call];
    if (known === undefined) throw new Error(`Say in sdk-calls.ts which action ${call} needs.`);
    return known;
  });
  return [...new Set(actions)].sort();
}
