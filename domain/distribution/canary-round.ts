import { optional } from "../optional.ts";
import type { CanaryFinding, CanaryPayment } from "../payout/canary.ts";
import { cutBytes } from "../plain-text.ts";
import { permitCall } from "./calls.ts";
import { faultOf, hasOtherBalance } from "./canary-fault.ts";
import { CODE_BYTES, idempotencyKeyOf, type LedgerEntry } from "./ledger.ts";
import {
  inRound,
  type LastAnswer,
  type PayRoundDeps,
  type PayRoundRequest,
  type Round,
} from "./pay-round.ts";
import { FIRST_CHUNK } from "./payment-queue.ts";
import type { AskedPayment } from "./points-api.ts";
import { RoundStoppedError } from "./round-control.ts";

// What the users of a canary have is read in rounds like those that pay it: under the lease, within the
// rate. Nobody waits for a points API that does not tell.

export interface CanaryRequest extends PayRoundRequest {
  readonly canary: number;
}

/** What a payment's user had, in whole points, as digits: what a step came to is kept as JSON. */
export interface BalanceBefore {
  readonly row: number;
  readonly balance: string;
}

/** A balance that is not as expected is read so often: some APIs show a little later what they paid. */
const READS = 3;
/** What the points API says of one payment is kept in so many bytes: a pause holds several. */
const WORDS_BYTES = 500;

interface CanaryTask {
  readonly payment: AskedPayment;
  readonly entry: LedgerEntry | undefined;
}

/** What the users have for whom nothing was asked yet. */
export async function readBalancesBefore(
  deps: PayRoundDeps,
  request: CanaryRequest,
): Promise<readonly BalanceBefore[]> {
  if (deps.pointsApi.balance === undefined) return [];
  const read = await inRound(deps, request, async (round) => {
    const tasks = await readTasks(deps, request);
    const asked = new Set(tasks.filter(({ entry }) => entry !== undefined).map(userOf));
    const fresh = tasks.filter((task) => !asked.has(userOf(task))).map(({ payment }) => payment);
    const balances = await readBalances(fresh, round);
    return fresh.flatMap(({ row, userId }) => {
      const balance = balances.get(userId);
      return balance === undefined ? [] : [{ row, balance: balance.toString() }];
    });
  });
  return "kind" in read ? [] : read;
}

/**
 * What is wrong with a canary once each payment of it was asked for, as a person is to see it; undefined
 * when nothing is.
 */
export async function lookAtCanary(
  deps: PayRoundDeps,
  request: CanaryRequest,
  {
    before,
    answers,
  }: {
    readonly before: readonly BalanceBefore[];
    readonly answers: readonly LastAnswer[];
  },
): Promise<CanaryFinding | undefined> {
  const tasks = await readTasks(deps, request);
  const payments = tasks.map((task) => shown(task, request.payoutId, { before, answers }));
  const seen = payments.some(({ balanceBefore }) => balanceBefore !== undefined)
    ? await withBalancesAfter(payments, tasks, { deps, request })
    : payments;
  const fault = faultOf(seen);
  return fault && { fault, payments: [...seen] };
}

async function readTasks(
  { chunks, ledger }: PayRoundDeps,
  { payoutId, canary }: CanaryRequest,
): Promise<readonly CanaryTask[]> {
  const [payments, entries] = await Promise.all([
    chunks.read(payoutId, FIRST_CHUNK),
    ledger.readChunk(payoutId, FIRST_CHUNK),
  ]);
  const entryOf = new Map(entries.map((entry) => [entry.row, entry]));
  return payments.slice(0, canary).map((payment) => {
    const entry = entryOf.get(payment.row);
    return { payment: { ...payment, ...optional("accountId", entry?.accountId) }, entry };
  });
}

function userOf({ payment }: CanaryTask): string {
  return payment.userId;
}

function shown(
  { payment: { row, userId, points, reason }, entry }: CanaryTask,
  payoutId: string,
  seen: { readonly before: readonly BalanceBefore[]; readonly answers: readonly LastAnswer[] },
): CanaryPayment {
  const ofRow = (one: { readonly row: number }) => one.row === row;
  // Why one was refused the ledger knows; of one that is in doubt only its last answer tells.
  const said = entry?.code === undefined ? seen.answers.find(ofRow) : entry;
  const isPaid = entry?.state === "paid";
  return {
    ...{ row, userId, points, ...optional("reason", reason) },
    key: idempotencyKeyOf(payoutId, row),
    state: entry?.state ?? "pending",
    ...optional("code", isPaid ? undefined : said?.code && cutBytes(said.code, CODE_BYTES)),
    ...optional("detail", isPaid ? undefined : said?.detail && cutBytes(said.detail, WORDS_BYTES)),
    ...optional("transactionId", entry?.transactionId),
    ...optional("balanceBefore", seen.before.find(ofRow)?.balance),
  };
}

/** Of those whose balance before is known. */
async function withBalancesAfter(
  payments: readonly CanaryPayment[],
  tasks: readonly CanaryTask[],
  { deps, request }: { readonly deps: PayRoundDeps; readonly request: CanaryRequest },
): Promise<readonly CanaryPayment[]> {
  const known = new Set(
    payments.filter(({ balanceBefore }) => balanceBefore !== undefined).map(({ row }) => row),
  );
  const asked = tasks.map(({ payment }) => payment).filter(({ row }) => known.has(row));
  const read = await inRound(deps, request, async (round) => {
    let seen = payments;
    for (let reads = 1; reads <= READS; reads += 1) {
      const after = await readBalances(asked, round);
      // What differed when it was last told still differs where nothing is told any more.
      seen = seen.map((payment) => ({
        ...payment,
        ...optional(
          "balanceAfter",
          known.has(payment.row) ? after.get(payment.userId)?.toString() : undefined,
        ),
      }));
      if (!seen.some((payment) => hasOtherBalance(payment, seen))) break;
      if (reads < READS) await settled(round);
    }
    return seen;
  });
  return "kind" in read ? payments : read;
}

/** Waits as long as a payment takes to show, unless the round ends. */
async function settled({ control, run }: Round): Promise<void> {
  await run.clock.sleep(run.settings.lookupSettleMs, control.signal).catch(() => undefined);
}

/** By user, of those of whom the points API tells; each is asked about once. */
async function readBalances(
  payments: readonly AskedPayment[],
  { pointsApi, run }: Round,
): Promise<ReadonlyMap<string, bigint>> {
  const balances = new Map<string, bigint>();
  const ofUser = new Map(payments.map((payment) => [payment.userId, payment]));
  try {
    for (const payment of ofUser.values()) {
      const asked = await withAccount(payment, { pointsApi, run });
      const balance = asked && (await pointsApi.balance?.(asked, await nextPermit(run)));
      if (balance !== undefined) balances.set(payment.userId, balance);
    }
  } catch (error) {
    if (!(error instanceof RoundStoppedError)) throw error;
  }
  return balances;
}

/** The payment with its account, where the points API knows users by other ids; undefined when not found. */
async function withAccount(
  payment: AskedPayment,
  { pointsApi, run }: Pick<Round, "pointsApi" | "run">,
): Promise<AskedPayment | undefined> {
  if (pointsApi.findAccount === undefined || payment.accountId !== undefined) return payment;
  const found = await pointsApi.findAccount(payment, await nextPermit(run));
  return found.kind === "found" ? { ...payment, accountId: found.accountId } : undefined;
}

async function nextPermit(run: Round["run"]) {
  await run.limiter.take();
  const permit = permitCall(run);
  permit.assertMaySend();
  return permit;
}
