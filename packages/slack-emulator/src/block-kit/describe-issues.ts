import type * as z from "zod";

type Path = readonly PropertyKey[];

/** What is wrong, in Slack's words, each with the place where it stands. */
export function describeIssues(issues: readonly z.core.$ZodIssue[], base: Path): string[] {
  return issues.flatMap((issue) => describe(issue, base));
}

function describe(issue: z.core.$ZodIssue, base: Path): string[] {
  const path = [...base, ...issue.path];
  switch (issue.code) {
    case "too_big":
      return [at(path, tooBig(issue))];
    case "too_small":
      return [
        at(path, issue.origin === "array" ? "must not be empty" : "must be more than 0 characters"),
      ];
    case "unrecognized_keys":
      return issue.keys.map((key) => at(path, `invalid additional property: ${key}`));
    case "invalid_type":
      return [wrongType(issue, path)];
    case "invalid_union":
      return wrongUnion(issue, path);
    case "invalid_value":
      return [at(path, `must be one of: ${issue.values.map(String).join(", ")}`)];
    default:
      return [at(path, issue.message)];
  }
}

function tooBig({ origin, maximum }: z.core.$ZodIssueTooBig): string {
  if (origin === "array") return `no more than ${maximum} items allowed`;
  if (origin === "string") return `must be less than ${Number(maximum) + 1} characters`;
  return `must be at most ${maximum}`;
}

function wrongType({ input, expected }: z.core.$ZodIssueInvalidType, path: Path): string {
  if (input !== undefined) return at(path, `must be of type: ${expected}`);
  return at(path.slice(0, -1), `missing required field: ${String(path.at(-1))}`);
}

function wrongUnion(issue: z.core.$ZodIssueInvalidUnion, path: Path): string[] {
  if (issue.errors.length > 0) {
    return [at(path, "failed to match all allowed schemas")].concat(
      issue.errors.flat().flatMap((inner) => describe(inner, path)),
    );
  }
  // The discriminator does not match: `path` ends in it.
  const given = typeOf(issue.input);
  return given === undefined
    ? [at(path.slice(0, -1), "missing required field: type")]
    : [at(path, `unsupported type: ${given}`)];
}

function typeOf(input: unknown): string | undefined {
  if (typeof input !== "object" || input === null || !("type" in input)) return undefined;
  return String(input.type);
}

export function at(path: Path, problem: string): string {
  return `${problem} [json-pointer:/${path.map(String).join("/")}]`;
}
