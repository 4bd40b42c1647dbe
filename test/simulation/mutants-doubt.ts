import { type Mutant, mutantIn } from "./mutant.ts";

const PAY = "domain/distribution/pay-payment.ts";
const DOUBT = "domain/distribution/resolve-doubt.ts";
const CALLS = "domain/distribution/calls.ts";

const mutant = mutantIn("domain");

/** Ways to forget, guess or misjudge what may have been paid. */
export const DOUBT_MUTANTS: readonly Mutant[] = [
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
  mutant(
    "account-found-again",
    "Whoever takes a payment over looks its account up once more.",
    [
      PAY,
      "if (ask === undefined || payment.accountId !== undefined) return",
      "if (ask === undefined) return",
    ],
    [
      PAY,
      'const kept = result.kind === "in_doubt" ? optional("accountId", result.accountId) : {};',
      "const kept = {};",
    ],
  ),
  mutant("stuck-for-ever", "A payment that nobody decides is tried without end.", [
    "domain/distribution/patience.ts",
    "return isTry && failures.tries >= (run.isEnding ? triesWhileEnding : triesPerPayment);",
    "return isTry && run.isEnding && failures.tries >= triesWhileEnding;",
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
    "const distribution = { ...payout.distribution, run, execution, ...seenBy(deps, payout) };",
    "const distribution = { ...payout.distribution, run, execution };",
  ]),
];
