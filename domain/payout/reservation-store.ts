import * as z from "zod";

const instantSchema = z.iso.datetime();

/** A payout's part of something that is limited, or shared: a person's day, the company's month. */
export const reservationSchema = z.object({
  payoutId: z.string().min(1),
  /** The generation that the payout has if it is scheduled by this. */
  generation: z.int().nonnegative(),
  /** The payout's revision that was read before: it may be scheduled by this while it has no other. */
  revision: z.int().nonnegative(),
  /** When it is to be paid; a draft has no time. */
  scheduledFor: instantSchema.optional(),
  points: z.int().nonnegative(),
  /** The most that any one user gets by it, in points. */
  recipientPoints: z.int().nonnegative(),
  /** When it was made. */
  at: instantSchema,
  /** Whether the payout has come to its end, so that `points` change no more. */
  isFinal: z.boolean().optional(),
});
export type Reservation = z.infer<typeof reservationSchema>;

/**
 * Keeps reservations, by what they are of: one item each, so that no two ever overwrite each other.
 * Who reserves first and then reads all sees every other one that may go at the same time.
 */
export interface ReservationStore {
  /**
   * Keeps it in place of an earlier one of the same payout and generation; one of a later revision
   * stays. Repeating it is harmless.
   */
  reserve(of: string, reservation: Reservation): Promise<void>;
  /** All of them, strongly consistent; those of long ago may be forgotten. */
  list(of: string): Promise<readonly Reservation[]>;
  /** Writes down what has become of it, unless it was made anew since it was read. */
  settle(of: string, reservation: Reservation): Promise<void>;
}
