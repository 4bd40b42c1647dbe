import type { Clock } from "../clock.ts";
import {
  type CallPermit,
  type PointsApi,
  saysUnavailable,
  type UserAnswer,
} from "../distribution/points-api.ts";
import type { RoundControl } from "../distribution/round-control.ts";
import type { RoundLimits } from "../distribution/round-limits.ts";
import type { PayingSettings } from "../distribution/settings.ts";
import type { SheetUser } from "./sheet-users.ts";

/** What the points API said of a user. */
export type UserFound =
  | { readonly kind: "found" | "untold" }
  | { readonly kind: "missing"; readonly code: string };

export interface AskForUsersRun {
  readonly findUser: NonNullable<PointsApi["findUser"]>;
  readonly limits: Pick<RoundLimits, "limiter" | "closed">;
  readonly control: RoundControl;
  readonly settings: Pick<PayingSettings, "callTimeoutMs" | "longestHoldMs">;
  readonly clock: Clock;
}

/**
 * A user is asked for so often, and more often while the API is down; after so many answers in a row that
 * say so nobody more is.
 */
const TRIES = 3;
const DOWN_ANSWERS = 10;
const AGAIN_MS = 1_000;

/**
 * Looks users up, many at once, each in a slot of the limiter, and tells of each once; until all are looked
 * up, the round ends, or the points API refuses all of us or does not answer any more.
 * @returns the code of the answer for which it gave up, if it did
 */
export async function askForUsers(
  run: AskForUsersRun,
  users: readonly SheetUser[],
  onUser: (at: number, found: UserFound) => void,
): Promise<string | undefined> {
  const { control, limits } = run;
  let next = 0;
  let gaveUpFor: string | undefined;
  let downInARow = 0;
  const giveUp = (code: string): void => {
    gaveUpFor ??= code;
    control.end({ kind: "stopped" });
  };

  /** Whether the answer says that the API is down. */
  function noteDown(answer: UserAnswer): boolean {
    const isDown = answer.kind !== "found" && saysUnavailable(answer);
    downInARow = isDown ? downInARow + 1 : 0;
    return isDown;
  }

  /** Whether the answer says nothing of the user, and they are to be asked for again. */
  function isOpen(answer: UserAnswer, attempt: number): answer is Open {
    const mostTries = noteDown(answer) ? DOWN_ANSWERS : TRIES;
    if (isTold(answer)) return false;
    if (answer.kind === "ours" || downInARow >= DOWN_ANSWERS) giveUp(answer.code);
    return gaveUpFor === undefined && attempt < mostTries;
  }

  async function ask(user: SheetUser): Promise<UserFound | undefined> {
    let answer: UserAnswer;
    for (let attempt = 1; ; attempt += 1) {
      await limits.limiter.take();
      answer = await askOnce(run, user);
      if (!isOpen(answer, attempt)) break;
      await waitAfter(answer, attempt);
    }
    if (isTold(answer)) return foundBy(answer);
    return gaveUpFor === undefined ? { kind: "untold" } : undefined;
  }

  async function waitAfter(answer: Open, attempt: number): Promise<void> {
    const { clock, settings } = run;
    limits.limiter.closeFor(Math.min(answer.retryAfterMs ?? 0, settings.longestHoldMs));
    await clock.sleep(AGAIN_MS * attempt, control.signal);
  }

  const failures: unknown[] = [];
  await limits.limiter.work(async () => {
    const at = next;
    next += 1;
    const user = users[at];
    if (user === undefined || control.stop !== undefined) return false;
    try {
      const found = await ask(user);
      if (found !== undefined) onUser(at, found);
      return found !== undefined;
    } catch (error) {
      // What waits rejects once the round ends.
      if (control.stop === undefined) failures.push(error);
      control.end({ kind: "stopped" });
      return false;
    }
  });
  if (failures.length > 0) throw failures[0];
  return gaveUpFor;
}

type Open = Extract<UserAnswer, { kind: "not_done" | "in_doubt" }>;
type Told = Exclude<UserAnswer, Open | { kind: "ours" }>;

function isTold(answer: UserAnswer): answer is Told {
  return !["ours", "not_done", "in_doubt"].includes(answer.kind);
}

function foundBy(answer: Told): UserFound {
  switch (answer.kind) {
    case "found":
      return { kind: "found" };
    case "rejected":
      return { kind: "missing", code: answer.code };
    case "forbidden":
      return { kind: "untold" };
  }
}

async function askOnce(run: AskForUsersRun, { payment }: SheetUser): Promise<UserAnswer> {
  const { clock, findUser, limits } = run;
  const permit = permitOf(run);
  permit.assertMaySend();
  const leftAtMs = clock.nowMs();
  const answer = await findUser(payment, permit);
  const heeded = answer.kind === "found" ? ({ kind: "paid" } as const) : answer;
  limits.limiter.heed(heeded, clock.nowMs() - leftAtMs);
  return answer;
}

function permitOf({ clock, control, limits, settings }: AskForUsersRun): CallPermit {
  return {
    deadlineMs: clock.nowMs() + settings.callTimeoutMs,
    assertMaySend() {
      const stop = limits.closed();
      if (stop !== undefined) control.end(stop);
      control.signal.throwIfAborted();
    },
    noteLimit({ remaining, resetMs }) {
      if (!(resetMs > 0)) return;
      if (remaining < 1) limits.limiter.closeFor(Math.min(resetMs, settings.longestHoldMs));
      else if (resetMs <= settings.longestHoldMs) limits.limiter.slowDown({ remaining, resetMs });
    },
  };
}
