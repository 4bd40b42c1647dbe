import { type Mutant, mutantIn } from "./mutant.ts";

const ROUND = "domain/distribution/pay-round.ts";
const CONTROL = "domain/distribution/round-control.ts";
const SECOND_PERSON = "domain/distribution/second-person.ts";
const CLAIM = "domain/distribution/claim-payout.ts";
const WORKFLOW = "domain/distribute-payout.ts";
const STUCK = "domain/distribution/find-stuck-payouts.ts";
const OBJECTS = "test/simulation/world-objects.ts";

const mutant = mutantIn("domain");

/** Ways to break how payouts are scheduled, begun, stopped, approved and retried. */
export const PAYOUT_MUTANTS: readonly Mutant[] = [
  mutant("canary-pays-on", "All others are paid with the first payments.", [
    "domain/distribution/payment-queue.ts",
    "const first = payments.slice(0, deps.canary);",
    "const first = payments;",
  ]),
  mutant("canary-after-the-shards", "Workers pay their shards while the first payments are.", [
    "domain/pay-payout.ts",
    "const canary = await payCanary(deps, request, engine, outage);",
    'const canary = { kind: "over" } as Awaited<ReturnType<typeof payCanary>>;',
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
    'ours ?? first("unavailable") ?? first("stopped")',
    'first("done") ?? first("unavailable") ?? first("stopped")',
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
    "    endIfOver(payout, request, control);\n    const reversed",
    "    const reversed",
  ]),
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
  mutant("sweeper-ignores-age", "The sweeper halts a payout that has only just begun.", [
    STUCK,
    "toEpochMs(payout.updatedAt) > clock.nowMs() - START_GRACE_MS;",
    "toEpochMs(payout.updatedAt) > clock.nowMs() + START_GRACE_MS;",
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
      "if (found.reasons.length > 0) return sendBack(",
      "if (found.reasons.length < 0) return sendBack(",
    ],
  ),
  mutant("approval-of-ones-own", "Whoever uploaded a payout may approve it.", [
    "domain/payout/decide-approval.ts",
    "if (isMaker(payout, person) || isSamePerson(payout.request.requestedBy, person)) {",
    "if (payout.createdBy === undefined) {",
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
    "domain/distribution/derived-payout.ts",
    'return state === "cancelled" || state === "invalid";',
    'return state === "cancelled" || state === "invalid" || state === "halted";',
  ]),
  mutant("retry-marks-nothing", "A retry does not say in the ledger which payments it pays.", [
    "domain/distribution/derived-payout.ts",
    "    await markAll(derivation, entries, derived.payoutId);\n",
    "    if (entries.length < 0) await markAll(derivation, entries, derived.payoutId);\n",
  ]),
];
