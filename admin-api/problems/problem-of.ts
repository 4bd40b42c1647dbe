import { HTTPException } from "hono/http-exception";
import { ProviderUnavailableError } from "../../adapters/oidc/provider-keys.ts";
import { TokenError } from "../../adapters/oidc/token-verifier.ts";
import { WrongStateError } from "../../domain/payout/change-payout.ts";
import { RefusedError } from "../../domain/payout/payout-errors.ts";
import { InvalidCursorError, PayoutChangedError } from "../../domain/payout/payout-store.ts";
import { ScheduleTimeError } from "../../domain/payout/scheduler.ts";
import { ProblemError } from "./problem-error.ts";
import { STATE_NAMES } from "./state-names.ts";

/** What an error means to the caller. What nobody foresaw is an internal error, without its words. */
export function problemOf(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof RefusedError) return refusal(error);
  if (error instanceof WrongStateError) {
    const { ko, en } = STATE_NAMES[error.state];
    return new ProblemError("wrong_state", error.message, { values: { stateKo: ko, stateEn: en } });
  }
  if (error instanceof PayoutChangedError) return new ProblemError("payout_changed", error.message);
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

function refusal({ code, message, otherPayoutId, warnings }: RefusedError): ProblemError {
  if (warnings === undefined) {
    return new ProblemError(
      code,
      message,
      otherPayoutId === undefined ? {} : { values: { otherPayoutId } },
    );
  }
  const warningsKo = warnings.map((warning) => warning.message.ko).join(" ");
  const warningsEn = warnings.map((warning) => warning.message.en).join(" ");
  return new ProblemError(code, message, { warnings, values: { warningsKo, warningsEn } });
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
