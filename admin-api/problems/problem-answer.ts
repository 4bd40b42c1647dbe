import { HTTPException } from "hono/http-exception";
import type { ZodError } from "zod";
import { ProviderUnavailableError } from "../../adapters/oidc/provider-keys.ts";
import { TokenError } from "../../adapters/oidc/token-verifier.ts";
import { optional } from "../../domain/optional.ts";
import { LIMIT_OF } from "../../domain/payout/approval-reason.ts";
import { WrongStateError } from "../../domain/payout/change-payout.ts";
import { RefusedError } from "../../domain/payout/payout-errors.ts";
import {
  InvalidCursorError,
  PayoutChangedError,
  PayoutUnreadableError,
} from "../../domain/payout/payout-store.ts";
import { ScheduleTimeError } from "../../domain/payout/scheduler.ts";
import type { Bilingual } from "../../domain/sheet/problem.ts";
import { approvalReasonText } from "../../presentation/approval-reason.ts";
import type { ApiProblem } from "../schemas/problem.ts";
import { REVISION_MISSING } from "../schemas/requests.ts";
import { brakeValues, changeValues } from "./change-words.ts";
import { ProblemError, type ProblemFacts } from "./problem-error.ts";
import { PROBLEMS } from "./problem-table.ts";
import { STATE_NAMES } from "./state-names.ts";

/** What an error means to the caller. Anything else is an internal error, whose message stays here. */
export function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof RefusedError) return refusal(error);
  if (error instanceof WrongStateError) {
    const { ko, en } = STATE_NAMES[error.state];
    return new ProblemError("wrong_state", error.message, { values: { stateKo: ko, stateEn: en } });
  }
  if (error instanceof PayoutChangedError) return new ProblemError("payout_changed", error.message);
  if (error instanceof PayoutUnreadableError) {
    return new ProblemError("payout_unreadable", error.message);
  }
  if (error instanceof InvalidCursorError) return new ProblemError("invalid_cursor", error.message);
  if (error instanceof ScheduleTimeError) return new ProblemError("time_refused", error.message);
  if (error instanceof TokenError) return tokenProblem(error);
  if (error instanceof ProviderUnavailableError) {
    return new ProblemError(
      "provider_unavailable",
      "The keys of the OpenID provider can't be fetched now.",
      { headers: { "retry-after": "5" } },
    );
  }
  if (error instanceof HTTPException) return frameworkProblem(error);
  return new ProblemError("internal_error", "The request failed on the server.");
}

function refusal(error: RefusedError): ProblemError {
  const { code, message, otherPayoutId, warnings, limit, pointsApis, columns, on, names } = error;
  if (warnings === undefined) {
    return new ProblemError(code, message, {
      values: {
        otherPayoutId,
        pointsApis: pointsApis?.join(", "),
        columns: columns === undefined ? undefined : columns.join(", ") || "–",
        problemsKo: error.problems?.map((problem) => problem.message.ko).join(" "),
        problemsEn: error.problems?.map((problem) => problem.message.en).join(" "),
        on: on?.slice(0, 10),
        names,
        ...limitValues(limit),
        ...furthestValues(error),
        ...brakeValues(error),
        ...changeValues(error),
      },
    });
  }
  const warningsKo = warnings.map((warning) => warning.message.ko).join(" ");
  const warningsEn = warnings.map((warning) => warning.message.en).join(" ");
  return new ProblemError(code, message, { warnings, values: { warningsKo, warningsEn } });
}

function limitValues(limit: RefusedError["limit"]) {
  if (limit === undefined) return {};
  if (!("code" in limit)) return { limit: limit.most.toLocaleString("en-US") };
  const { ko, en } = approvalReasonText(limit);
  return { limitKo: ko, limitEn: en, limitName: `limits.${LIMIT_OF[limit.code]}.refuseAbove` };
}

function furthestValues({ furthest }: RefusedError) {
  if (furthest === undefined) return {};
  const { localTime, timeZone, fileIsGone } = furthest;
  return {
    furthest: `${localTime.replace("T", " ")} (${timeZone})`,
    becauseKo: fileIsGone === true ? ", 그 뒤에는 올린 파일이 삭제됩니다" : "",
    becauseEn: fileIsGone === true ? ", as the file is deleted then" : "",
  };
}

function tokenProblem(error: TokenError): ProblemError {
  const challenge = `Bearer realm="paysheet", error="invalid_token", error_description="${error.message.replaceAll('"', "'")}"`;
  return new ProblemError(error.problem, error.message, {
    headers: { "www-authenticate": challenge },
  });
}

function frameworkProblem(error: HTTPException): ProblemError {
  switch (error.status) {
    case 400:
      return new ProblemError("malformed_body", "The body is not well-formed JSON.");
    case 413:
      return new ProblemError("body_too_large", "The body is larger than this address takes.");
    case 415:
      return new ProblemError(
        "unsupported_media_type",
        "Send the body with the header Content-Type: application/json.",
      );
    default:
      return new ProblemError("internal_error", "The request failed on the server.");
  }
}

/** What `errors[].path` begins with, by the part of the request. */
const PART_NAMES: Readonly<Record<string, string>> = {
  json: "body",
  param: "path",
  query: "query",
};

/** A problem that lists every field of a request that is not valid. */
export function validationProblem(target: string, error: ZodError): ProblemError {
  if (error.issues.some(({ message }) => message === REVISION_MISSING)) {
    return new ProblemError(REVISION_MISSING, "Say in `revision` what you looked at.");
  }
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
  const values = target === "json" ? tooLongOf(error) : undefined;
  return new ProblemError(values === undefined ? "invalid_request" : "text_too_long", list, {
    errors,
    ...optional("values", values),
  });
}

/** How people call the fields that they write text into. */
const WRITTEN_FIELDS: Readonly<Record<string, Bilingual>> = {
  title: { ko: "제목", en: "The title" },
  fileName: { ko: "파일 이름", en: "The file's name" },
  reason: { ko: "이유", en: "The reason" },
  note: { ko: "확인 내용", en: "The note" },
};
/** Of UTF-8, for what JavaScript counts as a character. */
const MAX_BYTES_OF_A_CHARACTER = 3;

/** The first text that is too long, for the problem's texts; undefined where none is. */
function tooLongOf({ issues }: ZodError) {
  for (const issue of issues) {
    if (issue.code !== "too_big" || issue.origin !== "string") continue;
    const field = issue.path.map(String).join(".");
    const { ko, en } = WRITTEN_FIELDS[field] ?? { ko: field, en: field };
    const characters = Number(issue.maximum);
    return {
      ...{ fieldKo: ko, fieldEn: en, characters: shown(characters) },
      bytes: shown(characters * MAX_BYTES_OF_A_CHARACTER),
    };
  }
  return undefined;
}

function shown(count: number): string {
  return count.toLocaleString("en-US");
}

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
    errors: facts.errors && [...facts.errors],
    warnings: facts.warnings && [...facts.warnings],
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

function fill({ ko, en }: Bilingual, values: NonNullable<ProblemFacts["values"]>): Bilingual {
  const fillText = (text: string) =>
    text.replaceAll(/\{(\w+)\}/g, (place, name: string) => values[name] ?? place);
  return { ko: fillText(ko), en: fillText(en) };
}
