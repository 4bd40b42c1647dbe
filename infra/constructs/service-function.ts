import { createHash } from "node:crypto";
import { join } from "node:path";
import { AssetHashType, DockerImage, type Duration, RemovalPolicy } from "aws-cdk-lib";
import { Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import {
  Architecture,
  Code,
  type FunctionOptions,
  Function as LambdaFunction,
  LoggingFormat,
  Runtime,
  Tracing,
} from "aws-cdk-lib/aws-lambda";
import { LogGroup } from "aws-cdk-lib/aws-logs";
import type { Construct } from "constructs";
import type { StageConfig } from "../../config/stage-config.ts";
import { type FunctionEntry, placeFunction } from "../functions.ts";
import { answerWildcard } from "./answer-wildcard.ts";

const ROOT = join(import.meta.dirname, "../..");

export type Environment = Readonly<Record<string, string | undefined>>;

export interface ServiceFunctionProps<E extends Environment>
  extends Pick<
    FunctionOptions,
    "deadLetterQueue" | "durableConfig" | "currentVersionOptions" | "reservedConcurrentExecutions"
  > {
  readonly description: string;
  readonly entry: FunctionEntry;
  /** Typed by the schema its code parses, so that a forgotten variable does not compile. */
  readonly environment: E;
  readonly memoryMb: number;
  readonly timeout: Duration;
  readonly config: Pick<StageConfig, "logRetentionDays" | "tracing" | "ownConnectors">;
}

/**
 * A function with the defaults of all of ours. Its role may write its own log and nothing else: what
 * more it needs is granted where it is used.
 */
export class ServiceFunction<E extends Environment> extends LambdaFunction {
  readonly serviceRole: Role;

  constructor(scope: Construct, id: string, props: ServiceFunctionProps<E>) {
    const { entry, environment, memoryMb, config, ...options } = props;
    const logGroup = new LogGroup(scope, `${id}Log`, {
      retention: config.logRetentionDays,
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
      code: codeOf(entry, config.ownConnectors),
      handler: "index.handler",
      environment: definedOnly(environment),
      memorySize: memoryMb,
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      tracing: config.tracing ? Tracing.ACTIVE : Tracing.DISABLED,
    });
    if (config.tracing) {
      answerWildcard(role, "*", "X-Ray has no resources to name; Lambda writes its traces there.");
    }
    this.serviceRole = role;
  }
}

function codeOf(entry: FunctionEntry, ownConnectors: string | undefined): Code {
  return Code.fromAsset(ROOT, {
    // Of what comes out: what goes in is everything.
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Distinguishes the functions, whose code CDK would otherwise take for the same.
      command: [entry, hashOf(ownConnectors ?? "")],
      image: DockerImage.fromRegistry("never-asked-for"),
      local: {
        tryBundle(outputDirectory) {
          placeFunction(entry, outputDirectory, ownConnectors);
          return true;
        },
      },
    },
  });
}

function hashOf(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

function definedOnly(environment: Environment): Record<string, string> {
  const defined: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (value !== undefined) defined[name] = value;
  }
  return defined;
}
