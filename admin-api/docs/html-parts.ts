import { STATUS_CODES } from "node:http";
import type { DocsOperation, DocsSchema } from "./contract-shape.ts";

/** One call: how it is made, by whom, and what it answers. */
export function operationHtml(method: string, path: string, operation: DocsOperation): string {
  return `<section class="operation" id="${escapeHtml(operation.operationId)}">
<h3><span class="method ${escapeHtml(method)}">${escapeHtml(method.toUpperCase())}</span> <code>${escapeHtml(path)}</code></h3>
<p class="summary">${proseHtml(operation.summary)}</p>
${operation.description === undefined ? "" : `<p>${proseHtml(operation.description)}</p>`}
<p class="roles">Roles: ${operation["x-roles"].map((role) => `<span class="role">${escapeHtml(role)}</span>`).join(" ")}</p>
${parametersHtml(operation)}${bodyHtml(operation)}${responsesHtml(operation)}
</section>`;
}

function parametersHtml({ parameters }: DocsOperation): string {
  if (parameters.length === 0) return "";
  const rows = parameters.map((parameter) =>
    rowHtml(
      parameter.name,
      { ...parameter.schema, description: parameter.description ?? parameter.schema.description },
      parameter.required,
    ),
  );
  return `<h4>Parameters</h4><table><tbody>${rows.join("")}</tbody></table>`;
}

function bodyHtml({ requestBody }: DocsOperation): string {
  if (requestBody === undefined) return "";
  const contents = Object.entries(requestBody.content).map(
    ([type, { schema }]) =>
      `<p><code>${escapeHtml(type)}</code> ${schema === undefined ? "" : typeHtml(schema)}</p>`,
  );
  return `<h4>Body${requestBody.required ? "" : ' <span class="optional">optional</span>'}</h4>${contents.join("")}`;
}

function responsesHtml({ responses }: DocsOperation): string {
  const rows = Object.entries(responses).map(([status, { description, content }]) => {
    const types = Object.values(content).flatMap(({ schema }) =>
      schema === undefined ? [] : [typeHtml(schema)],
    );
    return `<tr><td class="status s${escapeHtml(status.slice(0, 1))}">${escapeHtml(status)} <small>${escapeHtml(STATUS_CODES[status] ?? "")}</small></td><td class="type">${types.join(", ")}</td><td>${linkCodes(proseHtml(description), status)}</td></tr>`;
  });
  return `<h4>Answers</h4><table><tbody>${rows.join("")}</tbody></table>`;
}

/** The codes that a refusal may have lead to their explanation. */
function linkCodes(html: string, status: string): string {
  if (status < "400") return html;
  return html.replaceAll(/<code>(\w+)<\/code>/g, '<a href="#$1"><code>$1</code></a>');
}

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

/** A row with a field's or a parameter's name, type, meaning and example. */
function rowHtml(name: string, schema: DocsSchema, required: boolean): string {
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

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as it may stand in HTML content and quoted attributes. */
export function escapeHtml(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** The same, with `code` between backticks set as code. */
export function proseHtml(text: string): string {
  return escapeHtml(text).replaceAll(/`([^`]+)`/g, "<code>$1</code>");
}
