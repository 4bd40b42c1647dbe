import { TRANSPORT_FAILURES } from "./answer-table.ts";
import { type Calls, type CallsRun, mayCall } from "./calls.ts";
import {
  type Answer,
  type BulkApi,
  type PayRequest,
  type PointsApi,
  saysUnavailable,
} from "./points-api.ts";
import type { PayingSettings } from "./settings.ts";
import { callAlone, createSingleCalls } from "./single-calls.ts";

/** For no longer than this a payment waits for others to leave with it. */
const LONGEST_LINGER_MS = 1_000;
/** So many bulk calls refused as a whole, one after the other, and the round goes on without. */
const REFUSALS_IN_A_ROW = 3;
/** A payment of which the answer to its bulk call does not tell. */
const UNTOLD: Answer = {
  ...TRANSPORT_FAILURES.unreadable_answer,
  code: "unreadable_answer",
  detail: "The answer to the bulk call has no readable result for this payment.",
};

/** How many payments one call holds: what the rate brings together while the first one waits. */
export function paymentsPerCall(
  { bulk }: Pick<PointsApi, "bulk">,
  { ratePerSecond, concurrency }: Pick<PayingSettings, "ratePerSecond" | "concurrency">,
): number {
  if (bulk === undefined) return 1;
  const broughtTogether = Math.ceil((ratePerSecond * LONGEST_LINGER_MS) / 1_000);
  return Math.max(1, Math.min(bulk.most, concurrency, broughtTogether));
}

interface Gathered {
  readonly request: PayRequest;
  answer(answer: Answer | Promise<Answer>): void;
  fail(error: unknown): void;
}

/** Those who leave in one call: seats are taken until it is closed, and left or filled then. */
interface Group {
  seats: number;
  empty: number;
  readonly filled: Gathered[];
  readonly closed: PromiseWithResolvers<void>;
}

/**
 * Gathers those whose turn comes at about the same time into one call. It is closed once it is full
 * or its first payment has waited long enough, and leaves when all in it are claimed. Whether it may
 * leave is seen at that moment, for all of them: those that may not are told that the round ends, and
 * nothing was asked for.
 */
export function createBulkCalls(bulk: BulkApi, run: CallsRun): Calls {
  const { clock, control, pacer, settings, noteAnswer } = run;
  const alone = createSingleCalls(run);
  const full = paymentsPerCall(run.pointsApi, settings);
  const lingerMs = Math.min(LONGEST_LINGER_MS, (full / settings.ratePerSecond) * 1_000);
  let open: Group | undefined;
  let refusals = 0;

  function join(): Group {
    const group = open ?? begin();
    group.seats += 1;
    if (group.seats >= full) close(group);
    return group;
  }

  function begin(): Group {
    const closed = Promise.withResolvers<void>();
    const group: Group = { seats: 0, empty: 0, filled: [], closed };
    open = group;
    // Rejects when the round ends; nobody waits any longer then, either.
    clock
      .sleep(lingerMs, control.signal)
      .catch(() => undefined)
      .finally(() => close(group));
    return group;
  }

  function close(group: Group): void {
    if (open !== group) return;
    open = undefined;
    group.closed.resolve();
    leaveIfReady(group);
  }

  function leaveIfReady(group: Group): void {
    const isReady = group !== open && group.filled.length + group.empty === group.seats;
    if (!isReady || group.filled.length === 0) return;
    answerAll(group.filled).catch((error) => {
      for (const { fail } of group.filled) fail(error);
    });
  }

  function fill(group: Group, request: PayRequest): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    group.filled.push({ request, answer: resolve, fail: reject });
    leaveIfReady(group);
    return promise;
  }

  function leave(group: Group): void {
    group.empty += 1;
    leaveIfReady(group);
  }

  async function answerAll(group: readonly Gathered[]): Promise<void> {
    const requests = group.map(({ request }) => request);
    const answerTo = requests.length === 1 ? payAlone : await callForAll(requests);
    for (const { request, answer } of group) answer(answerTo(request));
  }

  /** Resolves with how each of them is answered. */
  async function callForAll(
    requests: readonly PayRequest[],
  ): Promise<(request: PayRequest) => Answer | Promise<Answer>> {
    if (!mayCall(run)) control.signal.throwIfAborted();
    const leftAtMs = clock.nowMs();
    const answer = await bulk.pay(requests);
    const tookMs = clock.nowMs() - leftAtMs;
    refusals = answer.kind === "refused" ? refusals + 1 : 0;
    switch (answer.kind) {
      case "answered": {
        const { answers } = answer;
        const answerTo = ({ idempotencyKey }: PayRequest) => answers.get(idempotencyKey) ?? UNTOLD;
        for (const telling of tellingOf(requests.map(answerTo))) noteAnswer(telling, tookMs);
        return answerTo;
      }
      case "refused":
        // The call that their turns were taken for has done nothing.
        return alone.pay;
      default:
        // One lost call is one sign that the API is down, however many it was for.
        noteAnswer(answer, tookMs);
        return () => answer;
    }
  }

  function payAlone(request: PayRequest): Promise<Answer> {
    return callAlone(request, run);
  }

  const goesAlone = (): boolean => refusals >= REFUSALS_IN_A_ROW;

  return {
    async seat() {
      if (goesAlone()) return await alone.seat();
      await pacer.take(control.signal, await pacer.book(control.signal));
      const group = join();
      await group.closed.promise;
      let isTaken = true;
      return {
        pay(request) {
          isTaken = false;
          return fill(group, request);
        },
        leave() {
          if (isTaken) leave(group);
          isTaken = false;
        },
      };
    },
    async pay(request) {
      if (goesAlone()) return await alone.pay(request);
      await pacer.take(control.signal);
      return await fill(join(), request);
    },
  };
}

/**
 * What the answers of one call say of the points API: it is there if it did something with any of
 * them. If not they are one sign that it is down, not as many as there are payments.
 */
function tellingOf(answers: readonly Answer[]): readonly Answer[] {
  const whileItWasThere = answers.filter((answer) => !saysUnavailable(answer));
  return whileItWasThere.length > 0 ? whileItWasThere : answers.slice(0, 1);
}
