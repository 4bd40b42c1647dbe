import * as z from "zod";

/** The most text that a text object holds anywhere. */
export const MAX_TEXT_LENGTH = 3000;

export function plainTextSchema(maxLength: number) {
  return z.strictObject({
    type: z.literal("plain_text"),
    text: z.string().min(1).max(maxLength),
    emoji: z.boolean().optional(),
  });
}

function mrkdwnSchema(maxLength: number) {
  return z.strictObject({
    type: z.literal("mrkdwn"),
    text: z.string().min(1).max(maxLength),
    verbatim: z.boolean().optional(),
  });
}

export function textSchema(maxLength: number) {
  return z.discriminatedUnion("type", [plainTextSchema(maxLength), mrkdwnSchema(maxLength)]);
}

export type TextObject = z.infer<ReturnType<typeof textSchema>>;

export const webAddressSchema = z
  .string()
  .min(1)
  .max(3000)
  .regex(/^(https?:\/\/|mailto:)\S+$/, "invalid url");
