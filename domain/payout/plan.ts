import * as z from "zod";

/** A time of day, `09:30`. */
export const timeOfDaySchema = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time such as 09:30");

/** How a payout is to be scheduled that is like another: suggested to whoever does, and nothing more. */
export const planSchema = z.object({
  timeOfDay: timeOfDaySchema.optional(),
  /** What whoever approves it is to know. */
  note: z.string().min(1).optional(),
});
export type Plan = z.infer<typeof planSchema>;
