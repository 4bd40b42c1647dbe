import { type Clock, DAY_MS, toInstant } from "../clock.ts";
import { TOO_MANY_REQUESTS, TRANSPORT_FAILURES } from "./answer-table.ts";
import type { ApiHealth } from "./api-health.ts";
import type { CallLimiter } from "./call-limiter.ts";
import type { Lease } from "./lease.ts";
import { KEY_EXPIRED } from "./ledger.ts";
import {
  type Answer,
  type CallPermit,
  type LimitLeft,
  type PayRequest,
  type PointsApi,
  saysUnavailable,
} from "./points-api.ts";
import type { RoundControl, RoundStop } from "./round-control.ts";
import type { PayingSettings } from "./settings.ts";

/** The calls of a round that ask for payments, each in a slot of the limiter. */
export interface Calls {
  /**
   * Waits for a slot for a payment that is not claimed yet: were it claimed first, a crash would
   * leave in doubt what only waited. Resolves early enough for the claim.
   * @throws {RoundStoppedError} when the round ends first
   */
  reserve(): Promise<Place>;
  /**
   * Asks for a payment that is claimed, in the next slot.
   * @throws {RoundStoppedError} when the round ends before the call leaves
   */
  pay(request: PayRequest): Promise<Answer>;
}

/** A payment's place in a call, of its own or with others. */
export interface Place {
  /**
   * Asks for the payment, once all others in the call are claimed as well.
   * @throws {RoundStoppedError} when the round ends before the call leaves
   */
  pay(request: PayRequest): Promise<Answer>;
  /** Gives the place up, so that the others need not wait. Does nothing after `pay`. */
  leave(): void;
}

/** What calling the points API needs, shared by all calls of a round. */
export interface CallsRun {
  readonly pointsApi: PointsApi;
  readonly clock: Clock;
  readonly limiter: CallLimiter;
  /** Why no call may leave just now, if so, and the round has to end. */
  readonly closed: () => RoundStop | undefined;
  /** Why nobody may be paid any more, if so, though calls may leave that pay nobody. */
  readonly pastLatest: () => RoundStop | undefined;
  readonly control: RoundControl;
  readonly settings: PayingSettings;
  readonly health: ApiHealth;
  /** A person ends the payout: nobody is asked for who was not asked for yet. */
  readonly isEnding: boolean;
  /** Only the first payments are paid, for people to look at before any other is. */
  readonly isCanary: boolean;
  /** In [0, 1). */
  readonly random: () => number;
  /** The lease as last renewed. */
  readonly lease: () => Lease;
  /** Called with every answer, whose it is, and how long it took in milliseconds. */
  readonly noteAnswer: (answer: Answer, row: number, tookMs: number) => void;
}

/** How long a payment waits, at most, for others to share its call. */
const LONGEST_LINGER_MS = 1_000;
/** No API means a time that is farther ahead. */
const MOST_AHEAD_MS = 31 * DAY_MS;
/** After so many bulk calls in a row that were refused as a whole, the round makes single calls. */
const REFUSALS_IN_A_ROW = 3;
/** A payment that the answer to its bulk call does not mention. */
const UNNAMED: Answer = {
  ...TRANSPORT_FAILURES.unreadable_answer,
  code: "unreadable_answer",
  detail: "The answer to the bulk call has no readable result for this payment.",
};

type PermitRun = Pick<CallsRun, "control" | "lease" | "clock" | "settings" | "closed" | "limiter">;

/** Whether a call that begins now may leave, and would surely end, by its timeout, within the lease. */
export function mayCall(run: Omit<PermitRun, "limiter">): boolean {
  if (run.lease().expiresAtMs <= run.clock.nowMs() + run.settings.callTimeoutMs) {
    run.control.end({ kind: "lease_lost" });
  }
  endIfClosed(run);
  return run.control.stop === undefined;
}

/** Whether a payment may be begun now. */
export function mayPay(run: Omit<CallsRun, "limiter">): boolean {
  endIfPastLatest(run);
  return mayCall(run);
}

function endIfPastLatest({ pastLatest, control }: Pick<CallsRun, "pastLatest" | "control">): void {
  const stop = pastLatest();
  if (stop !== undefined) control.end(stop);
}

function endIfClosed({ closed, control }: Pick<PermitRun, "closed" | "control">): void {
  const stop = closed();
  if (stop !== undefined) control.end(stop);
}

/** The permit of a call that begins now: no request of it leaves that could outlast the lease. */
export function permitCall(run: PermitRun): CallPermit {
  const { clock, control } = run;
  const deadlineMs = clock.nowMs() + run.settings.callTimeoutMs;
  return {
    deadlineMs,
    assertMaySend() {
      if (run.lease().expiresAtMs <= Math.max(deadlineMs, clock.nowMs())) {
        control.end({ kind: "lease_lost" });
      }
      endIfClosed(run);
      control.signal.throwIfAborted();
    },
    noteLimit: (left) => heedLimit(left, run),
  };
}

/** The permit of a call that pays somebody. */
function permitPaying(run: CallsRun): CallPermit {
  const permit = permitCall(run);
  return {
    ...permit,
    assertMaySend() {
      endIfPastLatest(run);
      permit.assertMaySend();
    },
  };
}

/** What is left is spread over the time until there is more; nothing for long is an outage. */
function heedLimit({ remaining, resetMs }: LimitLeft, run: PermitRun): void {
  const { limiter, control, clock, settings } = run;
  if (!(resetMs > 0)) return;
  if (remaining >= 1) {
    if (resetMs <= settings.longestHoldMs) limiter.slowDown({ remaining, resetMs });
  } else if (resetMs <= settings.longestHoldMs) {
    limiter.closeFor(resetMs);
  } else {
    const until = toInstant(clock.nowMs() + Math.min(resetMs, MOST_AHEAD_MS));
    control.end({ kind: "unavailable", code: TOO_MANY_REQUESTS, until });
  }
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

/** A payment that could not be asked for any more when its turn came. */
const NOT_ASKED: Answer = { kind: "not_done", code: KEY_EXPIRED, unavailable: false };

/** How the payments of a call are answered. */
type AnswerTo = (request: PayRequest) => Answer | Promise<Answer>;

/** The payments of one call: until it is closed places are taken, then filled or given up. */
interface Batch {
  /** Reserved for the call of a payment that is alone; undefined when it is taken already. */
  readonly slotMs: number | undefined;
  places: number;
  empty: number;
  readonly filled: PayRequest[];
  readonly closed: PromiseWithResolvers<void>;
  readonly answered: PromiseWithResolvers<AnswerTo>;
}

/**
 * Gathers payments whose slots come at about the same time into one call: a batch, of one where the
 * points API takes no more. A batch is closed once it is full or its first payment has waited long
 * enough, and leaves when all its payments are claimed. Only then is it decided, for all of them,
 * whether the call may leave; if not, each rejects because the round ends, and nothing was asked
 * for.
 */
export function createCalls(run: CallsRun): Calls {
  const { clock, control, limiter, pointsApi, settings, noteAnswer } = run;
  const most = paymentsPerCall(pointsApi, settings);
  const lingerMs = Math.min(LONGEST_LINGER_MS, (most / settings.ratePerSecond) * 1_000);
  let open: Batch | undefined;
  let refusals = 0;

  /** How many payments a batch holds now. */
  const size = (): number => (refusals >= REFUSALS_IN_A_ROW ? 1 : most);

  function join(slotMs?: number): Batch {
    open ??= begin(slotMs);
    const batch = open;
    batch.places += 1;
    if (batch.places >= size()) close(batch);
    return batch;
  }

  function begin(slotMs: number | undefined): Batch {
    const closed = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<AnswerTo>();
    const batch: Batch = { slotMs, places: 0, empty: 0, filled: [], closed, answered };
    if (size() > 1) {
      // Rejects when the round ends; nobody waits any longer then, either.
      clock
        .sleep(lingerMs, control.signal)
        .catch(() => undefined)
        .finally(() => close(batch));
    }
    return batch;
  }

  function close(batch: Batch): void {
    if (open !== batch) return;
    open = undefined;
    batch.closed.resolve();
    leaveIfReady(batch);
  }

  function leaveIfReady(batch: Batch): void {
    const isReady = batch !== open && batch.filled.length + batch.empty === batch.places;
    if (isReady && batch.filled.length > 0) batch.answered.resolve(call(batch));
  }

  async function fill(batch: Batch, request: PayRequest): Promise<Answer> {
    batch.filled.push(request);
    leaveIfReady(batch);
    const answerTo = await batch.answered.promise;
    return await answerTo(request);
  }

  async function call({ filled, slotMs }: Batch): Promise<AnswerTo> {
    if (slotMs !== undefined) await limiter.take(slotMs);
    // A pause began since: each reserves another slot, so that they do not all leave at once after
    // it.
    else if (limiter.isClosed()) await Promise.all(filled.map(() => limiter.take()));
    return filled.length === 1 ? callForOne : await callForAll(filled);
  }

  async function callForOne(request: PayRequest): Promise<Answer> {
    if (!isAsked(request)) return NOT_ASKED;
    const { payment, idempotencyKey } = request;
    const permit = permitPaying(run);
    permit.assertMaySend();
    const leftAtMs = clock.nowMs();
    const answer = await pointsApi.pay(payment, idempotencyKey, permit);
    noteAnswer(answer, payment.row, clock.nowMs() - leftAtMs);
    return answer;
  }

  async function callForOneInNextSlot(request: PayRequest): Promise<Answer> {
    await limiter.take();
    return await callForOne(request);
  }

  async function callForAll(requests: readonly PayRequest[]): Promise<AnswerTo> {
    const asked = requests.filter(isAsked);
    if (asked.length === 0) return () => NOT_ASKED;
    const answerTo = await callForAsked(asked);
    return (request) => (asked.includes(request) ? answerTo(request) : NOT_ASKED);
  }

  async function callForAsked(requests: readonly PayRequest[]): Promise<AnswerTo> {
    const { bulk } = pointsApi;
    if (bulk === undefined) return callForOneInNextSlot;
    const permit = permitPaying(run);
    permit.assertMaySend();
    const leftAtMs = clock.nowMs();
    const answer = await bulk.pay(requests, permit);
    const tookMs = clock.nowMs() - leftAtMs;
    refusals = answer.kind === "refused" ? refusals + 1 : 0;
    switch (answer.kind) {
      case "answered": {
        const { answers } = answer;
        const answerTo = ({ idempotencyKey }: PayRequest) => answers.get(idempotencyKey) ?? UNNAMED;
        for (const { answer: one, row } of answersToNote(requests, answerTo)) {
          noteAnswer(one, row, tookMs);
        }
        return answerTo;
      }
      case "refused":
        // The call that their slots were reserved for has done nothing.
        return callForOneInNextSlot;
      default:
        // What it says of a call for many it says of all.
        if (answer.kind === "not_done" && answer.retryAfterMs !== undefined) {
          limiter.closeFor(Math.min(answer.retryAfterMs, settings.longestHoldMs));
        }
        // One lost call is one sign that the API is down, however many it was for.
        noteAnswer(answer, requests[0]?.payment.row ?? 0, tookMs);
        return () => answer;
    }
  }

  return {
    async reserve() {
      const slotMs = await limiter.reserve();
      // A single payment is claimed while its slot nears; one that shares a call waits for the
      // others first.
      const isAlone = size() === 1;
      if (!isAlone) await limiter.take(slotMs);
      const batch = join(isAlone ? slotMs : undefined);
      await batch.closed.promise;
      let isTaken = true;
      return {
        pay(request) {
          isTaken = false;
          return fill(batch, request);
        },
        leave() {
          if (!isTaken) return;
          isTaken = false;
          batch.empty += 1;
          leaveIfReady(batch);
        },
      };
    },
    async pay(request) {
      await limiter.take();
      return await fill(join(), request);
    },
  };
}

function isAsked({ mayBeAsked }: PayRequest): boolean {
  return mayBeAsked === undefined || mayBeAsked();
}

/**
 * What the answers of one call say of the points API: it is up if it acted on any of them. If not,
 * they are one sign that it is down, and not one for each payment.
 */
function answersToNote(requests: readonly PayRequest[], answerTo: (request: PayRequest) => Answer) {
  const answers = requests.map((request) => ({
    answer: answerTo(request),
    row: request.payment.row,
  }));
  const available = answers.filter(({ answer }) => !saysUnavailable(answer));
  return available.length > 0 ? available : answers.slice(0, 1);
}
