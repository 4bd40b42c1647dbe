import { join } from "node:path";
import { type Duration, RemovalPolicy } from "aws-cdk-lib";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Architecture, type FunctionOptions, LoggingFormat, Runtime } from "aws-cdk-lib/aws-lambda";
import { NodejsFunction, OutputFormat } from "aws-cdk-lib/aws-lambda-nodejs";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";

const ROOT = join(import.meta.dirname, "../..");

/** Some packages are CommonJS still and call `require`, which an ES module does not have. */
const REQUIRE_FOR_COMMONJS =
  'import { createRequire as requireFrom } from "node:module"; ' +
  "const require = requireFrom(import.meta.url);";

export type Environment = Readonly<Record<string, string | undefined>>;

export interface ServiceFunctionProps<E extends Environment>
  extends Pick<
    FunctionOptions,
    "deadLetterQueue" | "durableConfig" | "currentVersionOptions" | "reservedConcurrentExecutions"
  > {
  readonly description: string;
  /** The entry file from the repository's root; exports `handler`. */
  readonly entry: string;
  /** Typed by the schema its code parses, so that a forgotten variable does not compile. */
  readonly environment: E;
  readonly memoryMb: number;
  readonly timeout: Duration;
  readonly logRetentionDays: RetentionDays;
}

/**
 * A function with the house's defaults. Its role may write its own log and nothing else: what more
 * it needs is granted where it is used.
 */
export class ServiceFunction<E extends Environment> extends NodejsFunction {
  readonly serviceRole: Role;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps<E>) {
    const { entry, environment, memoryMb, logRetentionDays, ...options } = props;
    const logGroup = new LogGroup(scope, `${id}Log`, {
      retention: logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    // Not the role that CDK would make: its managed policies reach every log group and every
    // durable execution of the account.
    const role = new Role(scope, `${id}Role`, {
      description: `What ${entry} may do.`,
      assumedBy: new ServicePrincipal("lambda.amazonaws.com"),
    });
    logGroup.grantWrite(role);
    super(scope, id, {
      ...options,
      entry: join(ROOT, entry),
      handler: "handler",
      environment: definedOnly(environment),
      memorySize: memoryMb,
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      projectRoot: ROOT,
      depsLockFilePath: join(ROOT, "package-lock.json"),
      awsSdkConnectionReuse: false,
      bundling: {
        format: OutputFormat.ESM,
        mainFields: ["module", "main"],
        banner: REQUIRE_FOR_COMMONJS,
        // The runtime's own SDK moves under our feet; the versions we tested are the ones to run.
        bundleAwsSDK: true,
        // Names stay, so that a stack trace can be read: source maps would double what is loaded.
        esbuildArgs: { "--minify-syntax": true, "--minify-whitespace": true },
      },
    });
    this.serviceRole = role;
  }
}

function definedOnly(environment: Environment): Record<string, string> {
  const defined: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined) defined[name] = value;
  }
  return defined;
}
