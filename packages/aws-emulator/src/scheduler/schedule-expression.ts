import { toEpochMs } from "../../../../domain/clock.ts";
import { readZonedTime, ZonedTimeError } from "../../../../domain/payout/zoned-time.ts";
import { validationError } from "./validation.ts";

/**
 * When `at(yyyy-mm-ddThh:mm:ss)` in an IANA zone is, in epoch milliseconds.
 * @throws {AwsError} ValidationException
 */
export function readScheduleExpression(expression: string, timeZone: string): number {
  if (/^(rate|cron)\(.*\)$/.test(expression)) {
    throw validationError(
      `Invalid Schedule Expression ${expression}. The emulator fires at(...) schedules only.`,
    );
  }
  const localTime = /^at\((\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})\)$/.exec(expression)?.[1];
  if (localTime === undefined) throw invalidExpression(expression);
  try {
    return toEpochMs(readZonedTime(localTime, timeZone).at);
  } catch (cause) {
    if (!(cause instanceof ZonedTimeError)) throw cause;
    throw cause.problem === "unknown_time_zone"
      ? validationError(`Invalid ScheduleExpressionTimezone ${timeZone}.`, { cause })
      : invalidExpression(expression, cause);
  }
}

/**
 * What AWS does with a time that has passed is not documented and reported both ways (refused, or
 * fired at once). Refusing it here lets no mistake of ours go unseen.
 */
export function passedExpression(expression: string): Error {
  return validationError(`Invalid Schedule Expression ${expression}. The time has passed.`);
}

function invalidExpression(expression: string, cause?: unknown): Error {
  return validationError(`Invalid Schedule Expression ${expression}.`, { cause });
}
