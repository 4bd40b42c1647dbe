import * as z from "zod/mini";
import type { Check, Payout } from "../../api/types.ts";
import { useDraft } from "../../components/use-draft.ts";
import { useConfig } from "../../config-context.ts";

/** What a marketer has typed into the schedule form. */
export const scheduleDraftSchema = z.object({
  /** `YYYY-MM-DDTHH:mm:ss` in `timeZone`; empty until chosen. */
  at: z.string(),
  timeZone: z.string(),
  total: z.string(),
  /** What of the warnings was ticked, as the API is told. */
  ticked: z.array(z.string()),
});

export type ScheduleDraft = z.infer<typeof scheduleDraftSchema>;

/** The draft of a payout's schedule; it begins with the time it has, if any. */
export function useScheduleDraft({ payoutId, schedule, request }: Payout, check: Check) {
  const { defaultTimeZone } = useConfig();
  const time = schedule ?? request;
  return useDraft(`schedule.${payoutId}.${check.digest}`, scheduleDraftSchema, {
    at: time?.at ?? "",
    timeZone: time?.timeZone ?? defaultTimeZone,
    total: "",
    ticked: [],
  });
}
