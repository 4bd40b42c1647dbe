import type { Clock } from "../domain/clock.ts";
import type { Facts, Notes } from "./check-report.ts";
import type { BalanceReading, CheckedApi } from "./checked-api.ts";

/** How a balance moved, beside how it should have. */
export interface Movement {
  readonly facts: Facts & { readonly before: bigint; readonly after: bigint };
  readonly is: "as_expected" | "more" | "less";
}

/** The API's own books of the users of a check, where it shows them. */
export interface Books {
  readonly areRead: boolean;
  /** Takes down what the users have. */
  open(userIds: readonly string[]): Promise<void>;
  /**
   * How a balance moved since it was last looked at; undefined where none is read. What does not show yet
   * may take a while, and is waited for.
   * @param byPoints by how many it should have: negative where they were taken back
   */
  moved(userId: string, byPoints: number): Promise<Movement | undefined>;
  /** What each user had at first, and has now. */
  sinceOpened(): ReadonlyMap<string, { readonly first: bigint; readonly last: bigint }>;
}

const TRIES = 3;
const POLL_MS = 2_000;

export function createBooks(deps: {
  readonly api: Pick<CheckedApi, "readBalance">;
  readonly clock: Clock;
  readonly notes: Notes;
  /** So long a payment may take to show in a balance. */
  readonly patienceMs: number;
}): Books {
  const { api, clock, notes, patienceMs } = deps;
  const balances = new Map<string, { readonly first: bigint; last: bigint }>();
  let areRead = api.readBalance !== undefined;

  async function read(userId: string): Promise<bigint | undefined> {
    if (!areRead || api.readBalance === undefined) return undefined;
    let reading: BalanceReading = { said: "" };
    for (let tries = 1; tries <= TRIES; tries += 1) {
      reading = await api.readBalance(userId);
      if ("points" in reading) return reading.points;
      await clock.sleep(POLL_MS);
    }
    areRead = false;
    if ("said" in reading) notes.find("balance_unreadable", { user: userId, said: reading.said });
    return undefined;
  }

  return {
    get areRead() {
      return areRead;
    },

    async open(userIds) {
      for (const userId of userIds) {
        const first = await read(userId);
        if (first !== undefined) balances.set(userId, { first, last: first });
      }
    },

    async moved(userId, byPoints) {
      const known = balances.get(userId);
      if (known === undefined) return undefined;
      const before = known.last;
      const expected = before + BigInt(byPoints);
      const untilMs = clock.nowMs() + patienceMs;
      let after = await read(userId);
      const isOnItsWay = (now: bigint) => (byPoints < 0 ? now > expected : now < expected);
      while (after !== undefined && isOnItsWay(after) && clock.nowMs() < untilMs) {
        await clock.sleep(POLL_MS);
        after = await read(userId);
      }
      if (after === undefined) return undefined;
      known.last = after;
      const is = after === expected ? "as_expected" : after > expected ? "more" : "less";
      return { is, facts: { user: userId, before, after } };
    },

    sinceOpened: () => balances,
  };
}
