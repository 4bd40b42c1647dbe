import type { ZodError } from "zod";
import { ProblemError } from "./problems/problem-error.ts";

/** Where each part of a request is told of in `errors[].path`. */
const PART_NAMES: Readonly<Record<string, string>> = {
  json: "body",
  param: "path",
  query: "query",
};

/** A problem that lists every field of a request that will not do. */
export function validationProblem(target: string, error: ZodError): ProblemError {
  const part = PART_NAMES[target] ?? target;
  const errors = error.issues.flatMap((issue) => {
    // An unknown field is an issue of the object it stands in; the caller looks for the field.
    const paths =
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => [...issue.path, key])
        : [issue.path];
    const message = issue.code === "unrecognized_keys" ? "There is no such field." : issue.message;
    return paths.map((path) => ({ path: [part, ...path.map(String)].join("."), message }));
  });
  const list = errors.map(({ path, message }) => `${path}: ${message}`).join("; ");
  return new ProblemError("invalid_request", list, { errors });
}
