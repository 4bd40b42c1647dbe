import * as z from "zod";
import { richTextSchema } from "./rich-text-schemas.ts";
import { MAX_TEXT_LENGTH, plainTextSchema, textSchema, webAddressSchema } from "./text-schemas.ts";

const blockId = z.string().min(1).max(255).optional();
const actionId = z.string().min(1).max(255).optional();
const styleSchema = z.enum(["primary", "danger"]).optional();

const confirmSchema = z.strictObject({
  title: plainTextSchema(100),
  text: textSchema(300),
  confirm: plainTextSchema(30),
  deny: plainTextSchema(30),
  style: styleSchema,
});
export type ConfirmDialog = z.infer<typeof confirmSchema>;

const buttonSchema = z.strictObject({
  type: z.literal("button"),
  text: plainTextSchema(75),
  action_id: actionId,
  url: webAddressSchema.optional(),
  value: z.string().max(2000).optional(),
  style: styleSchema,
  confirm: confirmSchema.optional(),
});

export type Button = z.infer<typeof buttonSchema>;

const blockSchemas = [
  z
    .strictObject({
      type: z.literal("section"),
      block_id: blockId,
      text: textSchema(MAX_TEXT_LENGTH).optional(),
      fields: z.array(textSchema(2000)).min(1).max(10).optional(),
    })
    .refine(({ text, fields }) => text !== undefined || fields !== undefined, {
      message: "must provide either text or fields",
    }),
  z.strictObject({ type: z.literal("header"), block_id: blockId, text: plainTextSchema(150) }),
  z.strictObject({ type: z.literal("divider"), block_id: blockId }),
  z.strictObject({
    type: z.literal("context"),
    block_id: blockId,
    elements: z.array(textSchema(MAX_TEXT_LENGTH)).min(1).max(10),
  }),
  z.strictObject({
    type: z.literal("actions"),
    block_id: blockId,
    elements: z.array(buttonSchema).min(1).max(25),
  }),
  richTextSchema,
] as const;

/** The blocks that a message of an app may hold, as far as the emulator knows them. */
const blockSchema = z.discriminatedUnion("type", blockSchemas);
export type Block = z.infer<typeof blockSchema>;
export type BlockOf<T extends Block["type"]> = Extract<Block, { type: T }>;

export const blocksSchema = z.array(blockSchema).max(50);

const inputElementSchema = z.strictObject({
  type: z.literal("plain_text_input"),
  action_id: actionId,
  multiline: z.boolean().optional(),
  min_length: z.int().min(0).max(MAX_TEXT_LENGTH).optional(),
  max_length: z.int().min(1).max(MAX_TEXT_LENGTH).optional(),
});

const inputBlockSchema = z.strictObject({
  type: z.literal("input"),
  block_id: blockId,
  label: plainTextSchema(2000),
  element: inputElementSchema,
  hint: plainTextSchema(2000).optional(),
});
export type InputBlock = z.infer<typeof inputBlockSchema>;

/** The blocks that a modal may hold. */
export const modalBlocksSchema = z
  .array(z.discriminatedUnion("type", [...blockSchemas, inputBlockSchema]))
  .max(100);
export type ModalBlock = z.infer<typeof modalBlocksSchema>[number];
