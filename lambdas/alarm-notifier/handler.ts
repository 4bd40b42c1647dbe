import * as z from "zod";
import { onceSetUp } from "../../adapters/slack/slack-not-set-up.ts";
import type { Channel } from "../../domain/channel/channel.ts";
import type { Language } from "../../domain/language.ts";
import { alarmMessage } from "./alarm-message.ts";

export interface AlarmNotifierHandlerDeps {
  readonly channel: Pick<Channel, "post" | "find">;
  readonly language: Language;
  readonly log: { info(message: string, fields: Record<string, unknown>): void };
}

/** What CloudWatch sends of an alarm that changed, inside what SNS sends. */
const changeSchema = z.object({
  AlarmName: z.string().min(1),
  AlarmDescription: z.string().nullish(),
  NewStateValue: z.enum(["ALARM", "OK", "INSUFFICIENT_DATA"]),
  OldStateValue: z.string().optional(),
  /** `2026-11-21T13:39:43.000+0000` */
  StateChangeTime: z.string().min(1),
});
const eventSchema = z.object({
  Records: z.array(z.object({ Sns: z.object({ Message: z.string().transform(parseJson) }) })),
});

/** Clocks of CloudWatch and Slack may differ by some seconds. */
const CLOCKS_DIFFER_MS = 60_000;

/**
 * Posts alarms that began or ended to the Slack channel. SNS and Lambda may deliver one twice, so
 * it is looked for before it is posted. Throws when Slack fails, so that Lambda tries again; before
 * Slack is connected nothing is posted.
 */
export function createAlarmNotifierHandler({ channel, language, log }: AlarmNotifierHandlerDeps) {
  return async (event: unknown): Promise<void> => {
    for (const { Sns } of eventSchema.parse(event).Records) {
      const change = changeSchema.parse(Sns.Message);
      const { AlarmName: name, NewStateValue: state, StateChangeTime: changedAt } = change;
      // Nothing was measured, so nothing is known; the alarm's next state says more.
      if (state === "INSUFFICIENT_DATA") continue;
      // A new alarm's first state: it was never on, so nothing is over.
      if (state === "OK" && change.OldStateValue === "INSUFFICIENT_DATA") continue;
      const key = `alarm-${name}-${state}-${changedAt}`;
      const sinceMs = epochMsOf(changedAt) - CLOCKS_DIFFER_MS;
      const description = change.AlarmDescription ?? "";
      await onceSetUp(async () => {
        if ((await channel.find(key, { sinceMs })) !== undefined) return;
        await channel.post(alarmMessage({ name, state, description }, language), { key });
        log.info("alarm told", { name, state });
      }, log);
    }
  };
}

/** CloudWatch writes the zone without the colon that `Date` wants. */
function epochMsOf(changedAt: string): number {
  const epochMs = Date.parse(changedAt.replace(/([+-]\d{2})(\d{2})$/, "$1:$2"));
  if (Number.isNaN(epochMs))
    throw new Error(`An alarm changed at "${changedAt}", which is no time.`);
  return epochMs;
}

function parseJson(text: string, context: z.core.$RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.addIssue({ code: "custom", message: "CloudWatch's message is not JSON." });
    return z.NEVER;
  }
}
