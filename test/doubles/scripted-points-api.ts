import type { Clock } from "../../domain/clock.ts";
import { reversalKeyOf } from "../../domain/distribution/ledger.ts";
import type {
  AccountAnswer,
  Answer,
  CallPermit,
  ConfirmationAnswer,
  FloatAnswer,
  KeptKeys,
  LookupAnswer,
  MadePayment,
  PointsApi,
  UserAnswer,
} from "../../domain/distribution/points-api.ts";

/** What an API offers against paying twice: kept keys, a look-up, or nothing. */
export const DOUBT_MODES = ["key", "lookup", "none"] as const;
export type DoubtMode = (typeof DOUBT_MODES)[number];

/** Keys that are never forgotten, and never burnt. */
export const KEPT_FOR_EVER: KeptKeys = {
  lifetimeMs: Number.POSITIVE_INFINITY,
  refusalProvesUnpaid: true,
};

/** What the API does with one call: whether it pays, and what comes back. */
export type CallFault =
  | { readonly kind: "answer"; readonly answer: Answer }
  /** It pays, and the answer is lost. */
  | { readonly kind: "pay_and_lose" };

export interface ScriptedPointsApi extends PointsApi {
  /** Grants by user, or account where it has those, as the API's own books have them, less those taken back. */
  readonly grants: ReadonlyMap<string, number>;
  /** What it was asked to take back, in order. */
  readonly reversals: readonly MadePayment[];
  /** Every call in order. */
  readonly calls: readonly {
    readonly userId: string;
    readonly key: string;
    readonly atMs: number;
  }[];
  readonly mostInFlight: () => number;
  /** When each page of a look-up was asked for. */
  readonly pagesAtMs: readonly number[];
  /** How often each key was looked up, each reference asked about, and each account asked for. */
  readonly lookedUp: ReadonlyMap<string, number>;
}

/** A points API that keeps books and does as `fault` says; without a fault it pays. */
export function createScriptedPointsApi(options: {
  readonly clock: Clock;
  readonly idempotency?: DoubtMode;
  /** Those of mode `key`; kept for ever unless given. */
  readonly keys?: KeptKeys;
  /** How many pages a look-up has to read; 1 by default. */
  readonly lookUpPages?: number;
  /** A look-up beside keys. */
  readonly alsoLooksUp?: boolean;
  /** It only accepts, and says later what `confirm` says of a payment's key. */
  readonly confirm?: {
    readonly deadlineMs: number;
    readonly says: (key: string, asked: number) => ConfirmationAnswer;
  };
  /** It knows users by other ids, and says which when it is asked for the n-th time, from 1. */
  readonly accountOf?: (userId: string, asked: number) => AccountAnswer;
  /** It tells what a user has, who was granted that often, when asked for the n-th time, from 1. */
  readonly balanceOf?: (userId: string, grants: number, asked: number) => bigint | undefined;
  /** It tells its float, as this says when it is asked for the n-th time, from 1. */
  readonly float?: (asked: number) => FloatAnswer;
  /** It tells whether a user is there. */
  readonly findUser?: (userId: string, asked: number) => UserAnswer;
  /** It takes back what it paid, under the key of a reversal; see `reversals`. */
  readonly takesBack?: boolean;
  readonly latencyMs?: number;
  /** Called with the number of the call, from 1, and the user. */
  readonly fault?: (call: number, userId: string) => CallFault | undefined;
}): ScriptedPointsApi {
  const { clock, idempotency = "key", latencyMs = 20, fault = () => undefined } = options;
  const { keys: keptKeys = KEPT_FOR_EVER, alsoLooksUp = false, lookUpPages = 1 } = options;
  const { confirm, accountOf, balanceOf, float, findUser } = options;
  const pagesAtMs: number[] = [];
  const lookedUp = new Map<string, number>();
  const grants = new Map<string, number>();
  const keys = new Map<string, string>();
  /** When each key was first asked under, or first after it was forgotten. */
  const askedAtMs = new Map<string, number>();
  const calls: { userId: string; key: string; atMs: number }[] = [];
  const reversals: MadePayment[] = [];
  let inFlight = 0;
  let most = 0;

  function grant(userId: string, key: string, grantsMore = 1): string {
    const known = keys.get(key);
    const isKept = (askedAtMs.get(key) ?? 0) + keptKeys.lifetimeMs > clock.nowMs();
    if (known !== undefined && idempotency === "key" && isKept) return known;
    askedAtMs.set(key, clock.nowMs());
    grants.set(userId, (grants.get(userId) ?? 0) + grantsMore);
    const transactionId = `tx-${calls.length}`;
    keys.set(key, transactionId);
    return transactionId;
  }

  const ask = (what: string): number => {
    lookedUp.set(what, (lookedUp.get(what) ?? 0) + 1);
    return lookedUp.get(what) ?? 0;
  };

  return {
    ...(idempotency === "key" ? { keys: keptKeys } : {}),
    ...(idempotency === "lookup" || alsoLooksUp ? { lookUp } : {}),
    ...(confirm === undefined
      ? {}
      : {
          confirm: {
            deadlineMs: confirm.deadlineMs,
            async ask({ idempotencyKey: key }, permit) {
              permit.assertMaySend();
              await clock.sleep(latencyMs);
              return confirm.says(key, ask(key));
            },
          },
        }),
    ...(accountOf === undefined
      ? {}
      : {
          async findAccount({ userId }, permit) {
            permit.assertMaySend();
            await clock.sleep(latencyMs);
            return accountOf(userId, ask(userId));
          },
        }),
    ...(balanceOf === undefined
      ? {}
      : {
          async balance({ userId }, permit) {
            permit.assertMaySend();
            await clock.sleep(latencyMs);
            return balanceOf(userId, grants.get(userId) ?? 0, ask(`balance ${userId}`));
          },
        }),
    ...(float === undefined
      ? {}
      : {
          async float(permit) {
            permit.assertMaySend();
            await clock.sleep(latencyMs);
            return float(ask("float"));
          },
        }),
    ...(findUser === undefined
      ? {}
      : {
          async findUser({ userId }, permit) {
            permit.assertMaySend();
            await clock.sleep(latencyMs);
            return findUser(userId, ask(userId));
          },
        }),
    ...(options.takesBack === true ? { reverse } : {}),
    grants,
    reversals,
    calls,
    lookedUp,
    pagesAtMs,
    mostInFlight: () => most,
    pay: (payment, key, permit) => call(payment, key, permit, 1),
  };

  async function reverse(made: MadePayment, permit: CallPermit): Promise<Answer> {
    reversals.push(made);
    return await call(made.payment, reversalKeyOf(made.idempotencyKey), permit, -1);
  }

  async function call(
    payment: MadePayment["payment"],
    key: string,
    permit: CallPermit,
    grantsMore: number,
  ): Promise<Answer> {
    permit.assertMaySend();
    const userId = accountOf === undefined ? payment.userId : (payment.accountId ?? "");
    calls.push({ userId, key, atMs: clock.nowMs() });
    const what = fault(calls.length, payment.userId);
    inFlight += 1;
    most = Math.max(most, inFlight);
    await clock.sleep(latencyMs);
    inFlight -= 1;
    if (what?.kind === "answer") return what.answer;
    const transactionId = grant(userId, key, grantsMore);
    if (what?.kind === "pay_and_lose") {
      return { kind: "in_doubt", code: "connection_reset", unavailable: true };
    }
    if (confirm !== undefined) return { kind: "accepted", reference: `ref-${key}` };
    return { kind: "paid", transactionId };
  }

  async function lookUp(
    ...[{ idempotencyKey: key }, nextPermit]: Parameters<NonNullable<PointsApi["lookUp"]>>
  ): Promise<LookupAnswer> {
    ask(key);
    for (let page = 1; page <= lookUpPages; page += 1) {
      (await nextPermit()).assertMaySend();
      pagesAtMs.push(clock.nowMs());
      await clock.sleep(latencyMs);
    }
    const transactionId = keys.get(key);
    return transactionId === undefined ? { kind: "not_found" } : { kind: "found", transactionId };
  }
}
