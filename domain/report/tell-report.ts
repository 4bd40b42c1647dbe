import { toEpochMs } from "../clock.ts";
import { countsOf, pointsOf } from "../distribution/count-tallies.ts";
import type { LedgerStore } from "../distribution/ledger-store.ts";
import type { PayoutIn } from "../payout/payout.ts";
import type { Channel } from "./channel.ts";
import { type ReportFacts, reportMessage } from "./payout-message.ts";
import type { WrittenReport } from "./write-report.ts";

export interface TellReportDeps {
  readonly channel: Channel;
  readonly ledger: LedgerStore;
  readonly language: "ko" | "en";
  /** The payout's page, for people who want to know more. */
  readonly payoutLink: (payoutId: string) => string;
}

/**
 * Tells the channel what a payout came to.
 * @throws {ChannelError} when the channel can't be reached.
 */
export async function tellReport(
  deps: TellReportDeps,
  payout: PayoutIn<"distributing" | "completed">,
  report: WrittenReport,
): Promise<void> {
  await deps.channel.post(
    reportMessage(
      {
        ...commonFacts(deps, payout),
        outcome: "completed",
        counts: report.counts,
        points: report.points,
        failures: report.failures,
        durationMs: toEpochMs(report.finishedAt) - toEpochMs(payout.distribution.startedAt),
      },
      deps.language,
    ),
  );
}

/**
 * Tells the channel that a payout stopped short, and how far it came.
 * @throws {ChannelError} when the channel can't be reached.
 */
export async function tellHalt(deps: TellReportDeps, payout: PayoutIn<"halted">): Promise<void> {
  const tallies = await deps.ledger.tallies(payout.payoutId);
  await deps.channel.post(
    reportMessage(
      {
        ...commonFacts(deps, payout),
        outcome: "halted",
        haltReason: payout.halt.reason,
        counts: countsOf(payout.check.payments, tallies),
        points: pointsOf(payout.check.totalPoints, tallies),
        failures: [],
        durationMs: toEpochMs(payout.halt.at) - toEpochMs(payout.distribution.startedAt),
      },
      deps.language,
    ),
  );
}

function commonFacts(
  deps: TellReportDeps,
  payout: PayoutIn<"distributing" | "completed" | "halted">,
): Pick<ReportFacts, "payoutId" | "title" | "uploadedBy" | "approvedBy" | "scheduledFor" | "link"> {
  const { payoutId, title, createdBy, schedule } = payout;
  const { localTime, timeZone, approvedBy } = schedule;
  return {
    payoutId,
    title,
    uploadedBy: createdBy.name,
    ...(approvedBy === undefined ? {} : { approvedBy: approvedBy.name }),
    scheduledFor: { localTime, timeZone },
    link: deps.payoutLink(payoutId),
  };
}
