import * as z from "zod";

/** Text for a marketer in both languages the product speaks. */
export const bilingualSchema = z.object({ ko: z.string(), en: z.string() });

export type Bilingual = z.infer<typeof bilingualSchema>;

/** What is wrong with a sheet, where, and how to correct it. */
export const problemSchema = z.object({
  /** Stable machine name, e.g. `points_not_whole`. */
  code: z.string().min(1),
  /** The tab's name; absent when the file as a whole is meant. */
  sheet: z.string().optional(),
  /** A1 reference, e.g. `B7`; absent when no single cell is meant. */
  cell: z.string().optional(),
  /** What stands in the cell, cut to a readable length. */
  value: z.string().optional(),
  /** What is wrong and how to correct it. */
  message: bilingualSchema,
  /** The other payout that is meant, where one is. */
  otherPayoutId: z.string().min(1).optional(),
});

export type Problem = z.infer<typeof problemSchema>;
