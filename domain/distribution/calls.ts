import type { Clock } from "../clock.ts";
import { TRANSPORT_FAILURES } from "./answer-table.ts";
import type { Lease } from "./lease.ts";
import type { Pacer } from "./pacer.ts";
import {
  type Answer,
  type CallPermit,
  type PayRequest,
  type PointsApi,
  saysUnavailable,
} from "./points-api.ts";
import type { RunControl } from "./run-control.ts";
import type { PayingSettings } from "./settings.ts";

/** The calls of a round by which payments are asked for, each at its turn. */
export interface Calls {
  /**
   * Waits for the turn of a payment that is not claimed yet, lest a crash leaves in doubt what only
   * waited. Its call leaves shortly after: time enough for the claim.
   * @throws {RoundStoppedError} when the round ends first
   */
  seat(): Promise<Seat>;
  /**
   * Asks for a payment that is claimed, at the next turn.
   * @throws {RoundStoppedError} when the round ends before the call leaves
   */
  pay(request: PayRequest): Promise<Answer>;
}

/** A payment's place in a call, of its own or with others. */
export interface Seat {
  /**
   * Asks for the payment, once all others in the call are claimed as well.
   * @throws {RoundStoppedError} when the round ends before the call leaves
   */
  pay(request: PayRequest): Promise<Answer>;
  /** Leaves it empty, so that the others need not wait. After `pay` nothing happens. */
  leave(): void;
}

/** What calling the points API needs, shared by all calls of a round. */
export interface CallsRun {
  readonly pointsApi: PointsApi;
  readonly clock: Clock;
  readonly pacer: Pacer;
  readonly control: RunControl;
  readonly settings: PayingSettings;
  /** The lease as last renewed. */
  readonly lease: () => Lease;
  /** Told of every answer and how long it took; ends the round when they say that the API is down. */
  readonly noteAnswer: (answer: Answer, tookMs: number) => void;
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

/** Whether a call that begins now would surely end, by its timeout, within the lease. */
export function mayCall(run: Pick<CallsRun, "control" | "lease" | "clock" | "settings">): boolean {
  if (run.lease().expiresAtMs <= run.clock.nowMs() + run.settings.callTimeoutMs) {
    run.control.end({ kind: "lease_lost" });
  }
  return run.control.stop === undefined;
}

/** For one call that begins now: nothing of it leaves that could outlast the lease as it then is. */
export function permitCall(
  run: Pick<CallsRun, "control" | "lease" | "clock" | "settings">,
): CallPermit {
  const { clock, control } = run;
  const deadlineMs = clock.nowMs() + run.settings.callTimeoutMs;
  return {
    deadlineMs,
    assertMaySend() {
      if (run.lease().expiresAtMs <= Math.max(deadlineMs, clock.nowMs())) {
        control.end({ kind: "lease_lost" });
      }
      control.signal.throwIfAborted();
    },
  };
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

/** Those who leave in one call: seats are taken until it is closed, and left or filled then. */
interface Group {
  /** When the call of a payment that is alone may leave; undefined when the turn has come. */
  readonly slotMs: number | undefined;
  seats: number;
  empty: number;
  readonly filled: Gathered[];
  readonly closed: PromiseWithResolvers<void>;
}

/**
 * Gathers those whose turn comes at about the same time into one call: a group, of one where the
 * points API takes no more. It is closed once it is full or its first payment has waited long
 * enough, and leaves when all in it are claimed. Whether it may leave is seen at that moment, for
 * all of them: those that may not are told that the round ends, and nothing was asked for.
 */
export function createCalls(run: CallsRun): Calls {
  const { clock, control, pacer, pointsApi, settings, noteAnswer } = run;
  const most = paymentsPerCall(pointsApi, settings);
  const lingerMs = Math.min(LONGEST_LINGER_MS, (most / settings.ratePerSecond) * 1_000);
  let open: Group | undefined;
  let refusals = 0;

  /** How many a group is of now. */
  const size = (): number => (refusals >= REFUSALS_IN_A_ROW ? 1 : most);

  function join(slotMs?: number): Group {
    const group = open ?? begin(slotMs);
    group.seats += 1;
    if (group.seats >= size()) close(group);
    return group;
  }

  function begin(slotMs: number | undefined): Group {
    const closed = Promise.withResolvers<void>();
    const group: Group = { slotMs, seats: 0, empty: 0, filled: [], closed };
    open = group;
    if (size() > 1) {
      // Rejects when the round ends; nobody waits any longer then, either.
      clock
        .sleep(lingerMs, control.signal)
        .catch(() => undefined)
        .finally(() => close(group));
    }
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
    answerAll(group).catch((error) => {
      for (const { fail } of group.filled) fail(error);
    });
  }

  function fill(group: Group, request: PayRequest): Promise<Answer> {
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    group.filled.push({ request, answer: resolve, fail: reject });
    leaveIfReady(group);
    return promise;
  }

  async function answerAll({ filled, slotMs }: Group): Promise<void> {
    if (slotMs !== undefined) await pacer.take(control.signal, slotMs);
    const requests = filled.map(({ request }) => request);
    const answerTo = requests.length === 1 ? callForOne : await callForAll(requests);
    for (const { request, answer } of filled) answer(answerTo(request));
  }

  async function callForOne({ payment, idempotencyKey }: PayRequest): Promise<Answer> {
    const permit = permitCall(run);
    permit.assertMaySend();
    const leftAtMs = clock.nowMs();
    const answer = await pointsApi.pay(payment, idempotencyKey, permit);
    noteAnswer(answer, clock.nowMs() - leftAtMs);
    return answer;
  }

  async function callForOneAtNextTurn(request: PayRequest): Promise<Answer> {
    await pacer.take(control.signal);
    return await callForOne(request);
  }

  /** Resolves with how each of them is answered. */
  async function callForAll(
    requests: readonly PayRequest[],
  ): Promise<(request: PayRequest) => Answer | Promise<Answer>> {
    const { bulk } = pointsApi;
    if (bulk === undefined) return callForOneAtNextTurn;
    const permit = permitCall(run);
    permit.assertMaySend();
    const leftAtMs = clock.nowMs();
    const answer = await bulk.pay(requests, permit);
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
        return callForOneAtNextTurn;
      default:
        // One lost call is one sign that the API is down, however many it was for.
        noteAnswer(answer, tookMs);
        return () => answer;
    }
  }

  return {
    async seat() {
      const slotMs = await pacer.book(control.signal);
      // Who goes alone is claimed while its moment comes; who goes with others waits for them first.
      const isAlone = size() === 1;
      if (!isAlone) await pacer.take(control.signal, slotMs);
      const group = join(isAlone ? slotMs : undefined);
      await group.closed.promise;
      let isTaken = true;
      return {
        pay(request) {
          isTaken = false;
          return fill(group, request);
        },
        leave() {
          if (!isTaken) return;
          isTaken = false;
          group.empty += 1;
          leaveIfReady(group);
        },
      };
    },
    async pay(request) {
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
