import type { Clock } from "../../domain/clock.ts";
import type { Setup } from "./setup.ts";
import type { Timeline } from "./timeline.ts";
import type { Execution } from "./world-host.ts";

/** A service that did not answer as it should; whether it did what was asked is not known. */
export class ServiceError extends Error {
  override readonly name = "ServiceError";
}

/** A message to something outside: when it lands and what it does there, when which answer comes. */
export interface Sending<T> {
  readonly what: string;
  /** Absent when it never arrives. */
  readonly landsAfterMs?: number;
  /** What it does; returns how the trace puts it. */
  readonly land: () => string;
  readonly answersAfterMs: number;
  /** What the process gets; throwing it is an answer, too. */
  readonly answer: () => T;
}

/** Something that runs, and may crash, freeze or be killed at any moment it waits for something. */
export interface SimProcess {
  readonly name: string;
  readonly clock: Clock;
  /** The durable execution that it carries on, if it is an invocation of one. */
  readonly execution: Execution | undefined;
  readonly bornAtMs: number;
  isAlive(): boolean;
  /** When something last went wrong for it, other than by the points API. */
  troubledAtMs(): number;
  /** Something other than a call keeps it from hearing of what happens meanwhile. */
  isTroubledFor(ms: number): void;
  /** A call to a store or a service, with the faults of the plan. */
  call<T>(what: string, effect: () => T): Promise<T>;
  /** A call whose own faults were decided already; the process may crash or freeze over it. */
  send<T>(sending: Sending<T>): Promise<T>;
  /** Stands still until the returned function is called, and hears only then of what was answered. */
  freeze(): () => void;
  /** Dead at once: nothing that it waits for ever arrives. */
  kill(why: string): void;
  /** Over by its own will. */
  end(how: string): void;
}

interface ProcessOptions {
  readonly name: string;
  readonly limitMs: number;
  readonly execution?: Execution;
  readonly onDeath?: () => void;
}

export function createProcess(setup: Setup, options: ProcessOptions): SimProcess {
  const { timeline, random, faults } = setup;
  const life = createLife(setup, options);
  const send = createSend(setup, life);
  let clockAheadMs = 0;
  timeline.after(options.limitMs, () => life.kill("time limit"));
  if (faults.chance("clockJump")) {
    timeline.after(random.spread(1, 20_000), () => {
      if (!life.isAlive()) return;
      clockAheadMs = random.between(1, setup.plan.clockSkewMs);
      life.note("clock jumps", `${clockAheadMs} ms ahead`);
    });
  }
  return {
    name: options.name,
    execution: options.execution,
    bornAtMs: timeline.nowMs(),
    isAlive: life.isAlive,
    troubledAtMs: life.troubledAtMs,
    isTroubledFor: life.isTroubledFor,
    freeze: life.freeze,
    kill: life.kill,
    end: life.end,
    send,
    call: createCall(setup, life, send),
    clock: {
      nowMs: () => timeline.nowMs() + clockAheadMs,
      sleep: (ms, signal) => sleep(timeline, life, ms, signal),
    },
  };
}

type Life = ReturnType<typeof createLife>;

/** Whether a process runs, sleeps against its will, or is gone. */
function createLife({ timeline, random, trace }: Setup, { name, onDeath }: ProcessOptions) {
  let alive = true;
  let freezes = 0;
  const held: (() => void)[] = [];
  let troubledAtMs = Number.NEGATIVE_INFINITY;
  const note = (what: string, outcome: string): void =>
    trace.add(timeline.nowMs(), name, what, outcome);

  function leave(what: string, how: string): boolean {
    if (!alive) return false;
    alive = false;
    note(what, how);
    return true;
  }
  const life = {
    note,
    isAlive: () => alive,
    troubledAtMs: () => (freezes > 0 ? Number.POSITIVE_INFINITY : troubledAtMs),
    isTroubledFor(ms: number): void {
      troubledAtMs = Math.max(troubledAtMs, timeline.nowMs() + ms);
    },
    kill(why: string): void {
      if (leave("dies", why)) onDeath?.();
    },
    end(how: string): void {
      leave("ends", how);
    },
    /** Stands still until it is thawed. */
    freeze(): () => void {
      note("freezes", "");
      freezes += 1;
      return () => {
        freezes -= 1;
        if (freezes > 0) return;
        life.isTroubledFor(0);
        if (alive) note("wakes", "");
        while (freezes === 0 && held.length > 0) life.deliver(held.shift() ?? (() => undefined));
      };
    },
    freezeForAWhile(): void {
      timeline.after(random.spread(200, 60_000), life.freeze());
    },
    /** Brings something to the process: never when it is dead, later when it is frozen. */
    deliver(bring: () => void): void {
      if (!alive) return;
      if (freezes > 0) held.push(bring);
      else bring();
    },
  };
  return life;
}

/** Where over a call its process crashes. */
type Crash = "before" | "between" | "after" | "no";

function createSend({ timeline, random, faults }: Setup, life: Life): SimProcess["send"] {
  function leave<T>({ what, landsAfterMs, land }: Sending<T>, crash: Crash): void {
    if (landsAfterMs === undefined) return;
    timeline.after(landsAfterMs, () => {
      life.note(what, land());
      if (crash === "after") life.kill(`after ${what}, before its answer`);
    });
  }

  return (sending) =>
    new Promise((resolve, reject) => {
      if (!life.isAlive()) return;
      const { what, answersAfterMs, answer } = sending;
      const crash = faults.chance("crash") ? random.pick(["before", "between", "after"]) : "no";
      if (crash === "before") return life.kill(`before ${what} left`);
      if (faults.chance("freeze")) life.freezeForAWhile();
      leave(sending, crash);
      if (crash === "between") life.kill(`while ${what} was on its way`);
      const hear = (): void => {
        const heard = outcomeOf(answer);
        if ("error" in heard) reject(heard.error);
        else resolve(heard.result);
      };
      timeline.after(answersAfterMs, () => life.deliver(hear));
    });
}

function createCall(
  { random, faults, timeline, invariants }: Setup,
  life: Life,
  send: SimProcess["send"],
): SimProcess["call"] {
  const bornAtMs = timeline.nowMs();
  /** One who knows the table from before it was restored reaches only the one that is gone. */
  const reached =
    <T>(effect: () => T) =>
    (): T => {
      if (invariants.isRestored(bornAtMs)) throw new ServiceError("That table is gone.");
      return effect();
    };
  return <T>(what: string, effect: () => T): Promise<T> => {
    const there = faults.latencyMs();
    const back = faults.latencyMs();
    const fate = faults.fateOfCall();
    if (fate !== "done" || there + back > 200) life.isTroubledFor(there + back);
    if (fate === "fails") life.note(what, fate);
    const lateMs = fate === "lands late" ? random.spread(500, 30_000) : 0;
    let outcome: Outcome<T> | undefined;
    return send({
      what,
      ...(fate === "fails" ? {} : { landsAfterMs: there + lateMs }),
      land() {
        const effected = outcomeOf(reached(effect));
        if (fate !== "done") return `${fate}: ${brief(effected)}`;
        outcome = effected;
        return brief(effected);
      },
      answersAfterMs: there + back,
      answer() {
        if (outcome === undefined) throw new ServiceError(`${what}: ${fate}`);
        if ("error" in outcome) throw outcome.error;
        return outcome.result;
      },
    });
  };
}

type Outcome<T> = { readonly result: T } | { readonly error: unknown };

function outcomeOf<T>(effect: () => T): Outcome<T> {
  try {
    return { result: effect() };
  } catch (error) {
    return { error };
  }
}

/** An outcome in a few words. */
function brief(outcome: Outcome<unknown>): string {
  if ("error" in outcome) return String(outcome.error);
  const { result } = outcome;
  if (result === undefined) return "ok";
  if (typeof result !== "object" || result === null) return String(result);
  if ("kind" in result) return String(result.kind);
  if ("state" in result) return String(result.state);
  return Array.isArray(result) ? `${result.length} of them` : "ok";
}

function sleep(timeline: Timeline, life: Life, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(signal.reason);
      return;
    }
    const stop = (): void => reject(signal?.reason);
    const wake = (): void => {
      signal?.removeEventListener("abort", stop);
      resolve();
    };
    signal?.addEventListener("abort", stop, { once: true });
    timeline.after(ms, () => life.deliver(wake));
  });
}
