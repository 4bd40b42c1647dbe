import * as z from "zod";
import { webAddressSchema } from "./text-schemas.ts";

const styleSchema = z.strictObject({
  bold: z.boolean().optional(),
  italic: z.boolean().optional(),
  strike: z.boolean().optional(),
  code: z.boolean().optional(),
  underline: z.boolean().optional(),
});
const style = styleSchema.optional();

const inlineSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("text"), text: z.string().min(1), style }),
  z.strictObject({
    type: z.literal("link"),
    url: webAddressSchema,
    text: z.string().optional(),
    unsafe: z.boolean().optional(),
    style,
  }),
  z.strictObject({ type: z.literal("emoji"), name: z.string().min(1), style }),
  z.strictObject({ type: z.literal("user"), user_id: z.string().min(1), style }),
  z.strictObject({ type: z.literal("usergroup"), usergroup_id: z.string().min(1), style }),
  z.strictObject({ type: z.literal("channel"), channel_id: z.string().min(1), style }),
  z.strictObject({
    type: z.literal("broadcast"),
    range: z.enum(["here", "channel", "everyone"]),
    style,
  }),
]);
export type RichTextInline = z.infer<typeof inlineSchema>;

const inlines = z.array(inlineSchema);
const border = z.int().min(0).max(1).optional();

const sectionSchema = z.strictObject({
  type: z.literal("rich_text_section"),
  elements: inlines,
});

const elementSchema = z.discriminatedUnion("type", [
  sectionSchema,
  z.strictObject({
    type: z.literal("rich_text_list"),
    style: z.enum(["bullet", "ordered"]),
    elements: z.array(sectionSchema).min(1),
    indent: z.int().min(0).max(8).optional(),
    offset: z.int().min(0).optional(),
    border,
  }),
  z.strictObject({ type: z.literal("rich_text_quote"), elements: inlines, border }),
  z.strictObject({
    type: z.literal("rich_text_preformatted"),
    elements: inlines,
    border,
    language: z.string().optional(),
  }),
]);
export type RichTextElement = z.infer<typeof elementSchema>;

export const richTextSchema = z.strictObject({
  type: z.literal("rich_text"),
  block_id: z.string().min(1).max(255).optional(),
  elements: z.array(elementSchema),
});
export type RichTextBlock = z.infer<typeof richTextSchema>;
