import type { Bilingual } from "../../domain/sheet/problem.ts";
import type { ApiProblem } from "../schemas/problem.ts";
import type { ProblemError } from "./problem-error.ts";
import { PROBLEMS } from "./problem-table.ts";

/** Where the contract's page explains a problem. */
const PROBLEM_TYPE_PREFIX = "/api/docs#";

/** The RFC 9457 answer to a refused request. */
export function problemAnswer(
  problem: ProblemError,
  request: { readonly path: string; readonly requestId: string },
): Response {
  const { code, message: detail, facts } = problem;
  const { status, title } = PROBLEMS[code];
  const body: ApiProblem = {
    type: `${PROBLEM_TYPE_PREFIX}${code}`,
    title,
    status,
    detail,
    instance: request.path,
    code,
    message: messageOf(problem),
    ...(facts.errors === undefined ? {} : { errors: [...facts.errors] }),
    ...(facts.warnings === undefined ? {} : { warnings: [...facts.warnings] }),
    requestId: request.requestId,
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...facts.headers, "content-type": "application/problem+json" },
  });
}

/** What a problem says to people. */
export function messageOf({ code, facts }: ProblemError): Bilingual {
  return fill(PROBLEMS[code].message, facts.values ?? {});
}

function fill({ ko, en }: Bilingual, values: Readonly<Record<string, string>>): Bilingual {
  const fillText = (text: string) =>
    text.replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
  return { ko: fillText(ko), en: fillText(en) };
}
