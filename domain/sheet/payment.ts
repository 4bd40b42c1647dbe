import * as z from "zod";

/** Values of extra columns, by their names. */
export const extrasSchema = z.record(z.string(), z.string());
export type Extras = z.infer<typeof extrasSchema>;

/** One data row of a sheet. */
export const paymentSchema = z.object({
  /** The row's number as Excel shows it, from 1. Unique in a sheet. */
  row: z.int().positive(),
  /** Text exactly as in the sheet after trimming; never a number. */
  userId: z.string().min(1),
  /** Whole points, positive. */
  points: z.int().positive(),
  reason: z.string().optional(),
  /** What the points API takes besides, by the column's name: those that are not empty. */
  extras: extrasSchema.optional(),
});

export type Payment = z.infer<typeof paymentSchema>;
