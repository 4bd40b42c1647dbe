import * as z from "zod";

/** What the last complete look-up of a payout's users at its points API came to. */
export const usersLookedUpSchema = z.object({
  /** When it was complete. */
  at: z.iso.datetime(),
  /** So many different users were looked up, and so many of them the points API did not know. */
  looked: z.int().nonnegative(),
  missing: z.int().nonnegative(),
});
export type UsersLookedUp = z.infer<typeof usersLookedUpSchema>;
