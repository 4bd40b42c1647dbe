import * as z from "zod";

const userSchema = z.object({ id: z.string().min(1).max(64) });

/** What a button sends back with a click; written by `presentation/slack/message-buttons.ts`. */
const valueSchema = z.object({
  payoutId: z.string().regex(/^[0-9A-Za-z_-]{1,64}$/),
  /** Of the payout as the message shows it; buttons of earlier versions lack it. */
  revision: z.int().positive().optional(),
});
export type ButtonValue = z.infer<typeof valueSchema>;

const clickSchema = z.object({
  type: z.literal("block_actions"),
  user: userSchema,
  trigger_id: z.string().min(1),
  response_url: z.url().optional(),
  container: z.object({ thread_ts: z.string().optional() }).optional(),
  actions: z.array(z.object({ action_id: z.string(), value: z.string().optional() })).min(1),
});
export type Click = z.infer<typeof clickSchema>;

const submissionSchema = z.object({
  type: z.literal("view_submission"),
  user: userSchema,
  view: z.object({
    callback_id: z.string(),
    private_metadata: z.string(),
    state: z.object({
      values: z.record(
        z.string(),
        z.record(z.string(), z.looseObject({ value: z.string().nullish() })),
      ),
    }),
  }),
});
export type Submission = z.infer<typeof submissionSchema>;

const interactionSchema = z.discriminatedUnion("type", [clickSchema, submissionSchema]);
const kindSchema = z.object({ type: z.string() });

/**
 * What somebody did in Slack, from the form that Slack sends; undefined for what the app has no use
 * for.
 * @throws {ZodError} when it has another form than Slack documents
 */
export function readInteraction(form: string): z.infer<typeof interactionSchema> | undefined {
  const payload = parseJson(new URLSearchParams(form).get("payload") ?? "");
  const { type } = kindSchema.parse(payload);
  const isOurs = interactionSchema.options.some(({ shape }) => shape.type.value === type);
  return isOurs ? interactionSchema.parse(payload) : undefined;
}

/** @throws {ZodError} when a button of ours was given another value */
export function readButtonValue(value: string | undefined): ButtonValue {
  return valueSchema.parse(parseJson(value ?? ""));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
