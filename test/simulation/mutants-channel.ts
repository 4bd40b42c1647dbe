import { type Mutant, mutantIn } from "./mutant.ts";

const ROUND = "domain/distribution/pay-round.ts";
const WORKFLOW = "domain/distribute-payout.ts";
const COMPLETE = "domain/report/complete-payout.ts";
const POST_ONCE = "domain/channel/post-once.ts";
const STATUS_MESSAGE = "domain/channel/status-message.ts";
const NOTIFY_CHANNEL = "domain/channel/notify-channel.ts";

const mutant = mutantIn("domain");

/** Ways to report or tell what is not so, twice, or to nobody. */
export const CHANNEL_MUTANTS: readonly Mutant[] = [
  mutant("report-too-early", "It reports when its time is up, not when all is settled.", [
    ROUND,
    "  if (allClosed) return",
    '  if (allClosed || control.stop?.kind === "yielded") return',
  ]),
  mutant("counts-from-memory", "The report takes every payment as paid instead of counting.", [
    COMPLETE,
    "  const counts = countsOf(check.payments, tallies);",
    "  const counts = { ...countsOf(check.payments, tallies), paid: check.payments, rejected: 0, unknown: 0 };",
  ]),
  mutant("report-heard-by-nobody", "A message that Slack refused is taken as delivered.", [
    "domain/notify-until-delivered.ts",
    "if (error instanceof ChannelError) return false;",
    "if (error instanceof ChannelError) return true;",
  ]),
  mutant(
    "old-run-reports",
    "A run that a person's resume replaced goes on to report.",
    [
      WORKFLOW,
      "return isPaying && payout.distribution.run === run ? payout : undefined;",
      "return isPaying && run > 0 ? payout : undefined;",
    ],
    [
      "domain/channel/notify-channel.ts",
      'payout.state === "distributing" && payout.distribution.run === report?.run;',
      'payout.state === "distributing" && report !== undefined;',
    ],
  ),
  mutant("post-not-looked-up", "What may have arrived in the channel is posted again.", [
    POST_ONCE,
    "const found = await lookUp(() => find(beforeMs - CLOCK_SKEW_MS));",
    "const found = await lookUp<T | undefined>(async () => (beforeMs < 0 ? await find(CLOCK_SKEW_MS) : undefined));",
  ]),
  mutant("post-not-written-down", "A post leaves without being written down.", [
    POST_ONCE,
    "    await delivery.write({ begun: { ...begun, [key]: toInstant(clock.nowMs()) } });\n",
    "",
  ]),
  mutant("looked-up-too-early", "A post is looked up while it may still be on its way.", [
    POST_ONCE,
    "if (retryAfterMs > 0) {",
    "if (retryAfterMs > SETTLE_MS) {",
  ]),
  mutant(
    "two-publish-at-once",
    "Nobody waits for the one who publishes to the channel, nor mends what they may have said.",
    [
      "domain/channel/publisher-lease.ts",
      "if (known?.publisher === undefined || toEpochMs(known.publisher.until) <= nowMs) {",
      "if (known?.publisher === undefined || toEpochMs(known.publisher.until) > 0) {",
    ],
    [
      "domain/channel/publisher-lease.ts",
      "  if (publisher === undefined || message === undefined) return known;",
      "  return known;",
    ],
  ),
  mutant("late-update-stays", "An older text that arrives late is left standing.", [
    STATUS_MESSAGE,
    "delivery.note({ message: { ...known, unsureSince: toInstant(clock.nowMs()) } });",
    "delivery.note({ message: known });",
  ]),
  mutant("report-left-to-its-execution", "Nobody tells what a dead execution did not.", [
    "domain/sweep-payouts.ts",
    "  if (payout === undefined) return false;\n",
    '  if (payout === undefined || payout.state === "completed") return false;\n',
  ]),
  mutant("report-says-all-points", "A report says that all points were paid.", [
    "domain/report/result-tally.ts",
    "points: { total, paid: pointsByState.paid },",
    "points: { total, paid: total },",
  ]),
  mutant("tally-of-all-points", "A closed tally counts the points of every entry.", [
    "domain/distribution/count-tallies.ts",
    "pointsPaid: paid.reduce(",
    "pointsPaid: entries.reduce(",
  ]),
  mutant("reply-though-changed", "A reply leaves although the payout changed meanwhile.", [
    NOTIFY_CHANNEL,
    "    await assertUnchanged(deps, plan);\n",
    "",
  ]),
  mutant("counts-told-from-memory", "The channel is told that all that is left was paid.", [
    "domain/distribution/count-tallies.ts",
    "...{ payments, paid, rejected, unknown, accepted, withdrawn, pending },",
    "...{ payments, paid: paid + pending, rejected, unknown, accepted, withdrawn, pending: 0 },",
  ]),
  mutant("halt-told-to-nobody", "The sweeper tells nobody of payouts that halted.", [
    "domain/sweep-payouts.ts",
    "  if (payout === undefined) return false;\n",
    '  if (payout === undefined || payout.state === "halted") return false;\n',
  ]),
];
