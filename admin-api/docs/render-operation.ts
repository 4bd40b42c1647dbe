import { STATUS_CODES } from "node:http";
import type { DocsOperation } from "./contract-shape.ts";
import { escapeHtml, proseHtml } from "./escape-html.ts";
import { rowHtml, typeHtml } from "./render-schema.ts";

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
