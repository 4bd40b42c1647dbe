import type { Bilingual } from "../../domain/sheet/problem.ts";
import type { ApiProblem } from "../schemas/problem.ts";
import type { ProblemError } from "./problem-error.ts";
import { PROBLEMS } from "./problem-table.ts";

/** Where the contract's page explains a problem. */
const PROBLEM_TYPE_PREFIX = "/api/docs#";

/** The RFC 9457 answer to a refused request. */
export function problemAnswer(
  { code, message: detail, facts }: ProblemError,
  request: { readonly path: string; readonly requestId: string },
): Response {
  const { status, title, message } = PROBLEMS[code];
  const body: ApiProblem = {
    type: `${PROBLEM_TYPE_PREFIX}${code}`,
    title,
    status,
    detail,
    instance: request.path,
    code,
    message: fill(message, facts.values ?? {}),
    ...(facts.errors === undefined ? {} : { errors: [...facts.errors] }),
    requestId: request.requestId,
  };
  return new Response(JSON.stringify(body), {
    status,
    headers: { ...facts.headers, "content-type": "application/problem+json" },
  });
}

function fill({ ko, en }: Bilingual, values: Readonly<Record<string, string>>): Bilingual {
  const fillText = (text: string) =>
    text.replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
  return { ko: fillText(ko), en: fillText(en) };
}
