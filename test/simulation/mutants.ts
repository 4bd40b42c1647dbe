import { type Mutant, mutantIn } from "./mutant.ts";
import { DYNAMODB_MUTANTS } from "./mutants-dynamodb.ts";
import { MONEY_MUTANTS } from "./mutants-money.ts";

const PAY = "domain/distribution/pay-payment.ts";
const DOUBT = "domain/distribution/resolve-doubt.ts";
const CALLS = "domain/distribution/calls.ts";
const ROUND = "domain/distribution/pay-round.ts";
const CONTROL = "domain/distribution/round-control.ts";
const ANSWERS = "domain/distribution/answer-table.ts";
const SECOND_PERSON = "domain/distribution/second-person.ts";
const CLAIM = "domain/distribution/claim-payout.ts";
const WORKFLOW = "domain/distribute-payout.ts";
const COMPLETE = "domain/report/complete-payout.ts";
const POST_ONCE = "domain/channel/post-once.ts";
const STATUS_MESSAGE = "domain/channel/status-message.ts";
const SHARDS = "domain/distribution/shards.ts";
const RATE = "domain/distribution/rate-share.ts";
const STUCK = "domain/distribution/find-stuck-payouts.ts";
const NOTIFY_CHANNEL = "domain/channel/notify-channel.ts";
/** Stand for the adapters of S3 and the points API. */
const OBJECTS = "test/simulation/world-objects.ts";
const CREDENTIALS = "test/simulation/world-credentials.ts";

const mutant = mutantIn("domain");

const DOMAIN_MUTANTS: readonly Mutant[] = [
  mutant("call-before-claim", "The call leaves before `sending` is written.", [
    PAY,
    "  const result = await run.ledger.claim({",
    "  await run.pointsApi.pay(payment, idempotencyKey, permitCall(run));\n  const result = await run.ledger.claim({",
  ]),
  mutant("new-key-on-retry", "A payment is asked for again under another key.", [
    PAY,
    "place : run.calls).pay(request)",
    'place : run.calls).pay(attempt === 0 ? request : { ...request, idempotencyKey: "another-key" })',
  ]),
  mutant("timeout-is-rejected", "A timeout is taken for a refusal.", [
    ANSWERS,
    "  timeout: DOWN_AND_IN_DOUBT,",
    "  timeout: REJECTED,",
  ]),
  mutant("reset-is-not-done", "A connection reset is taken as proof that nothing was done.", [
    ANSWERS,
    "  connection_reset: DOWN_AND_IN_DOUBT,",
    "  connection_reset: DOWN_AND_NOT_DONE,",
  ]),
  mutant("401-is-rejected", "Refused credentials are taken for a refusal of the payment.", [
    ANSWERS,
    "  401: OURS,",
    "  401: REJECTED,",
  ]),
  mutant("busy-is-rejected", "429 is taken for a refusal of the payment.", [
    ANSWERS,
    "  429: BUSY,",
    "  429: REJECTED,",
  ]),
  mutant("no-fence-on-claim", "Every worker claims under one and the same fence.", [
    PAY,
    "    fence: run.lease().fence,\n    at: toInstant(nowMs),",
    "    fence: 1,\n    at: toInstant(nowMs),",
  ]),
  mutant("doubt-forgotten", "What an earlier worker left in flight is taken as never asked for.", [
    PAY,
    'const inDoubt = result.kind === "in_doubt" || run.restoredSinceMs !== undefined;',
    "const inDoubt = false;",
  ]),
  mutant("own-doubt-forgotten", "A call without an answer is asked again as if it never left.", [
    PAY,
    "    claim.inDoubt = true;\n",
    "",
  ]),
  mutant("doubt-guessed-paid", "Without look-up and key, doubt is taken as paid.", [
    DOUBT,
    'return { state: "unknown", code: isExpired ? KEY_EXPIRED : IN_DOUBT };',
    'return { state: "paid" };',
  ]),
  mutant("lookup-before-landing", "A call in doubt is looked up before it can have landed.", [
    DOUBT,
    "await clock.sleep(run.settings.lookupSettleMs, run.control.signal);",
    "",
  ]),
  mutant("doubtful-claim-released", "A claim is taken back although its call may have paid.", [
    PAY,
    "if (!wasInDoubt) await",
    "if (fence > 0) await",
  ]),
  mutant("lost-lease-drops-outcome", "A worker that lost its lease records nothing.", [
    PAY,
    "  const recorded = await",
    '  if (run.control.stop?.kind === "lease_lost") return { kind: "taken" };\n  const recorded = await',
  ]),
  mutant(
    "call-outlasts-lease",
    "Calls leave however little is left of the lease.",
    [
      CALLS,
      "if (run.lease().expiresAtMs <= run.clock.nowMs() + run.settings.callTimeoutMs) {",
      "if (run.lease().expiresAtMs < 0) {",
    ],
    [
      CALLS,
      "if (run.lease().expiresAtMs <= Math.max(deadlineMs, clock.nowMs())) {",
      "if (false) {",
    ],
  ),
  mutant("send-unchecked", "A call leaves although the lease was lost while it was prepared.", [
    CALLS,
    "if (run.lease().expiresAtMs <= Math.max(deadlineMs, clock.nowMs())) {",
    "if (false) {",
  ]),
  mutant(
    "bulk-result-by-position",
    "The results of a bulk call are read in the order of its payments.",
    [
      CALLS,
      "const answerTo = ({ idempotencyKey }: PayRequest) => answers.get(idempotencyKey) ?? UNNAMED;",
      "const answerTo = (request: PayRequest) => [...answers.values()][requests.indexOf(request)] ?? UNNAMED;",
    ],
  ),
  mutant("bulk-result-missing-is-not-done", "A payment without a result is taken as not done.", [
    CALLS,
    "const UNNAMED: Answer = {\n  ...TRANSPORT_FAILURES.unreadable_answer,",
    "const UNNAMED: Answer = {\n  ...TRANSPORT_FAILURES.connection_failed,",
  ]),
  mutant(
    "bulk-lost-is-paid-alone",
    "After a lost bulk call each payment is asked for as if it never left.",
    [
      CALLS,
      "        return () => answer;",
      '        return answer.kind === "in_doubt" ? callForOneInNextSlot : () => answer;',
    ],
  ),
  mutant("lease-not-renewed", "A worker believes in its lease and never renews it.", [
    CONTROL,
    "await leases.renew(lease, { ttlMs, nowMs: clock.nowMs() })",
    "{ ...lease, expiresAtMs: clock.nowMs() + ttlMs }",
  ]),
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
  mutant("schedule-deleted-first", "The schedule is deleted before the report.", [
    WORKFLOW,
    "  return await report(deps, firing, engine);",
    '  await engine.step("early", () => deps.scheduler.delete(firing.scheduleName));\n  return await report(deps, firing, engine);',
  ]),
  mutant("schedule-kept", "A stale firing leaves its schedule.", [
    WORKFLOW,
    '  if (claim.kind !== "pay") {\n    await engine.step("delete-schedule", () => deps.scheduler.delete(firing.scheduleName));',
    '  if (claim.kind !== "pay") {',
  ]),
  mutant("orphan-kept-while-halted", "A stale firing leaves its schedule while nobody pays.", [
    CLAIM,
    'if (!answersTo(payout, firing)) return stale("It is paid by another schedule.");',
    "",
  ]),
  mutant("shards-overlap", "Every worker of a payout pays all of its chunks.", [
    "domain/distribution/shards.ts",
    "(_, turn) => shard + turn * shards)",
    "(_, turn) => turn)",
  ]),
  mutant("one-shard-speaks-for-all", "A payout is done when the first of its shards is.", [
    "domain/pay-payout.ts",
    'refusal ?? first("unavailable") ?? first("stopped")',
    'first("done") ?? first("unavailable") ?? first("stopped")',
  ]),
  mutant("report-heard-by-nobody", "A message that Slack refused is taken as delivered.", [
    "domain/notify-until-delivered.ts",
    "if (error instanceof ChannelError) return false;",
    "if (error instanceof ChannelError) return true;",
  ]),
  mutant("digest-not-compared", "A sheet that is not what was approved is paid.", [
    "domain/distribution/split-payout.ts",
    "    read.problemCount === 0 &&\n    read.digest === approved.digest &&\n    read.payments === approved.payments &&\n    read.totalPoints === approved.totalPoints;",
    "    read.problemCount === 0;",
  ]),
  mutant("generation-not-compared", "Any schedule of a payout starts it.", [
    CLAIM,
    "return name === firing.scheduleName && generation === firing.generation;",
    "return name !== undefined && generation > 0;",
  ]),
  mutant("every-delivery-pays", "A second delivery of a schedule pays beside the first.", [
    CLAIM,
    "payout.distribution.execution === execution && run",
    "payout.distribution.execution !== undefined && run",
  ]),
  mutant("schedule-after-payout", "A payout says `scheduled` before its schedule exists.", [
    "domain/payout/schedule-payout.ts",
    "  await deps.scheduler.create(\n    { payoutId: payout.payoutId, generation, scheduleName: name, run: 1 },\n    wanted.at,\n  );\n  try {\n    await deps.payouts.change(next.payout, next.event);",
    "  try {\n    await deps.payouts.change(next.payout, next.event);\n    await deps.scheduler.create(\n      { payoutId: payout.payoutId, generation, scheduleName: name, run: 1 },\n      wanted.at,\n    );",
  ]),
  mutant("stop-not-watched", "A round does not see that the payout was stopped.", [
    CONTROL,
    '  if (payout?.state !== "distributing" || payout.distribution.run !== run) {',
    "  if (payout === undefined || run < 1) {",
  ]),
  mutant("round-begins-blindly", "A round looks for a stop only after a second of paying.", [
    ROUND,
    "    endIfOver(payout, request, control);\n    const pointsApi",
    "    const pointsApi",
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
  mutant("conflict-is-defeat", "A change that met another is given up without a second look.", [
    "domain/payout/update-payout.ts",
    "if (!(error instanceof PayoutChangedError) || attempt === attempts) throw error;",
    "if (!(error instanceof PayoutChangedError)) throw error;\n      return { before, after: before };",
  ]),
  mutant("dead-not-found", "Nobody looks for payouts whose worker died.", [
    "domain/distribution/find-stuck-payouts.ts",
    "  if (!(await haltPayout(",
    "  if (detail !== undefined || !(await haltPayout(",
  ]),
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
  mutant(
    "restored-ledger-trusted",
    "After a restore, what the ledger does not know is taken as never asked for.",
    [
      PAY,
      'const inDoubt = result.kind === "in_doubt" || run.restoredSinceMs !== undefined;',
      'const inDoubt = result.kind === "in_doubt";',
    ],
    [
      PAY,
      "const isInDoubt = task.wasLeftSending || run.restoredSinceMs !== undefined;",
      "const isInDoubt = task.wasLeftSending;",
    ],
  ),
  mutant("older-upload-checked", "An older upload that is heard of later replaces a newer one.", [
    "domain/payout/receive-sheet.ts",
    'return sheet.sequencer.padEnd(length, "0") > than.sequencer.padEnd(length, "0");',
    "return length > 0;",
  ]),
  mutant("sweeper-asks-nobody", "The sweeper takes every execution for dead.", [
    STUCK,
    "  if (await deps.executions.isRunning(payout.distribution.execution)) return undefined;\n",
    "",
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
  mutant("hold-without-effect", "A payout that somebody holds stays scheduled.", [
    "domain/payout/transitions.ts",
    'held: { from: ["ready", "scheduled"], to: "ready" },',
    'held: { from: ["ready", "scheduled"], to: UNCHANGED },',
  ]),
  mutant("stop-without-effect", "A payout that somebody stops stays as it is.", [
    "domain/payout/transitions.ts",
    'paused: { from: ["distributing", "paused"], to: "paused" },',
    'paused: { from: ["distributing", "paused"], to: UNCHANGED },',
  ]),
  mutant("chunks-overwritten", "A chunk is written over, whatever stands there.", [
    OBJECTS,
    "known !== undefined && !isDeepStrictEqual(known, payments)",
    "known !== undefined && isDeepStrictEqual(known, [])",
  ]),
  mutant("reply-though-changed", "A reply leaves although the payout changed meanwhile.", [
    NOTIFY_CHANNEL,
    "    await assertUnchanged(deps, plan);\n",
    "",
  ]),
  mutant("sweeper-ignores-age", "The sweeper halts a payout that has only just begun.", [
    STUCK,
    "toEpochMs(payout.updatedAt) > clock.nowMs() - START_GRACE_MS;",
    "toEpochMs(payout.updatedAt) > clock.nowMs() + START_GRACE_MS;",
  ]),
  mutant("dry-run-pays", "A dry run asks the points API to pay.", [
    "domain/distribution/dry-run-points-api.ts",
    "return payout !== undefined && payout.dryRun !== true\n    ? pointsApi",
    "return payout !== undefined\n    ? pointsApi",
  ]),
  mutant("a-worker-counts-only-itself", "Each worker takes the rate of all.", [
    RATE,
    "one.expiresAtMs > clock.nowMs() - CLOCK_SKEW_MS && !isOvertaken(one),",
    "one.expiresAtMs < 0 && !isOvertaken(one),",
  ]),
  mutant("newcomer-starts-at-once", "A worker takes its share before the others have made room.", [
    RATE,
    "if (wanted <= claimed && sum <= limit() * ROUNDING) rate = wanted;",
    "if (wanted <= claimed && sum > 0) rate = wanted;",
  ]),
  mutant("whole-concurrency-for-each-shard", "Each shard takes the concurrency of all.", [
    SHARDS,
    "Math.max(1, Math.floor(settings.concurrency / shards))",
    "Math.max(shards, settings.concurrency)",
  ]),
  mutant("retry-after-ignored", "Retry-After is read and not heeded.", [
    "domain/distribution/patience.ts",
    "  return answer.retryAfterMs;\n",
    "  return 0;\n",
  ]),
  mutant("closed-limiter-ignored", "The call limiter goes on while it is closed.", [
    "domain/distribution/call-limiter.ts",
    "closedUntilMs = Math.max(closedUntilMs, clock.nowMs() + ms);",
    "closedUntilMs = Math.max(closedUntilMs, clock.nowMs() + Math.min(0, ms));",
  ]),
  mutant(
    "approval-never-asked-for",
    "Nobody is asked for approval.",
    [
      "domain/payout/schedule-payout.ts",
      "const needsApproval = reasons.length > 0;",
      "const needsApproval = reasons.length < 0;",
    ],
    [
      "domain/distribution/claim-payout.ts",
      "return reasons.length === 0 ? start(",
      "return reasons.length >= 0 ? start(",
    ],
  ),
  mutant("approval-of-ones-own", "Whoever uploaded a payout may approve it.", [
    "domain/payout/decide-approval.ts",
    "if (makers.some((maker) => isSamePerson(maker, person))) {",
    "if (makers.length === 0) {",
  ]),
  mutant("settled-by-one", "One person settles a payment as not paid.", [
    SECOND_PERSON,
    'if (before === undefined) return "is_proposed";',
    'if (before === undefined) return "settles";',
  ]),
  mutant("confirmed-by-oneself", "Whoever proposed that a payment was not paid confirms it.", [
    SECOND_PERSON,
    'if (!isSamePerson(before.by, word.by)) return "settles";',
    'if (before.by.id !== "nobody") return "settles";',
  ]),
  mutant("settled-is-retried-unapproved", "What people settled is paid again without approval.", [
    "domain/payout/approval-reasons.ts",
    "...(settledBy === undefined ? []",
    "...(settledBy?.length !== 0 ? []",
  ]),
  mutant("approved-is-retried-unapproved", "What was approved is retried without approval.", [
    "domain/payout/approval-reasons.ts",
    "...(originalApproved === true ?",
    "...(originalApproved === undefined ?",
  ]),
  mutant("settlers-approve", "Those who settled payments approve that they are paid again.", [
    "domain/payout/decide-approval.ts",
    'if (action === "approve" && hasSettled(payout, person)) {',
    'if (action !== "approve" && hasSettled(payout, person)) {',
  ]),
  mutant("halted-retry-frees-its-rows", "What a halted retry may yet pay is paid by another one.", [
    "domain/distribution/retry-choice.ts",
    'return state === "cancelled" || state === "invalid";',
    'return state === "cancelled" || state === "invalid" || state === "halted";',
  ]),
  mutant("retry-marks-nothing", "A retry does not say in the ledger which payments it pays.", [
    "domain/distribution/retry-payout.ts",
    "    await markAll(deps, original, entries, retry.payoutId);\n",
    "    if (entries.length < 0) await markAll(deps, original, entries, retry.payoutId);\n",
  ]),
  mutant(
    "credentials-after-the-check",
    "Credentials are fetched once a call is allowed to leave.",
    [
      CREDENTIALS,
      "const leftMs = deadlineMs - process.clock.nowMs();",
      "const leftMs = deadlineMs - process.clock.nowMs() + 60_000;",
    ],
    [
      "test/simulation/world-points-api.ts",
      "    permit.assertMaySend();\n    invariants.callLeaves(",
      "    invariants.callLeaves(",
    ],
  ),
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

const DOUBT_MUTANTS: readonly Mutant[] = [
  mutant("dead-key-asked-under", "A key is asked under however old it is.", [
    DOUBT,
    "return ageMs < keys.lifetimeMs * USED_OF_LIFETIME;",
    "return ageMs > Number.NEGATIVE_INFINITY;",
  ]),
  mutant("key-age-of-last-claim", "A key's age is counted from the last claim, not the first.", [
    PAY,
    'result.kind === "in_doubt" ? toEpochMs(result.firstClaimedAt) : nowMs,',
    "nowMs,",
  ]),
  mutant("burnt-key-believed", "A refusal after a doubt is taken as proof that nothing was paid.", [
    PAY,
    "const isProof = !claim.inDoubt || run.pointsApi.keys?.refusalProvesUnpaid === true;",
    "const isProof = claim.ref.row > 0;",
  ]),
  mutant("accepted-is-paid", "A payment counts as paid once it is accepted.", [
    PAY,
    'return { state: "accepted", reference: answer.reference };',
    'return { state: "paid", transactionId: answer.reference };',
  ]),
  mutant(
    "accepted-asked-again",
    "What was accepted is asked for again like what was in flight.",
    [
      "domain/distribution/payment-queue.ts",
      'if (entry === undefined || entry.state === "sending") {',
      'if (entry === undefined || entry.state === "sending" || entry.state === "accepted") {',
    ],
    [
      "adapters/dynamodb/ledger-claim.ts",
      'if (entry?.state !== "sending") continue;',
      'if (entry?.state === "released" || entry === undefined) continue;',
    ],
    [
      "adapters/dynamodb/ledger-claim.ts",
      'return entry.state === "sending" && entry.fence < fence;',
      'return ["sending", "accepted"].includes(entry.state) && entry.fence < fence;',
    ],
    [
      "adapters/dynamodb/ledger-claim.ts",
      '"#state = :sending AND #fence < :fence"',
      '"(#state = :sending OR attribute_exists(acceptedAt)) AND #fence < :fence"',
    ],
  ),
  mutant("undecided-is-refused", "What is not confirmed yet is taken as failed.", [
    "domain/distribution/confirm-payment.ts",
    "return isOver",
    'return isOver || clock.nowMs() > 0 ? { state: "rejected", code: answer.code } : isOver',
  ]),
  mutant("never-confirmed", "What was accepted is asked about for ever.", [
    "domain/distribution/confirm-payment.ts",
    "const isOver = clock.nowMs() >= toEpochMs(acceptedAt) + deadlineMs;",
    "const isOver = clock.nowMs() < toEpochMs(acceptedAt) - deadlineMs;",
  ]),
  mutant(
    "complete-while-accepted",
    "A chunk is closed although some of it is only accepted.",
    [
      "domain/distribution/payment-queue.ts",
      "if (paid + rejected + unknown + withdrawn !== progress.size) return;",
      "if (paid + rejected + unknown + withdrawn + tally.accepted !== progress.size) return;",
    ],
    [
      "domain/distribution/payment-queue.ts",
      'if (end.kind !== "settled" && end.kind !== "taken") progress.left += 1;',
      'if (end.kind === "left" || end.kind === "postponed") progress.left += 1;',
    ],
  ),
  mutant("stuck-for-ever", "A payment that nobody decides is tried without end.", [
    "domain/distribution/patience.ts",
    "return isTry && failures.tries >= (run.isEnding ? triesWhileEnding : triesPerPayment);",
    "return isTry && run.isEnding && claim.tries >= triesWhileEnding;",
  ]),
  mutant("tries-forgotten", "How often a payment was tried is forgotten between two rounds.", [
    PAY,
    'const earlier = result.kind === "in_doubt" ? failuresOf(result) : NEVER_TRIED;',
    "const earlier = NEVER_TRIED;",
  ]),
  mutant("end-pays-on", "A payout that a person ended is paid to its end.", [
    PAY,
    "if (run.isEnding && !isInDoubt) return await withdraw(task, run);",
    "",
  ]),
  mutant("end-withdraws-doubt", "What may have been paid is withdrawn with the rest.", [
    PAY,
    "  if (claim.inDoubt && !isAskedAgain) {\n",
    '  if (claim.inDoubt && run.isEnding) return { state: "withdrawn" };\n  if (claim.inDoubt && !isAskedAgain) {\n',
  ]),
  mutant("ended-is-resumed", "A payout that was ended can be resumed.", [
    "domain/distribution/stop-and-resume.ts",
    "if (payout.endedBy !== undefined) {",
    "if (run < 0) {",
  ]),
  mutant("breaker-forgets", "The same refusals pause a payout each time that a person goes on.", [
    "domain/distribution/stop-and-resume.ts",
    "const distribution = { ...payout.distribution, run, execution, ...toleratedBy(payout) };",
    "const distribution = { ...payout.distribution, run, execution };",
  ]),
];

/** Domain first. */
export const MUTANTS: readonly Mutant[] = [
  ...DOMAIN_MUTANTS,
  ...DOUBT_MUTANTS,
  ...MONEY_MUTANTS,
  ...DYNAMODB_MUTANTS,
];
