import { createHash } from "node:crypto";
import { PROBLEMS } from "../problems/problem-table.ts";
import type { Contract } from "./contract.ts";
import { type DocsContract, docsContractSchema } from "./contract-shape.ts";
import { DOCS_STYLE } from "./docs-style.ts";
import { escapeHtml, proseHtml } from "./escape-html.ts";
import { operationHtml } from "./render-operation.ts";
import { fieldsHtml, typeHtml } from "./render-schema.ts";

const STYLE_HASH = createHash("sha256").update(DOCS_STYLE).digest("base64");

/** Allows the page its own style and nothing else: no script, no picture, no other address. */
export const DOCS_CONTENT_SECURITY_POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;

/** The contract as a page that needs nothing but itself. */
export function renderDocs(contract: Contract): string {
  const shown = docsContractSchema.parse(contract);
  const byTag = Map.groupBy(operationsOf(shown), ({ operation }) => operation.tags[0] ?? "");
  const { title, version, description } = shown.info;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${DOCS_STYLE}</style>
</head>
<body>
<nav aria-label="Contents">
<p class="brand"><a href="#top">${escapeHtml(title)}</a></p>
${[...byTag].map(([tag, operations]) => navHtml(tag, operations)).join("\n")}
<h2>More</h2><ul><li><a href="#schemas">Schemas</a></li><li><a href="#problems">Problems</a></li><li><a href="/api/openapi.json">openapi.json</a></li></ul>
</nav>
<main id="top">
<h1>${escapeHtml(title)} <small>${escapeHtml(version)}</small></h1>
${description
  .split("\n\n")
  .map((paragraph) => `<p>${proseHtml(paragraph)}</p>`)
  .join("\n")}
<p>Send <code>Authorization: Bearer &lt;token&gt;</code> with every call but this page and <a href="/api/openapi.json"><code>/api/openapi.json</code></a>.</p>
${[...byTag].map(([tag, operations]) => tagHtml(tag, operations)).join("\n")}
${schemasHtml(shown)}
${problemsHtml()}
</main>
</body>
</html>
`;
}

type Operations = ReturnType<typeof operationsOf>;

function operationsOf(contract: DocsContract) {
  return Object.entries(contract.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, path, operation })),
  );
}

function navHtml(tag: string, operations: Operations): string {
  const items = operations.map(
    ({ method, operation }) =>
      `<li><a href="#${escapeHtml(operation.operationId)}"><span class="method ${escapeHtml(method)}">${escapeHtml(method.toUpperCase())}</span> ${escapeHtml(operation.operationId)}</a></li>`,
  );
  return `<h2>${escapeHtml(tag)}</h2><ul>${items.join("")}</ul>`;
}

function tagHtml(tag: string, operations: Operations): string {
  const sections = operations.map(({ method, path, operation }) =>
    operationHtml(method, path, operation),
  );
  return `<h2>${escapeHtml(tag)}</h2>\n${sections.join("\n")}`;
}

function schemasHtml({ components }: DocsContract): string {
  const sections = Object.entries(components.schemas).map(
    ([name, schema]) =>
      `<section id="schema-${escapeHtml(name)}"><h3>${escapeHtml(name)}</h3>${fieldsHtml(schema) || `<p class="type">${typeHtml(schema)}</p>`}</section>`,
  );
  return `<h2 id="schemas">Schemas</h2>\n${sections.join("\n")}`;
}

function problemsHtml(): string {
  const rows = Object.entries(PROBLEMS).map(
    ([code, { status, title, message }]) =>
      `<tr id="${escapeHtml(code)}"><td><code>${escapeHtml(code)}</code></td><td>${status}</td><td><b>${escapeHtml(title)}</b><br><span lang="ko">${escapeHtml(message.ko)}</span><br>${escapeHtml(message.en)}</td></tr>`,
  );
  return `<h2 id="problems">Problems</h2><section><table><thead><tr><th>Code</th><th>Status</th><th></th></tr></thead><tbody>${rows.join("\n")}</tbody></table></section>`;
}
