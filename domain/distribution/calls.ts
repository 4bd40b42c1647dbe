import { TRANSPORT_FAILURES } from "./answer-table.ts";
import { type CallsRun, callAlone, mayCall } from "./call-alone.ts";
import type { Answer, BulkApi, PayRequest, PointsApi } from "./points-api.ts";
import type { PayingSettings } from "./settings.ts";

/** The calls of a round by which payments are asked for. */
export interface Calls {
  /**
   * Asks for a payment whose turn it is, alone or in one call with others.
   * @throws {RoundStoppedError} when the round ends before the call leaves
   */
  pay(request: PayRequest): Promise<Answer>;
}

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

/** One call a payment, or one for many where the points API takes many at once. */
export function createCalls(run: CallsRun): Calls {
  const { bulk } = run.pointsApi;
  return bulk === undefined ? { pay: (request) => callAlone(request, run) } : gather(bulk, run);
}

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

/**
 * Gathers what asks at about the same time into one call, which leaves once it is full or its
 * first payment has waited long enough. Whether it may leave is seen at that moment, for all of
 * them: those that may not are told that the round ends, and nothing was asked for.
 */
function gather(bulk: BulkApi, run: CallsRun): Calls {
  const { clock, control, settings, noteAnswer } = run;
  const full = paymentsPerCall(run.pointsApi, settings);
  const lingerMs = Math.min(LONGEST_LINGER_MS, (full / settings.ratePerSecond) * 1_000);
  let gathered: Gathered[] = [];
  let refusals = 0;

  async function linger(group: readonly Gathered[]): Promise<void> {
    // Rejects when the round ends; nobody waits any longer then, either.
    await clock.sleep(lingerMs, control.signal).catch(() => undefined);
    if (group === gathered) leave();
  }

  function leave(): void {
    const group = gathered;
    gathered = [];
    answerAll(group).catch((error) => {
      for (const { fail } of group) fail(error);
    });
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
        return payAtItsOwnTurn;
      default:
        // One lost call is one sign that the API is down, however many it was for.
        noteAnswer(answer, tookMs);
        return () => answer;
    }
  }

  function payAlone(request: PayRequest): Promise<Answer> {
    return callAlone(request, run);
  }

  /** The call that its turn was taken for has done nothing. */
  async function payAtItsOwnTurn(request: PayRequest): Promise<Answer> {
    await run.pacer.take(control.signal);
    return await payAlone(request);
  }

  return {
    pay(request) {
      if (refusals >= REFUSALS_IN_A_ROW) return payAlone(request);
      const { promise, resolve, reject } = Promise.withResolvers<Answer>();
      gathered.push({ request, answer: resolve, fail: reject });
      if (gathered.length >= full) leave();
      else if (gathered.length === 1) linger(gathered);
      return promise;
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

function saysUnavailable(answer: Answer): boolean {
  return (answer.kind === "not_done" || answer.kind === "in_doubt") && answer.unavailable;
}
