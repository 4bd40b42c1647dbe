import { isPlannedOutage, type PlannedOutage } from "../domain/distribution/planned-outages.ts";
import { isAnswer } from "./failure-reason.ts";

/**
 * Why paying waits: `no_answer` comes at all, or answers come and the API makes no payments; or it is
 * known until when, as the API is maintained, the day's quota is used up, or nobody is to be paid now.
 */
export type OutageCause = "no_answer" | "makes_none" | PlannedOutage;

/** By the code of an outage. */
export function outageCause(code: string | undefined): OutageCause {
  if (code !== undefined && isPlannedOutage(code)) return code;
  return code !== undefined && isAnswer(code) ? "makes_none" : "no_answer";
}
