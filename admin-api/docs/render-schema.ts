import type { DocsSchema } from "./contract-shape.ts";
import { escapeHtml, proseHtml } from "./escape-html.ts";

/** The type of a value in one line, with links to named schemas. */
export function typeHtml(schema: DocsSchema): string {
  if (schema.$ref !== undefined) {
    const name = escapeHtml(schema.$ref.split("/").at(-1) ?? "");
    return `<a href="#schema-${name}">${name}</a>`;
  }
  const choices = schema.oneOf ?? schema.anyOf;
  if (choices !== undefined) return choices.map(typeHtml).join(" | ");
  if (schema.allOf !== undefined) return schema.allOf.map(typeHtml).join(" &amp; ");
  if (schema.const !== undefined) return literalHtml(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(literalHtml).join(" | ");
  if (schema.items !== undefined) return `${typeHtml(schema.items)}[]`;
  const type = escapeHtml([schema.type ?? "any"].flat().join(" | "));
  return schema.format === undefined ? type : `${type} <small>${escapeHtml(schema.format)}</small>`;
}

/** The fields of an object, nested ones under dotted names; empty when it has none. */
export function fieldsHtml(schema: DocsSchema): string {
  const rows = fieldRows(schema, "");
  if (rows.length === 0) return "";
  return `<table><thead><tr><th>Field</th><th>Type</th><th></th></tr></thead><tbody>${rows.join("")}</tbody></table>`;
}

function fieldRows(schema: DocsSchema, prefix: string): string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, field]) => {
    const path = `${prefix}${name}`;
    const inner = field.items ?? field;
    const suffix = field.items === undefined ? "." : "[].";
    return [
      rowHtml(path, field, schema.required?.includes(name) ?? false),
      ...fieldRows(inner, `${path}${suffix}`),
    ];
  });
}

/** A row that tells a field's or a parameter's name, type, meaning and example. */
export function rowHtml(name: string, schema: DocsSchema, required: boolean): string {
  const mark = required ? "" : ' <span class="optional">optional</span>';
  const meaning = schema.description === undefined ? "" : proseHtml(schema.description);
  const example =
    schema.example === undefined
      ? ""
      : ` <span class="example">e.g. ${literalHtml(schema.example)}</span>`;
  return `<tr><td><code>${escapeHtml(name)}</code>${mark}</td><td class="type">${typeHtml(schema)}</td><td>${meaning}${example}</td></tr>`;
}

function literalHtml(value: unknown): string {
  return `<code>${escapeHtml(JSON.stringify(value))}</code>`;
}
