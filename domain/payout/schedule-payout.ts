import { type Clock, toEpochMs, toInstant } from "../clock.ts";
import type { NewId } from "../ids.ts";
import { optional } from "../optional.ts";
import { approvalOf, approvesByScheduling, needsTwoApprovals } from "./approval.ts";
import { approvalReasons } from "./approval-reasons.ts";
import {
  type ArmedFields,
  type Cause,
  changePayout,
  type PayoutChange,
  WrongStateError,
} from "./change-payout.ts";
import { compareWithRecent } from "./compare-with-recent.ts";
import { getPayout } from "./get-payout.ts";
import type { AcrossPayoutsDeps } from "./limits-across-payouts.ts";
import { acknowledgedOf, assertAcknowledged } from "./must-acknowledge.ts";
import { makersOf } from "./owner.ts";
import type { Approval, Payout, PayoutIn, PayoutSchedule, RequestedTime } from "./payout.ts";
import { RefusedError } from "./payout-errors.ts";
import { PayoutChangedError, type PayoutStore } from "./payout-store.ts";
import { type ActingPerson, type Person, personActor, recordedPerson } from "./person.ts";
import type { Policy } from "./policy.ts";
import { quietUntil } from "./quiet-hours.ts";
import { sheetLastsUntilMs } from "./retention.ts";
import { brakeOfSameSheet, sameSheetsUnderWay } from "./same-sheet.ts";
import type { Scheduler } from "./scheduler.ts";
import { SOONEST, soonestIn } from "./soonest.ts";
import type { TransitionName } from "./transitions.ts";
import { largestAboveOthers } from "./usual-amounts.ts";
import { readZonedTime, showInZone, type ZonedTime, ZonedTimeError } from "./zoned-time.ts";

export interface ScheduleRequest {
  /** Local time `YYYY-MM-DDTHH:mm[:ss]`, or {@link SOONEST}. */
  readonly at: string;
  /** IANA zone; the deployment's own when absent. */
  readonly timeZone?: string | undefined;
  /** The same, of a later time: after it nobody is paid any more before a person goes on. */
  readonly latest?: string | undefined;
  /** The total, typed once more by hand. */
  readonly expectedTotalPoints: number;
  /** Warnings that were ticked; absent when the client does not support it. */
  readonly acknowledgedWarnings?: readonly string[] | undefined;
  /** What whoever approves it is to know. */
  readonly note?: string | undefined;
}

export interface ScheduleDeps extends AcrossPayoutsDeps {
  readonly payouts: PayoutStore;
  readonly scheduler: Scheduler;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly policy: Policy;
}

type Schedulable = PayoutIn<"ready" | "awaiting_approval" | "scheduled">;

/**
 * Schedules a payout, moves one that is scheduled, or asks for approval where one is needed. Who
 * decides on the payout approves it by scheduling it. Compares the sheet with other payouts once
 * more: one may have come between.
 * @throws {RefusedError} `payout_not_found`, `total_mismatch`, `warnings_not_acknowledged`,
 *   `limit_exceeded`; `latest_too_soon`, `time_too_soon`, `time_too_far` and the problems of {@link ZonedTimeError}
 * @throws {WrongStateError} unless it is ready, awaits approval or is scheduled
 * @throws {PayoutChangedError} when somebody else was faster; nothing is changed then
 */
export async function schedulePayout(
  deps: ScheduleDeps,
  payoutId: string,
  request: ScheduleRequest,
  person: ActingPerson,
): Promise<Payout> {
  const found = await getPayout(deps.payouts, payoutId);
  if (!isSchedulable(found)) throw new WrongStateError("schedule", found);
  const payout = await withBrakeOfSameSheet(deps, found);
  const time = readRequestedTime(deps, request, person);
  assertSheetLasts(deps, payout, time);
  if (request.expectedTotalPoints !== payout.check.totalPoints) {
    throw new RefusedError(
      "total_mismatch",
      `The typed total ${request.expectedTotalPoints} is not the sheet's total ${payout.check.totalPoints}.`,
    );
  }
  const same = await sameSheetsUnderWay(deps, payout, time.at);
  const { warnings, hasHistory } = await compareWithRecent(deps, payout, same);
  const allWarnings = [...warnings, ...largestAboveOthers(deps.policy, payout)];
  assertAcknowledged(allWarnings, request.acknowledgedWarnings, deps.policy.warnings);
  const acknowledgedWarnings = acknowledgedOf(
    allWarnings,
    payout.check,
    request.acknowledgedWarnings,
  );
  const sending = { ...payout, scheduledFor: time.at, people: [...makersOf(payout), person] };
  const reasons = await approvalReasons(deps, sending, { warnings: allWarnings, hasHistory });
  const wanted = {
    ...time,
    ...optional("note", request.note),
    acknowledgedWarnings,
    warnings: warnings.length === 0 ? undefined : [...warnings],
    approvalReasons: reasons.length === 0 ? undefined : [...reasons],
  };
  const cause = { ...causeOf(deps, person), acknowledgedWarnings };
  const needsApproval = reasons.length > 0;
  const approves = needsApproval && approvesByScheduling(payout, person);
  const approval = approves ? approvalOf(deps, payout, wanted, person) : undefined;
  if (needsApproval && (!approves || needsTwoApprovals(wanted))) {
    return await requestApproval(deps, payout, { request: wanted, firstApproval: approval }, cause);
  }
  return await armSchedule(deps, payout, { ...wanted, approval }, (fields) =>
    changePayout(ARMED_BY[payout.state], payout, fields, cause),
  );
}

async function withBrakeOfSameSheet(deps: ScheduleDeps, payout: Schedulable): Promise<Schedulable> {
  if (payout.brake !== undefined) return payout;
  const { withinDays } = deps.policy.warnings;
  return { ...payout, ...optional("brake", await brakeOfSameSheet(deps, payout, withinDays)) };
}

/** What it is called when a payout in this state is scheduled. */
const ARMED_BY = {
  ready: "scheduled",
  awaiting_approval: "approved",
  scheduled: "moved",
} as const satisfies Record<Schedulable["state"], TransitionName>;

async function requestApproval(
  deps: ScheduleDeps,
  payout: Schedulable,
  asked: { readonly request: RequestedTime; readonly firstApproval: Approval | undefined },
  cause: Cause,
): Promise<Payout> {
  // The payout first: from here on a firing of the time it had finds it waiting, and pays nobody.
  const change = changePayout(
    "approval_requested",
    payout,
    { ...asked, needsApproval: true },
    cause,
  );
  await deps.payouts.change(change.payout, change.event);
  if (payout.state === "scheduled") await forgetSchedule(deps, payout.schedule.name);
  return change.payout;
}

function causeOf(deps: ScheduleDeps, person: ActingPerson): Cause {
  return {
    by: personActor(person),
    nowMs: deps.clock.nowMs(),
    eventId: deps.newId(),
  };
}

function isSchedulable(payout: Payout): payout is Schedulable {
  return (
    payout.state === "ready" || payout.state === "awaiting_approval" || payout.state === "scheduled"
  );
}

function readRequestedTime(
  deps: ScheduleDeps,
  request: ScheduleRequest,
  person: Person,
): RequestedTime {
  try {
    const timeZone = request.timeZone ?? deps.policy.defaultTimeZone;
    const zoned =
      request.at === SOONEST ? soonestIn(deps, timeZone) : readZonedTime(request.at, timeZone);
    assertLeadTime(deps, zoned);
    const latest =
      request.latest === undefined ? undefined : readLatest(deps, request.latest, zoned);
    return {
      ...zoned,
      ...optional("soonest", request.at === SOONEST || undefined),
      ...optional("latest", latest),
      requestedBy: recordedPerson(person),
    };
  } catch (error) {
    if (error instanceof ZonedTimeError) {
      throw new RefusedError(error.problem, error.message, { cause: error });
    }
    throw error;
  }
}

/** @throws {RefusedError} `latest_too_soon` when nobody could be paid until then, `time_too_far` */
function readLatest(
  { clock, policy }: ScheduleDeps,
  typed: string,
  { at, timeZone }: ZonedTime,
): NonNullable<RequestedTime["latest"]> {
  const latest = readZonedTime(typed, timeZone);
  const begins = quietUntil(policy, at) ?? at;
  if (toEpochMs(latest.at) <= toEpochMs(begins)) {
    throw new RefusedError(
      "latest_too_soon",
      begins === at
        ? `The latest time ${latest.at} is not after the time ${at} at which paying begins.`
        : `The latest time ${latest.at} is over when the quiet hours end, ${begins}: nobody would be paid.`,
    );
  }
  assertNotTooFar({ clock, policy }, latest);
  return { localTime: latest.localTime, at: latest.at };
}

/**
 * A sheet that is deleted before its time would pay nobody.
 * @throws {RefusedError} `time_too_far`
 */
function assertSheetLasts(
  { policy }: ScheduleDeps,
  payout: Payout,
  { at, timeZone }: TimeInZone,
): void {
  const lastsUntilMs = sheetLastsUntilMs(policy.retention, payout);
  if (toEpochMs(at) <= lastsUntilMs) return;
  throw new RefusedError(
    "time_too_far",
    `${at} is too far: the sheet is kept for ${policy.retention.filesDays} days only.`,
    { furthest: { ...showInZone(toInstant(lastsUntilMs), timeZone), fileIsGone: true } },
  );
}

type Limited = Pick<ScheduleDeps, "clock" | "policy">;
type TimeInZone = Pick<ZonedTime, "at" | "timeZone">;

/** @throws {RefusedError} `time_too_soon`, `time_too_far` */
export function assertLeadTime({ clock, policy }: Limited, time: TimeInZone): void {
  const { at } = time;
  const leadMs = toEpochMs(at) - clock.nowMs();
  if (leadMs < policy.minLeadTimeMs) {
    const seconds = policy.minLeadTimeMs / 1000;
    throw new RefusedError(
      "time_too_soon",
      leadMs < 0
        ? `${at} is in the past.`
        : `${at} is too soon: choose a time at least ${seconds} s from now.`,
    );
  }
  assertNotTooFar({ clock, policy }, time);
}

/** @throws {RefusedError} `time_too_far`, with the furthest that there is */
function assertNotTooFar({ clock, policy }: Limited, { at, timeZone }: TimeInZone): void {
  const furthestMs = clock.nowMs() + policy.maxLeadTimeMs;
  if (toEpochMs(at) <= furthestMs) return;
  throw new RefusedError("time_too_far", `${at} is more than a year from now.`, {
    furthest: showInZone(toInstant(furthestMs), timeZone),
  });
}

/**
 * The schedule first, the payout after, so that a payout that says `scheduled` has its schedule.
 * Each schedule has a name of its own: one left over by a crash in between fires into a payout
 * that does not know it, pays nobody and is deleted.
 */
export async function armSchedule(
  deps: ScheduleDeps,
  payout: Schedulable,
  { soonest: _, ...wanted }: RequestedTime & Pick<PayoutSchedule, "approval" | "firstApproval">,
  change: (fields: ArmedFields) => PayoutChange,
): Promise<Payout> {
  const generation = payout.generation + 1;
  const name = `${payout.payoutId}-${generation}-${deps.newId().slice(-8)}`;
  const needsApproval = wanted.approval === undefined ? payout.needsApproval : true;
  const schedule: PayoutSchedule = {
    ...wanted,
    name,
    generation,
    scheduledAt: toInstant(deps.clock.nowMs()),
    scheduledRevision: payout.revision,
  };
  const next = change({ schedule, generation, brake: undefined, needsApproval });
  await deps.scheduler.create(
    { payoutId: payout.payoutId, generation, scheduleName: name, run: 1 },
    wanted.at,
  );
  try {
    await deps.payouts.change(next.payout, next.event);
  } catch (error) {
    // The schedule is removed only when the change certainly did not happen: after a lost answer
    // the payout may have been scheduled by it.
    if (error instanceof PayoutChangedError) await deps.scheduler.delete(name);
    throw error;
  }
  if (payout.state === "scheduled") await forgetSchedule(deps, payout.schedule.name);
  return next.payout;
}

/** The payout no longer uses it: if it can't be deleted now, it is deleted when it fires. */
export async function forgetSchedule(
  deps: Pick<ScheduleDeps, "scheduler">,
  name: string,
): Promise<void> {
  try {
    await deps.scheduler.delete(name);
  } catch {
    return;
  }
}
