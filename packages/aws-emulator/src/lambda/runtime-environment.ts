import { dirname } from "node:path";
import type { Credentials } from "../signature/credential-scope.ts";
import type { FunctionDefinition } from "./function-definition.ts";

export interface RuntimeSettings {
  readonly region: string;
  /** Lambda's own address: where a durable function sends its checkpoints. */
  readonly endpoint: string;
  /** What the execution role gives in AWS. */
  readonly credentials: Credentials;
}

/** The environment of a function's process: Lambda's own variables, then the definition's. */
export function runtimeEnvironment(
  { functionName, entry, environment }: FunctionDefinition,
  version: string,
  settings: RuntimeSettings,
): Record<string, string> {
  return {
    PATH: process.env["PATH"] ?? "",
    LANG: "en_US.UTF-8",
    TZ: ":UTC",
    AWS_REGION: settings.region,
    AWS_DEFAULT_REGION: settings.region,
    AWS_ACCESS_KEY_ID: settings.credentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: settings.credentials.secretAccessKey,
    AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
    AWS_LAMBDA_FUNCTION_NAME: functionName,
    AWS_LAMBDA_FUNCTION_VERSION: version,
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "512",
    AWS_LAMBDA_INITIALIZATION_TYPE: "on-demand",
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${functionName}`,
    AWS_LAMBDA_LOG_STREAM_NAME: `local/[${version}]`,
    AWS_ENDPOINT_URL_LAMBDA: settings.endpoint,
    LAMBDA_TASK_ROOT: dirname(entry),
    ...environment,
  };
}
