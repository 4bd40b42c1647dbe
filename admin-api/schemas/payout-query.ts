import * as z from "zod";
import { LANGUAGES } from "../../domain/language.ts";
import { PAYOUT_ORDERS, type PayoutFilter } from "../../domain/payout/find-payouts.ts";
import type { ActingPerson } from "../../domain/payout/person.ts";
import type { Policy } from "../../domain/payout/policy.ts";
import { dayAfter, isTimeZone, startOfDay } from "../../domain/payout/zoned-time.ts";
import { payoutStateSchema } from "./payout.ts";

const timeZoneSchema = z.string().max(100).refine(isTimeZone, "an IANA time zone");

const payoutOrderSchema = z.enum(PAYOUT_ORDERS).meta({
  id: "PayoutOrder",
  description:
    "By when they were made, by the time they are paid at, or by their points; `newest` when absent.",
});

/** Which payouts are listed, and in which order. */
export const payoutFilterQuery = {
  state: payoutStateSchema.optional(),
  search: z.string().trim().min(1).max(200).optional().meta({
    description: "A part of title, file name, creator's name or id, in whatever letter case.",
    example: "이벤트",
  }),
  from: z.iso.date().optional().meta({
    description:
      "Paid on this day or later; of payouts without a time counts the day on which they were made.",
    example: "2026-11-01",
  }),
  to: z.iso.date().optional().meta({
    description: "Paid on this day or earlier.",
    example: "2026-11-30",
  }),
  timeZone: timeZoneSchema.optional().meta({
    description: "IANA zone of those days; the company's when absent.",
    example: "Asia/Seoul",
  }),
  attention: z.literal("true").optional().meta({
    description:
      "Only those that go no further, or stay unclear, before a person has done something about it.",
  }),
  mine: z.literal("true").optional().meta({
    description: "Only those that the caller uploaded or answers for.",
  }),
  deleted: z.literal("true").optional().meta({
    description: "Those that were deleted, which no other list shows; of all states.",
  }),
  order: payoutOrderSchema.optional(),
};

type FilterQuery = z.output<z.ZodObject<typeof payoutFilterQuery>>;

/** The same as the domain takes it. */
export function payoutFilterOf(
  { state, search, from, to, attention, mine, deleted, ...query }: FilterQuery,
  person: ActingPerson,
  { defaultTimeZone }: Pick<Policy, "defaultTimeZone">,
): PayoutFilter {
  const { timeZone = defaultTimeZone } = query;
  return {
    state,
    search,
    from: from === undefined ? undefined : startOfDay(from, timeZone),
    before: to === undefined ? undefined : startOfDay(dayAfter(to), timeZone),
    attention: attention === "true",
    deleted: deleted === "true",
    of: mine === undefined ? undefined : person,
  };
}

/** In whose words and by whose clocks a file of a list is written. */
export const exportQuery = {
  language: z.enum(LANGUAGES).optional().meta({
    description: "Absent, what the header `Accept-Language` prefers, else the deployment's.",
  }),
  timeZone: timeZoneSchema.optional().meta({
    description: "IANA zone of its times; the company's when absent.",
    example: "Asia/Seoul",
  }),
  cursor: z.string().min(1).max(2000).optional().meta({
    description: "Of the next part; the header `Link` of a part names it.",
  }),
};
