import { AwsError } from "../service/aws-error.ts";
import type { FunctionDefinition, ResolvedFunction } from "./function-definition.ts";

const LATEST = "$LATEST";
const NAME = /^[a-zA-Z0-9-_]{1,64}$/;
const QUALIFIER = /^(\$LATEST|[a-zA-Z0-9-_]{1,128})$/;

export interface FunctionRegistry {
  all(): readonly FunctionDefinition[];
  /**
   * Finds a function by name, `name:qualifier` or ARN.
   * @throws {AwsError} ResourceNotFoundException, InvalidParameterValueException,
   *   ValidationException
   */
  resolve(identifier: string, qualifier?: string): ResolvedFunction;
}

export function createFunctionRegistry(options: {
  readonly region: string;
  readonly accountId: string;
  readonly functions: readonly FunctionDefinition[];
}): FunctionRegistry {
  const home = `arn:aws:lambda:${options.region}:${options.accountId}:function:`;
  const byName = new Map(options.functions.map((each) => [each.functionName, each]));
  if (byName.size !== options.functions.length) throw new Error("Two functions share a name.");

  return {
    all: () => options.functions,
    resolve(identifier, askedQualifier) {
      const { name, suffix } = splitIdentifier(identifier, home);
      if (suffix !== undefined && askedQualifier !== undefined && suffix !== askedQualifier) {
        throw new AwsError(
          "InvalidParameterValueException",
          "The derived qualifier from the function name does not match the specified qualifier.",
        );
      }
      const qualifier = suffix ?? askedQualifier;
      const definition = byName.get(name);
      const invokedArn = home + (qualifier === undefined ? name : `${name}:${qualifier}`);
      const version = definition && versionOf(definition, qualifier);
      if (definition === undefined || version === undefined) throw notFound(invokedArn);
      return {
        definition,
        qualifier,
        version,
        invokedArn,
        versionArn: `${home}${name}:${version}`,
      };
    },
  };
}

/** A durable execution must replay on the code it began with, so AWS wants a version or alias. */
export function assertQualified(target: ResolvedFunction): void {
  if (target.definition.durable === undefined || target.qualifier !== undefined) return;
  throw new AwsError(
    "InvalidParameterValueException",
    "You cannot invoke a durable function using an unqualified ARN.",
  );
}

function splitIdentifier(identifier: string, home: string) {
  const local = identifier.startsWith("arn:") ? afterPrefix(identifier, home) : identifier;
  const [name = "", suffix, ...rest] = local.split(":");
  const isWellFormed =
    NAME.test(name) && rest.length === 0 && (suffix === undefined || QUALIFIER.test(suffix));
  if (!isWellFormed) {
    throw new AwsError(
      "ValidationException",
      `1 validation error detected: Value '${identifier}' at 'functionName' failed to satisfy constraint: Member must name a function.`,
    );
  }
  return { name, suffix };
}

function afterPrefix(arn: string, home: string): string {
  if (!arn.startsWith(home)) throw notFound(arn);
  return arn.slice(home.length);
}

function versionOf({ alias }: FunctionDefinition, qualifier: string | undefined) {
  if (qualifier === undefined || qualifier === LATEST) return LATEST;
  return alias !== undefined && (qualifier === alias || qualifier === "1") ? "1" : undefined;
}

function notFound(arn: string): AwsError {
  return new AwsError("ResourceNotFoundException", `Function not found: ${arn}`, { status: 404 });
}
