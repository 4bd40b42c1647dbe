/** A function as it is deployed. */
export interface FunctionDefinition {
  readonly functionName: string;
  /** Stands for version 1; without one only `$LATEST` exists. */
  readonly alias?: string;
  /** Path of a .ts module that exports `handler`. */
  readonly entry: string;
  /** The whole of its environment, beside what Lambda's runtime itself sets. */
  readonly environment: Readonly<Record<string, string>>;
  /** Longest an invocation may take; then its process is killed. */
  readonly timeoutMs: number;
  /** Makes it a durable function. */
  readonly durable?: { readonly executionTimeoutMs: number };
  /** Port on loopback where a debugger may attach to one of its processes, which is always there then. */
  readonly inspectPort?: number;
}

/** A function as one call named it. */
export interface ResolvedFunction {
  readonly definition: FunctionDefinition;
  /** Version or alias, when the call named one. */
  readonly qualifier: string | undefined;
  /** What runs: `$LATEST`, or `1` behind the alias. */
  readonly version: string;
  /** As the caller named it: `context.invokedFunctionArn`. */
  readonly invokedArn: string;
  /** ARN with the version that runs. */
  readonly versionArn: string;
}
