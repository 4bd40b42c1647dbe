import type {
  CheckSummary,
  Payout,
  PayoutSchedule,
  RequestedTime,
} from "../domain/payout/payout.ts";
import { type PayoutView, viewAtRest } from "../domain/report/payout-view.ts";
import type { PayoutAnswer, PayoutSummary } from "./schemas/payout.ts";

/** A payout as the API answers it. */
export function presentPayout(view: PayoutView): PayoutAnswer {
  const { payout, check, counts, points, progress, forecast, channelBehind } = view;
  return {
    ...presentBase(payout),
    ...(check === undefined ? {} : { check }),
    ...(counts === undefined ? {} : { counts }),
    ...(points === undefined ? {} : { points }),
    ...(progress === undefined ? {} : { progress }),
    ...(forecast === undefined ? {} : { forecast }),
    ...(channelBehind === undefined ? {} : { channelBehind }),
  };
}

/** A payout as lists show it. */
export function presentSummary(payout: Payout): PayoutSummary {
  return {
    ...presentBase(payout),
    ...("check" in payout && payout.check !== undefined
      ? { check: presentCheck(payout.check) }
      : {}),
    ...viewAtRest(payout),
  };
}

function presentCheck(check: CheckSummary) {
  const { payments, totalPoints, digest, problemCount, warningCount } = check;
  return { payments, totalPoints, digest, problemCount, warningCount };
}

function presentBase(payout: Payout) {
  const { payoutId, state, title, fileName, retryOf, createdBy, createdAt, updatedAt } = payout;
  const dryRun = payout.dryRun === true;
  const sheet = "sheet" in payout ? payout.sheet : undefined;
  const schedule = "schedule" in payout ? payout.schedule : undefined;
  return {
    payoutId,
    state,
    title,
    fileName,
    dryRun,
    ...(sheet === undefined
      ? {}
      : { sheet: { sizeBytes: sheet.sizeBytes, versionId: sheet.versionId } }),
    ...(schedule === undefined ? {} : { schedule: presentSchedule(schedule) }),
    ...(payout.state === "awaiting_approval" ? { request: presentTime(payout.request) } : {}),
    ...("problemWorkbookKey" in payout && payout.problemWorkbookKey !== undefined
      ? { problemWorkbook: true }
      : {}),
    ...(payout.state === "distributing" && payout.outage !== undefined
      ? { outage: payout.outage }
      : {}),
    ...(payout.state === "paused" ? { pause: payout.pause } : {}),
    ...(retryOf === undefined ? {} : { retryOf }),
    createdBy,
    createdAt,
    updatedAt,
    ...("distribution" in payout ? { startedAt: payout.distribution.startedAt } : {}),
    ...presentEnd(payout),
  };
}

function presentEnd(payout: Payout) {
  switch (payout.state) {
    case "completed":
      return { finishedAt: payout.report.finishedAt };
    case "halted":
      return { halt: payout.halt, finishedAt: payout.halt.at };
    default:
      return {};
  }
}

function presentTime(time: RequestedTime) {
  const { localTime, timeZone, at, requestedBy, acknowledgedWarnings, warnings } = time;
  return {
    at: localTime,
    timeZone,
    instant: at,
    requestedBy,
    ...(acknowledgedWarnings === undefined ? {} : { acknowledgedWarnings }),
    ...(warnings === undefined ? {} : { warnings }),
  };
}

function presentSchedule(schedule: PayoutSchedule) {
  const { name, generation, approvedBy } = schedule;
  return {
    ...presentTime(schedule),
    name,
    generation,
    ...(approvedBy === undefined ? {} : { approvedBy }),
  };
}
