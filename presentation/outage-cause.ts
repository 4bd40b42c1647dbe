import { DAILY_QUOTA, MAINTENANCE } from "../domain/distribution/planned-outages.ts";
import { isAnswer } from "./failure-reason.ts";

/**
 * Why paying waits: `no_answer` comes at all, or answers come and the API makes no payments; or it is
 * known until when, as the API is maintained or the day's quota is used up.
 */
export type OutageCause = "no_answer" | "makes_none" | "maintenance" | "daily_quota";

/** By the code of an outage. */
export function outageCause(code: string | undefined): OutageCause {
  if (code !== undefined && isPlannedOutage(code)) return code;
  return code !== undefined && isAnswer(code) ? "makes_none" : "no_answer";
}

/** Whether it is known when it ends. */
export function isPlannedOutage(code: string): code is typeof MAINTENANCE | typeof DAILY_QUOTA {
  return code === MAINTENANCE || code === DAILY_QUOTA;
}
