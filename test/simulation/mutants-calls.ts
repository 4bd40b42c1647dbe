import { type Mutant, mutantIn } from "./mutant.ts";

const PAY = "domain/distribution/pay-payment.ts";
const CALLS = "domain/distribution/calls.ts";
const CONTROL = "domain/distribution/round-control.ts";
const ANSWERS = "domain/distribution/answer-table.ts";
const CREDENTIALS = "test/simulation/world-credentials.ts";

const mutant = mutantIn("domain");

/** Ways to ask for a payment that nobody should be asked for, or to misread what the points API says. */
export const CALL_MUTANTS: readonly Mutant[] = [
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
  mutant("lease-not-renewed", "A worker believes in its lease and never renews it.", [
    CONTROL,
    "await leases.renew(lease, { ttlMs, nowMs: clock.nowMs() })",
    "{ ...lease, expiresAtMs: clock.nowMs() + ttlMs }",
  ]),
  mutant("dry-run-pays", "A dry run asks the points API to pay.", [
    "domain/distribution/dry-run-points-api.ts",
    "return payout !== undefined && payout.dryRun !== true\n    ? pointsApi",
    "return payout !== undefined\n    ? pointsApi",
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
];
