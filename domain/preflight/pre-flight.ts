import * as z from "zod";
import type { PointsApiLook } from "../distribution/look-at-points-api.ts";
import type { Payout } from "../payout/payout.ts";
import { usersLookedUpSchema } from "../payout/users-looked-up.ts";

/** What an execution of its own is asked to look at, without paying anybody. */
export const preFlightRequestSchema = z.object({
  /** Id of a payout. */
  preFlightOf: z.string().min(1),
  /** Its users as well, in this run of looking them up; the points API alone when absent. */
  users: z.int().positive().optional(),
});
export type PreFlightRequest = z.infer<typeof preFlightRequestSchema>;

/** At most this many users of a sheet are looked up, and this many of the missing ones are listed. */
export const MOST_USERS = 100_000;
export const MOST_MISSING_LISTED = 10_000;
/** Of a user with more rows than that, the first ones are named. */
export const MOST_ROWS_NAMED = 20;

const missingUserSchema = z.object({
  userId: z.string().min(1),
  /** Of the sheet: the first {@link MOST_ROWS_NAMED} of this user. */
  rows: z.array(z.int().positive()).min(1).max(MOST_ROWS_NAMED),
  /** Why paying would refuse them. */
  code: z.string().min(1),
});
export type MissingUser = z.infer<typeof missingUserSchema>;

/** How far the look-up of a payout's users has come, and who is missing so far. */
export const usersLookSchema = z.object({
  /** Grows each time that it is asked for; a run that is not the last one ends. */
  run: z.int().positive(),
  /** Version of the file whose users they are; of the only one that there was, where an earlier version looked. */
  ofVersion: z.string().min(1).optional(),
  /**
   * `waiting`: it has not begun, or payouts are paid first. `stopped`: the points API refused or did not
   * answer, or payouts were paid for too long. `not_asked`: nothing tells whether a user exists.
   */
  state: z.enum(["waiting", "looking", "done", "stopped", "not_asked"]),
  startedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** Of so many different users so many were looked up, in the order of the sheet. */
  looked: z.int().nonnegative(),
  of: z.int().nonnegative(),
  /** The sheet names more users than are looked up. */
  isPart: z.literal(true).optional(),
  /** Users about whom the points API said nothing, though it was asked again. */
  untold: z.int().nonnegative(),
  /** How many are missing, listed or not. */
  missing: z.int().nonnegative(),
  listed: z.array(missingUserSchema).max(MOST_MISSING_LISTED),
  /** Of the sheet in which those that are listed are marked, once all were looked up. */
  markedKey: z.string().min(1).optional(),
  /** Why it stopped. */
  code: z.string().min(1).optional(),
  /** What the one before came to, until this one is complete. */
  before: usersLookedUpSchema.optional(),
});
export type UsersLook = z.infer<typeof usersLookSchema>;

/** What pre-flights found, kept beside the payout, which does not change by them: approvals go by its revision. */
export interface PreFlightStore {
  look(payoutId: string): Promise<PointsApiLook | undefined>;
  saveLook(payoutId: string, look: PointsApiLook): Promise<void>;
  users(payoutId: string): Promise<UsersLook | undefined>;
  saveUsers(payoutId: string, users: UsersLook): Promise<void>;
}

/** What is known of the users of a payout's sheet: of a file that it had before nothing counts. */
export async function usersLookOf(
  { preFlights }: { readonly preFlights: Pick<PreFlightStore, "users"> },
  payout: Payout,
): Promise<UsersLook | undefined> {
  const users = await preFlights.users(payout.payoutId);
  return users !== undefined && isOfItsSheet(users, payout) ? users : undefined;
}

export function isOfItsSheet({ ofVersion }: UsersLook, payout: Payout): boolean {
  const sheet = "sheet" in payout ? payout.sheet : undefined;
  return ofVersion === undefined || ofVersion === sheet?.versionId;
}

/** Starts a pre-flight in an execution of its own. */
export interface PreFlightStarter {
  /** Starting an execution whose name and request were started already does nothing. */
  preFlight(request: PreFlightRequest, executionName: string): Promise<void>;
}
