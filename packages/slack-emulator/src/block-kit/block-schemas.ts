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
const confirm = confirmSchema.optional();

const imageElementSchema = z.strictObject({
  type: z.literal("image"),
  image_url: webAddressSchema,
  alt_text: z.string().min(1).max(2000),
});

const buttonSchema = z.strictObject({
  type: z.literal("button"),
  text: plainTextSchema(75),
  action_id: actionId,
  url: webAddressSchema.optional(),
  value: z.string().max(2000).optional(),
  style: styleSchema,
  confirm,
  accessibility_label: z.string().max(75).optional(),
});

const optionSchema = z.strictObject({
  text: textSchema(75),
  value: z.string().min(1).max(150),
  description: plainTextSchema(75).optional(),
  url: webAddressSchema.optional(),
});

export type Option = z.infer<typeof optionSchema>;

const selectSchema = z.strictObject({
  type: z.literal("static_select"),
  action_id: actionId,
  placeholder: plainTextSchema(150).optional(),
  options: z.array(optionSchema).min(1).max(100),
  initial_option: optionSchema.optional(),
  confirm,
});

const overflowSchema = z.strictObject({
  type: z.literal("overflow"),
  action_id: actionId,
  options: z.array(optionSchema).min(1).max(5),
  confirm,
});

const interactive = [buttonSchema, selectSchema, overflowSchema] as const;
const actionSchema = z.discriminatedUnion("type", interactive);
export type Action = z.infer<typeof actionSchema>;
const accessorySchema = z.discriminatedUnion("type", [...interactive, imageElementSchema]);

const cellSchema = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("raw_text"), text: z.string().max(MAX_TEXT_LENGTH) }),
  richTextSchema,
]);
export type Cell = z.infer<typeof cellSchema>;

const columnSchema = z.strictObject({
  align: z.enum(["left", "center", "right"]).optional(),
  is_wrapped: z.boolean().optional(),
});

const blockSchemas = [
  z
    .strictObject({
      type: z.literal("section"),
      block_id: blockId,
      text: textSchema(MAX_TEXT_LENGTH).optional(),
      fields: z.array(textSchema(2000)).min(1).max(10).optional(),
      accessory: accessorySchema.optional(),
      expand: z.boolean().optional(),
    })
    .refine(({ text, fields }) => text !== undefined || fields !== undefined, {
      message: "must provide either text or fields",
    }),
  z.strictObject({ type: z.literal("header"), block_id: blockId, text: plainTextSchema(150) }),
  z.strictObject({ type: z.literal("divider"), block_id: blockId }),
  z.strictObject({
    type: z.literal("context"),
    block_id: blockId,
    elements: z
      .array(z.union([textSchema(MAX_TEXT_LENGTH), imageElementSchema]))
      .min(1)
      .max(10),
  }),
  z.strictObject({
    type: z.literal("actions"),
    block_id: blockId,
    elements: z.array(actionSchema).min(1).max(25),
  }),
  z.strictObject({
    type: z.literal("image"),
    block_id: blockId,
    image_url: webAddressSchema,
    alt_text: z.string().min(1).max(2000),
    title: plainTextSchema(2000).optional(),
  }),
  z.strictObject({
    type: z.literal("table"),
    block_id: blockId,
    rows: z.array(z.array(cellSchema).min(1).max(20)).min(1).max(100),
    column_settings: z.array(columnSchema.nullable()).max(20).optional(),
  }),
  richTextSchema,
] as const;

/** The blocks that a message of an app may hold, as far as the emulator knows them. */
const blockSchema = z.discriminatedUnion("type", blockSchemas);
export type Block = z.infer<typeof blockSchema>;
export type BlockOf<T extends Block["type"]> = Extract<Block, { type: T }>;

export const blocksSchema = z.array(blockSchema).max(50);

const inputElementSchema = z.discriminatedUnion("type", [
  z.strictObject({
    type: z.literal("plain_text_input"),
    action_id: actionId,
    initial_value: z.string().max(MAX_TEXT_LENGTH).optional(),
    multiline: z.boolean().optional(),
    min_length: z.int().min(0).max(MAX_TEXT_LENGTH).optional(),
    max_length: z.int().min(1).max(MAX_TEXT_LENGTH).optional(),
    placeholder: plainTextSchema(150).optional(),
    focus_on_load: z.boolean().optional(),
  }),
  selectSchema,
]);

const inputBlockSchema = z.strictObject({
  type: z.literal("input"),
  block_id: blockId,
  label: plainTextSchema(2000),
  element: inputElementSchema,
  hint: plainTextSchema(2000).optional(),
  optional: z.boolean().optional(),
});
export type InputBlock = z.infer<typeof inputBlockSchema>;

/** The blocks that a modal may hold. */
export const modalBlocksSchema = z
  .array(z.discriminatedUnion("type", [...blockSchemas, inputBlockSchema]))
  .max(100);
export type ModalBlock = z.infer<typeof modalBlocksSchema>[number];
