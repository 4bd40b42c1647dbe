import * as z from "zod";

const textSchema = z.strictObject({
  type: z.literal("text"),
  text: z.string().min(1),
  style: z
    .strictObject({
      bold: z.boolean().optional(),
      italic: z.boolean().optional(),
      code: z.boolean().optional(),
    })
    .optional(),
});
export type RichText = z.infer<typeof textSchema>;

const sectionSchema = z.strictObject({
  type: z.literal("rich_text_section"),
  elements: z.array(textSchema),
});

const elementSchema = z.discriminatedUnion("type", [
  sectionSchema,
  z.strictObject({
    type: z.literal("rich_text_list"),
    style: z.literal("bullet"),
    elements: z.array(sectionSchema).min(1),
  }),
]);
export type RichTextElement = z.infer<typeof elementSchema>;

export const richTextSchema = z.strictObject({
  type: z.literal("rich_text"),
  block_id: z.string().min(1).max(255).optional(),
  elements: z.array(elementSchema),
});
export type RichTextBlock = z.infer<typeof richTextSchema>;
