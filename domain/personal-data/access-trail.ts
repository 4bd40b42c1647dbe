import * as z from "zod";
import { type Instant, toInstant } from "../clock.ts";
import { optional } from "../optional.ts";
import type { Page } from "../payout/payout-store.ts";
import type { Person } from "../payout/person.ts";

/** What somebody may do that shows them, or takes away, what is known of users. */
const ACCESS_ACTIONS = [
  "report_downloaded",
  "problem_workbook_downloaded",
  "sheet_downloaded",
  "rows_listed",
  "rows_searched",
  "missing_users_downloaded",
  "payments_listed",
  "payments_searched",
  "payments_exported",
  "user_looked_up",
  "user_erased",
] as const;

/** Who saw what of users, and when. Users are named by their keyed hashes alone. */
export const accessSchema = z.object({
  accessId: z.string().min(1),
  at: z.iso.datetime(),
  by: z.object({ id: z.string().min(1), name: z.string().min(1) }),
  action: z.enum(ACCESS_ACTIONS),
  payoutId: z.string().min(1).optional(),
  /** Keyed hash of the id that was looked up, searched for or erased. */
  userIdHash: z.string().min(1).optional(),
  /** Until when the link works by which a file may be downloaded, by whoever has it. */
  linkExpiresAt: z.iso.datetime().optional(),
  /** Why, in the person's own words. */
  reason: z.string().min(1).optional(),
});
export type Access = z.infer<typeof accessSchema>;

/** Of what accesses are listed: a day in UTC, `2026-11-30`, a payout, or a user. */
export type AccessesOf =
  | { readonly day: string }
  | { readonly payoutId: string }
  | { readonly userIdHash: string };

export interface AccessTrail {
  /** Durable when it resolves. One that was recorded already under its id and time is no other. */
  record(access: Access): Promise<void>;
  /** Newest first. Of a payout or user a moment ago's may be missing. @throws {InvalidCursorError} */
  list(
    of: AccessesOf,
    page: { readonly cursor?: string | undefined; readonly limit: number },
  ): Promise<Page<Access>>;
}

/** Far more than people list in the life of a process. Beyond it all are forgotten, and recorded again. */
const MOST_REMEMBERED = 10_000;

/** A trail that does not write down again what it has: pages that are open list payments over and over. */
export function recordedOnce(trail: AccessTrail): AccessTrail {
  const recorded = new Set<string>();
  return {
    ...trail,
    async record(access) {
      const name = `${access.at} ${access.accessId}`;
      if (recorded.has(name)) return;
      await trail.record(access);
      if (recorded.size >= MOST_REMEMBERED) recorded.clear();
      recorded.add(name);
    },
  };
}

export interface RecordAccessDeps {
  readonly accesses: Pick<AccessTrail, "record">;
  readonly clock: { nowMs(): number };
  readonly newId: () => string;
}

/** Writes down what is about to be shown; to be awaited before anything is. */
export async function recordAccess(
  { accesses, clock, newId }: RecordAccessDeps,
  { id, name }: Person,
  access: Omit<Access, "accessId" | "at" | "by">,
): Promise<void> {
  const at = toInstant(clock.nowMs());
  await accesses.record({ ...access, accessId: newId(), at, by: { id, name } });
}

/**
 * Writes down that somebody lists the payments of a payout, or searches them for a user, or the rows of its
 * sheet: once a
 * person and day, and user, as of the day's beginning, since a page that shows them asks again and
 * again.
 */
export async function recordListing(
  { accesses, clock }: RecordAccessDeps,
  { id, name }: Person,
  { payoutId, userIdHash, of = "payments" }: Listing,
): Promise<void> {
  const isSearch = userIdHash !== undefined;
  const listing = isSearch
    ? `searched-${payoutId}-${id}-${userIdHash}`
    : `listed-${payoutId}-${id}`;
  await accesses.record({
    accessId: of === "payments" ? listing : `${of}-${listing}`,
    at: startOfDay(clock.nowMs()),
    by: { id, name },
    action: isSearch ? `${of}_searched` : `${of}_listed`,
    payoutId,
    ...optional("userIdHash", userIdHash),
  });
}

interface Listing {
  readonly payoutId: string;
  /** Of what was searched for. */
  readonly userIdHash?: string | undefined;
  /** What is listed: payments of the ledger, unless it says rows of the sheet. */
  readonly of?: "payments" | "rows";
}

/**
 * Writes down that somebody searches all payouts for a user, or for a part of an id: once a person, day
 * and what is searched for, as one search takes many calls.
 */
export async function recordSearch(
  { accesses, clock }: RecordAccessDeps,
  { id, name }: Person,
  userIdHash: string,
): Promise<void> {
  await accesses.record({
    accessId: `searched-all-${id}-${userIdHash}`,
    at: startOfDay(clock.nowMs()),
    by: { id, name },
    action: "payments_searched",
    userIdHash,
  });
}

function startOfDay(nowMs: number): Instant {
  return `${toInstant(nowMs).slice(0, 10)}T00:00:00.000Z`;
}
