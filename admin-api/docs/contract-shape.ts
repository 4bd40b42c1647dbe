import * as z from "zod";

/** As much of a JSON schema as the page shows. */
export interface DocsSchema {
  readonly $ref?: string | undefined;
  readonly type?: string | readonly string[] | undefined;
  readonly enum?: readonly unknown[] | undefined;
  readonly const?: unknown;
  readonly format?: string | undefined;
  readonly description?: string | undefined;
  readonly example?: unknown;
  readonly items?: DocsSchema | undefined;
  readonly properties?: Readonly<Record<string, DocsSchema>> | undefined;
  readonly required?: readonly string[] | undefined;
  readonly oneOf?: readonly DocsSchema[] | undefined;
  readonly anyOf?: readonly DocsSchema[] | undefined;
  readonly allOf?: readonly DocsSchema[] | undefined;
}

const schemaSchema: z.ZodType<DocsSchema> = z.lazy(() =>
  z.object({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    format: z.string().optional(),
    description: z.string().optional(),
    example: z.unknown().optional(),
    items: schemaSchema.optional(),
    properties: z.record(z.string(), schemaSchema).optional(),
    required: z.array(z.string()).optional(),
    oneOf: z.array(schemaSchema).optional(),
    anyOf: z.array(schemaSchema).optional(),
    allOf: z.array(schemaSchema).optional(),
  }),
);

const contentSchema = z.record(z.string(), z.object({ schema: schemaSchema.optional() }));

const operationSchema = z.object({
  operationId: z.string(),
  summary: z.string(),
  description: z.string().optional(),
  tags: z.array(z.string()).min(1),
  "x-roles": z.array(z.string()),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.string(),
        required: z.boolean().default(false),
        schema: schemaSchema,
        description: z.string().optional(),
      }),
    )
    .default([]),
  requestBody: z
    .object({ required: z.boolean().default(false), content: contentSchema })
    .optional(),
  responses: z.record(
    z.string(),
    z.object({ description: z.string(), content: contentSchema.default({}) }),
  ),
});

/** As much of an OpenAPI document as the page shows. */
export const docsContractSchema = z.object({
  info: z.object({ title: z.string(), version: z.string(), description: z.string() }),
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.object({ schemas: z.record(z.string(), schemaSchema).default({}) }),
});

export type DocsContract = z.infer<typeof docsContractSchema>;
export type DocsOperation = z.infer<typeof operationSchema>;
