import type { Clock } from "../clock.ts";
import type { LedgerEntry } from "../distribution/ledger.ts";
import type { PointsApi } from "../distribution/points-api.ts";
import type { RateClaim, RateStore } from "../distribution/rate-store.ts";
import type { RoundControl } from "../distribution/round-control.ts";
import { createRoundLimits } from "../distribution/round-limits.ts";
import type { PayingSettings } from "../distribution/settings.ts";
import type { NewId } from "../ids.ts";
import type { Payout } from "../payout/payout.ts";
import { booksOf, createBooks } from "./ask-books.ts";
import type { BooksAnswer } from "./compare-row.ts";

export interface BooksRoundDeps {
  readonly rates: RateStore;
  readonly pointsApi: PointsApi;
  readonly settings: PayingSettings;
  readonly clock: Clock;
  readonly random: () => number;
  readonly newId: NewId;
}

/** A time in which the points API may be asked, within what all take of it. */
export interface BooksRound {
  /** Takes a share of the rate; the round has ended where somebody pays by this API. */
  join(): Promise<void>;
  /** @throws {RoundStoppedError} when the round ends first */
  ask(entry: LedgerEntry): Promise<BooksAnswer>;
  leave(): Promise<void>;
}

/** The code of waiting for a payout that is paid by the same points API. */
export const OTHERS_PAY = "others_pay";
/** Claims of those who only look bear it, so that they are not taken for payers. */
const LOOKER_PREFIX = "receipt:";
/** How far clocks may be apart. */
const CLOCK_SKEW_MS = 2_000;

/**
 * Paying goes first: looks every second whether anybody pays by the points API, and ends then. Until it
 * is seen both keep to the one rate, by their claims.
 */
export function createBooksRound(
  deps: BooksRoundDeps,
  { payout, run, control }: { readonly payout: Payout; run: number; control: RoundControl },
): BooksRound {
  if (booksOf(deps.pointsApi) === "none") return NOBODY_IS_ASKED;
  const { rates, clock, settings, pointsApi } = deps;
  const owner = deps.newId();
  const left = new AbortController();
  const limits = createRoundLimits(deps, {
    ...{ payoutId: `${LOOKER_PREFIX}${payout.payoutId}`, owner, shard: 0, fence: run },
    ...{ payout, asked: pointsApi, control, settings, looksOnly: true },
    plan: { chunkSize: 1, chunkCount: 0, shards: 1 },
  });
  const work = { payoutId: payout.payoutId, shard: 0 };
  // Nobody else does this, and what is only looked up harms nobody when it comes late.
  const lease = { ...work, owner, fence: run, expiresAtMs: Number.POSITIVE_INFINITY };
  const books = createBooks({
    ...{ pointsApi, clock, settings, control, random: deps.random },
    ...{ limiter: limits.limiter, closed: limits.closed, lease: () => lease },
  });
  let watched: Promise<void> = Promise.resolve();

  async function giveWay(): Promise<void> {
    const claims = await rates.claims(settings.apiName);
    if (claims.some((claim) => isPayer(claim, clock.nowMs()))) {
      control.end({ kind: "unavailable", code: OTHERS_PAY });
    }
  }

  async function keepWatch(): Promise<void> {
    for (;;) {
      try {
        await clock.sleep(settings.pollEveryMs, left.signal);
      } catch {
        return;
      }
      // What fails is repeated.
      await giveWay().catch(() => undefined);
    }
  }

  return {
    async join() {
      await giveWay();
      await limits.join();
      watched = keepWatch();
    },
    ask: books.ask,
    async leave() {
      left.abort();
      await watched;
      await limits.leave();
    },
  };
}

const NOBODY_IS_ASKED: BooksRound = {
  join: async () => undefined,
  ask: async () => ({ kind: "not_told", code: "not_offered" }),
  leave: async () => undefined,
};

function isPayer({ payoutId, expiresAtMs }: RateClaim, nowMs: number): boolean {
  return !payoutId.startsWith(LOOKER_PREFIX) && expiresAtMs > nowMs - CLOCK_SKEW_MS;
}
