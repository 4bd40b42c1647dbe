import * as z from "zod";

const shapeSchema = z.object({
  $ref: z.string().optional(),
  const: z.unknown().optional(),
  enum: z.array(z.unknown()).optional(),
  type: z.union([z.string(), z.array(z.string())]).optional(),
  items: z.unknown().optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).default([]),
  additionalProperties: z.unknown().optional(),
  oneOf: z.array(z.unknown()).optional(),
  anyOf: z.array(z.unknown()).optional(),
  allOf: z.array(z.unknown()).optional(),
});
type Shape = z.infer<typeof shapeSchema>;

/** The TypeScript type that a JSON schema describes; components are looked up in `Schemas`. */
export function typeOf(schema: unknown): string {
  const shape = shapeSchema.parse(schema);
  if (shape.$ref !== undefined) return `Schemas[${JSON.stringify(shape.$ref.split("/").at(-1))}]`;
  if (shape.const !== undefined) return JSON.stringify(shape.const);
  if (shape.enum !== undefined) return shape.enum.map((value) => JSON.stringify(value)).join(" | ");
  const parts = shape.oneOf ?? shape.anyOf;
  if (parts !== undefined) return `(${parts.map(typeOf).join(" | ")})`;
  if (shape.allOf !== undefined) return `(${shape.allOf.map(typeOf).join(" & ")})`;
  if (Array.isArray(shape.type)) {
    return `(${shape.type.map((type) => plainType(type, shape)).join(" | ")})`;
  }
  return plainType(shape.type, shape);
}

function plainType(type: string | undefined, shape: Shape): string {
  switch (type) {
    case "string":
    case "boolean":
    case "null":
      return type;
    case "integer":
    case "number":
      return "number";
    case "array":
      return `(${typeOf(shape.items ?? {})})[]`;
    case "object":
      return objectType(shape);
    default:
      return shape.properties === undefined ? "unknown" : objectType(shape);
  }
}

function objectType({ properties, required, additionalProperties }: Shape): string {
  if (properties === undefined) {
    return typeof additionalProperties === "object"
      ? `Record<string, ${typeOf(additionalProperties)}>`
      : "Record<string, unknown>";
  }
  const fields = Object.entries(properties).map(
    ([name, schema]) =>
      `${JSON.stringify(name)}${required.includes(name) ? "" : "?"}: ${typeOf(schema)};`,
  );
  return `{${fields.join("\n")}}`;
}
