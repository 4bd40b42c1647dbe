import { toEpochMs } from "../clock.ts";
import { countsOf, pointsOf } from "../distribution/count-tallies.ts";
import type { LedgerStore } from "../distribution/ledger-store.ts";
import { approverOf } from "../payout/approval.ts";
import type { AuditEvent } from "../payout/audit-event.ts";
import { type CanaryFinding, pendingCanary } from "../payout/canary.ts";
import { maskWarning } from "../payout/mask-check.ts";
import { allWarnings, isAcknowledged } from "../payout/must-acknowledge.ts";
import { type NamedPointsApiDeps, toldPointsApiOf } from "../payout/named-points-api.ts";
import type {
  Brake,
  HandedOver,
  Pause,
  Payout,
  PayoutIn,
  PayoutReport,
  RequestedTime,
} from "../payout/payout.ts";
import type { PayoutStore } from "../payout/payout-store.ts";
import type { Policy } from "../payout/policy.ts";
import type { CheckStore } from "../payout/sheet-store.ts";
import { approvableUntil } from "../payout/soonest.ts";
import { maskFailure, type UserIdMask } from "../payout/user-id-mask.ts";
import type { UsersLookedUp } from "../payout/users-looked-up.ts";
import { showInZone } from "../payout/zoned-time.ts";
import { progressOf } from "../report/payout-progress.ts";
import { beginsAtOf } from "../report/payout-view.ts";
import type { WrittenReport } from "../report/write-report.ts";
import type {
  BrakeFacts,
  HandedOverFacts,
  PayoutFacts,
  RefusalFacts,
  ScheduledTime,
  SheetFacts,
  StatusAt,
  StatusFacts,
  UsersLookedUpFacts,
} from "./message-facts.ts";

export interface ReadStatusDeps extends NamedPointsApiDeps {
  readonly payouts: Pick<PayoutStore, "events">;
  readonly checks: Pick<CheckStore, "get">;
  readonly ledger: Pick<LedgerStore, "tallies">;
  /** The people who are to act when somebody has to, as the channel's mentions. */
  readonly mentions: readonly string[];
  readonly userIdMask: UserIdMask;
  readonly policy: Pick<Policy, "quietHours" | "defaultTimeZone">;
  /** The payout's page, for people who want to know more. */
  readonly payoutLink: (payoutId: string) => string;
  /** What is known of its users; absent where nobody looks. */
  readonly usersLookedUpOf?:
    | ((payout: PayoutIn<"scheduled">) => Promise<UsersLookedUp | undefined>)
    | undefined;
}

/** What is not in the payout yet, or not any more. */
export interface ReadStatusOptions {
  readonly nowMs: number;
  /** The result of a payout that is being completed. */
  readonly report?: WrittenReport | undefined;
}

/** The facts of a payout's status message; undefined while the channel is shown nothing of it. */
export async function readStatus(
  deps: ReadStatusDeps,
  payout: Payout,
  { nowMs, report }: ReadStatusOptions,
): Promise<StatusFacts | undefined> {
  switch (payout.state) {
    case "uploading":
    case "checking":
    case "invalid":
      return undefined;
    case "ready":
      return await readReady(deps, payout);
    case "awaiting_approval":
      return {
        ...factsOf(deps, payout),
        stage: "awaiting_approval",
        scheduledFor: payout.request,
        requestedBy: payout.request.requestedBy.name,
        note: payout.request.note,
        approvedBy: payout.firstApproval?.by.name,
        approvalReasons: payout.request.approvalReasons,
        beginsAt: readBeginsAt(deps, payout, payout.request),
        isExpired: toEpochMs(approvableUntil(payout.request)) <= nowMs,
        soonestUntil: soonestUntilOf(payout.request),
        revision: payout.revision,
        sheet: await readSheetFacts(deps, payout),
      };
    case "scheduled":
      return {
        ...timedFacts(deps, payout),
        stage: "scheduled",
        beginsAt: readBeginsAt(deps, payout, payout.schedule),
        overdueSince: payout.schedule.overdueSince,
        usersLookedUp: lookedUpFactsOf(payout, await deps.usersLookedUpOf?.(payout)),
      };
    case "distributing":
      if (report !== undefined) return completed(deps, payout, report);
      return await readDistributing(deps, payout, nowMs);
    case "paused":
      return await readPaused(deps, payout);
    case "halted":
      return {
        ...timedFacts(deps, payout),
        ...(await readPaidSoFar(deps, payout)),
        stage: "halted",
        revision: payout.revision,
        haltReason: payout.halt.reason,
        durationMs: toEpochMs(payout.halt.at) - toEpochMs(payout.distribution.startedAt),
        failures: [],
        reasons: [],
        mentions: deps.mentions,
      };
    case "completed":
      return completed(deps, payout, payout.report);
    case "cancelled":
      return await readCancelled(deps, payout);
  }
}

type Checked = Payout & Pick<PayoutIn<"ready">, "check">;
type Timed = PayoutIn<"scheduled" | "distributing" | "paused" | "halted" | "completed">;

/** What a payout is, at any stage. */
export function factsOf(
  deps: Pick<ReadStatusDeps, "payoutLink" | "pointsApis">,
  payout: Checked,
): PayoutFacts {
  return {
    payoutId: payout.payoutId,
    title: payout.title,
    uploadedBy: payout.createdBy.name,
    link: deps.payoutLink(payout.payoutId),
    payments: payout.check.payments,
    totalPoints: payout.check.totalPoints,
    retryOf: payout.retryOf,
    reversalOf: payout.reversalOf,
    reversalReason: payout.reversalReason,
    dryRun: payout.dryRun,
    pointsApi: toldPointsApiOf(deps, payout)?.title,
    brake: payout.brake && brakeFactsOf(payout.brake),
    handedOver: payout.handedOver && handedOverFactsOf(payout.handedOver),
  };
}

function handedOverFactsOf({ to, by, reason }: HandedOver): HandedOverFacts {
  return { to: to.name, by: by.name, reason };
}

function brakeFactsOf({ kind, by, reason }: Brake): BrakeFacts {
  return { kind, by: by.name, reason };
}

async function readSheetFacts(
  { checks, userIdMask }: ReadStatusDeps,
  { sheet, check: summary, request }: PayoutIn<"awaiting_approval">,
): Promise<SheetFacts> {
  const { payments, totalPoints, medianPoints, largestPoints, warningCount } = summary;
  const ofSheet = (await checks.get(sheet))?.warnings ?? [];
  const { acknowledgedWarnings = [], warnings: foundSince = [] } = request;
  return {
    averagePoints: payments === 0 ? 0 : Math.round(totalPoints / payments),
    medianPoints,
    largestPoints,
    warnings: allWarnings(ofSheet, foundSince).map((warning) => ({
      message: maskWarning(userIdMask, warning),
      cell: warning.cell,
      isTicked: isAcknowledged(warning, acknowledgedWarnings),
    })),
    moreWarnings: Math.max(0, warningCount - ofSheet.length),
  };
}

/** When paying really begins, where its time is in quiet hours. */
function readBeginsAt(
  deps: ReadStatusDeps,
  payout: Payout,
  { timeZone }: RequestedTime,
): ScheduledTime | undefined {
  const at = beginsAtOf(deps, payout);
  return at === undefined ? undefined : showInZone(at, timeZone);
}

function timedFacts(deps: ReadStatusDeps, payout: Timed) {
  const { schedule } = payout;
  const endedBy = "endedBy" in payout ? payout.endedBy : undefined;
  return {
    ...factsOf(deps, payout),
    approvedBy: approverOf(schedule)?.name,
    scheduledFor: schedule,
    ended: endedBy && { by: endedBy.by.name, reason: endedBy.reason },
  };
}

function lookedUpFactsOf(
  { schedule }: Timed,
  known: UsersLookedUp | undefined,
): UsersLookedUpFacts | undefined {
  return known && { ...known, at: showInZone(known.at, schedule.timeZone) };
}

async function readPaidSoFar({ ledger }: ReadStatusDeps, { payoutId, check }: Timed) {
  const tallies = await ledger.tallies(payoutId);
  return {
    counts: countsOf(check.payments, tallies),
    points: pointsOf(check.totalPoints, tallies),
  };
}

async function readDistributing(
  deps: ReadStatusDeps,
  payout: PayoutIn<"distributing">,
  nowMs: number,
): Promise<StatusAt<"distributing">> {
  const paidSoFar = await readPaidSoFar(deps, payout);
  const { distribution, outage, schedule } = payout;
  const { counts } = paidSoFar;
  const { ratePerSecond, secondsLeft } = progressOf(counts, distribution.startedAt, nowMs);
  return {
    ...timedFacts(deps, payout),
    ...paidSoFar,
    stage: "distributing",
    progress: secondsLeft === undefined ? undefined : { ratePerSecond, secondsLeft },
    canaryOf: pendingCanary(payout),
    usersLookedUp: lookedUpFactsOf(payout, distribution.usersLookedUp),
    outage: outage && {
      since: showInZone(outage.since, schedule.timeZone),
      code: outage.code,
      until: outage.until === undefined ? undefined : showInZone(outage.until, schedule.timeZone),
    },
  };
}

function completed(
  deps: ReadStatusDeps,
  payout: PayoutIn<"distributing" | "completed">,
  report: WrittenReport | PayoutReport,
): StatusAt<"completed"> {
  return {
    ...timedFacts(deps, payout),
    stage: "completed",
    counts: report.counts,
    points: report.points,
    durationMs: toEpochMs(report.finishedAt) - toEpochMs(payout.distribution.startedAt),
    failures: (report.failures ?? []).map((failure) => maskFailure(deps.userIdMask, failure)),
    reasons: report.reasons ?? [],
    paidTwice: report.paidTwice,
    mentions: deps.mentions,
  };
}

async function readReady(
  deps: ReadStatusDeps,
  payout: PayoutIn<"ready">,
): Promise<StatusAt<"ready"> | undefined> {
  if (payout.sentBack !== undefined) {
    const { reasons } = payout.sentBack;
    return {
      ...factsOf(deps, payout),
      stage: "ready",
      because: "sent_back",
      scheduledFor: payout.sentBack,
      reasons,
    };
  }
  if (payout.brake !== undefined) {
    const { kind, by, reason } = payout.brake;
    const because = kind === "declined" ? kind : "held";
    return { ...factsOf(deps, payout), stage: "ready", because, by: by.name, reason };
  }
  // A new file is checked, and takes nothing back of what was done to the payout before.
  const last = await readLastChange(deps, payout, ({ from }) => from !== "checking");
  const because = last?.action;
  if (because !== "held" && because !== "declined") return undefined;
  return {
    ...factsOf(deps, payout),
    stage: "ready",
    because,
    by: nameOf(last),
    reason: last?.why,
  };
}

async function readPaused(
  deps: ReadStatusDeps,
  payout: PayoutIn<"paused">,
): Promise<StatusAt<"paused">> {
  const { reason, detail, since, by, note } = payout.pause;
  const { words } = deps.userIdMask;
  const refusal = refusalOf(payout.pause);
  const isByUnnamed = reason === "stopped_by_person" && by === undefined;
  const last = isByUnnamed ? await readLastChange(deps, payout) : undefined;
  return {
    ...timedFacts(deps, payout),
    ...(await readPaidSoFar(deps, payout)),
    stage: "paused",
    revision: payout.revision,
    reason,
    since: showInZone(since, payout.schedule.timeZone),
    detail: refusal === undefined ? words(detail) : undefined,
    refusal: refusal && { ...refusal, detail: words(refusal.detail) },
    canary: payout.pause.canary && maskCanary(deps.userIdMask, payout.pause.canary),
    stoppedBy: by?.name ?? nameOf(last),
    stoppedFor: note ?? last?.why,
  };
}

/** The first payments as the channel may read of them. */
function maskCanary(mask: UserIdMask, { fault, payments }: CanaryFinding): CanaryFinding {
  return {
    fault,
    payments: payments.map((payment) => {
      const { userId, detail, reason } = payment;
      return {
        ...payment,
        userId: mask.id(userId),
        detail: mask.words(detail, userId),
        reason: mask.words(reason, userId),
      };
    }),
  };
}

/** Of `many_refused` the pause keeps the code, and in `detail` the code again before the words. */
function refusalOf({ code, detail, row }: Pause): RefusalFacts | undefined {
  if (code === undefined) return undefined;
  const words = detail === code ? undefined : detail?.replace(`${code}: `, "");
  return { code, detail: words, row };
}

async function readCancelled(
  deps: ReadStatusDeps,
  payout: PayoutIn<"cancelled">,
): Promise<StatusAt<"cancelled"> | undefined> {
  const { check, schedule } = payout;
  if (check === undefined) return undefined;
  return {
    ...factsOf(deps, { ...payout, check }),
    stage: "cancelled",
    scheduledFor: schedule,
    by: nameOf(await readLastChange(deps, payout)),
  };
}

async function readLastChange(
  { payouts }: ReadStatusDeps,
  { payoutId, state }: Payout,
  isMeant: (event: AuditEvent) => boolean = () => true,
): Promise<AuditEvent | undefined> {
  const events = await payouts.events(payoutId);
  return events.findLast((event) => event.to === state && event.from !== state && isMeant(event));
}

function nameOf(event: AuditEvent | undefined): string | undefined {
  return event?.by.kind === "person" ? event.by.name : undefined;
}

/** Until when whoever decides may have it paid as soon as it can be; undefined where it has a time. */
function soonestUntilOf(request: RequestedTime) {
  if (request.soonest !== true) return undefined;
  return showInZone(approvableUntil(request), request.timeZone);
}
