import * as z from "zod";

/** What a deployment accepts in a sheet. Every limit is inclusive. */
export const sheetRulesSchema = z.object({
  /** Most points one payment may have. Guards against a slipped zero. */
  maxPointsPerPayment: z.int().positive().max(Number.MAX_SAFE_INTEGER).default(100_000_000),
  /** Most payments in one sheet; Excel's own rows, less the header, by default. */
  maxPayments: z.int().positive().default(1_048_575),
  /** What a user id must look like; `any` text by default. */
  userIdPattern: z.enum(["any", "number", "uuid", "email", "ethereum_address"]).default("any"),
  /** Longest user id, in UTF-16 code units. */
  maxUserIdLength: z.int().positive().default(256),
  /** Longest reason, in UTF-16 code units. */
  maxReasonLength: z.int().positive().default(500),
  /** Whether the same user in two rows may be paid (after a warning) or not. */
  duplicates: z.enum(["warning", "problem"]).default("warning"),
  /** A payment of so many times the sheet's median is far above the others… */
  farAboveTimes: z.number().min(2).default(20),
  /** …if it has at least so many points: a slip below is a cheap one. */
  farAboveFloorPoints: z.int().nonnegative().default(100_000),
});

export type SheetRules = z.infer<typeof sheetRulesSchema>;
