import { createHash } from "node:crypto";
import { PROBLEMS } from "../problems/problem-table.ts";
import type { Contract } from "./contract.ts";
import { type DocsContract, docsContractSchema } from "./contract-shape.ts";
import { escapeHtml, fieldsHtml, operationHtml, proseHtml, typeHtml } from "./html-parts.ts";

/** The contract page's style sheet; the page's policy allows this very text and no other. */
const DOCS_STYLE = `
:root { color-scheme: light dark; --text: #1b2333; --muted: #5a6478; --line: #e2e6ee; --back: #fff;
  --side: #f6f8fb; --code: #eef2f8; --link: #2456c9; --get: #1769aa; --post: #1b7f4b; --put: #9a5b00; --delete: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --text: #e6eaf2; --muted: #9aa5b8; --line: #2c3444; --back: #12161e;
  --side: #171c26; --code: #202736; --link: #8fb2ff; --get: #6fb7f2; --post: #63cf98; --put: #e9b063; --delete: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0; display: grid; grid-template-columns: 17rem minmax(0, 1fr); background: var(--back); color: var(--text);
  font: 15px/1.6 system-ui, -apple-system, "Segoe UI", "Apple SD Gothic Neo", "Malgun Gothic", sans-serif; }
nav { position: sticky; top: 0; height: 100vh; overflow-y: auto; padding: 1.25rem; background: var(--side); border-right: 1px solid var(--line); font-size: 14px; }
nav h2 { margin: 1.25rem 0 .25rem; font-size: 12px; letter-spacing: .06em; text-transform: uppercase; color: var(--muted); border: 0; padding: 0; }
nav ul { list-style: none; margin: 0; padding: 0; } nav li a { display: block; padding: .15rem 0; color: var(--text); text-decoration: none; }
nav li a:hover, nav li a:focus-visible { color: var(--link); } .brand { margin: 0; font-weight: 700; } .brand a { color: inherit; text-decoration: none; }
main { padding: 2rem clamp(1rem, 4vw, 4rem); max-width: 68rem; }
h1 { margin: 0 0 .5rem; font-size: 1.9rem; } h1 small { color: var(--muted); font-size: 1rem; font-weight: 400; }
h2 { margin: 2.5rem 0 1rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); }
h3 { margin: 0 0 .25rem; font-size: 1.05rem; } h4 { margin: 1.1rem 0 .3rem; font-size: .85rem; color: var(--muted); }
section { margin: 0 0 1.25rem; padding: 1rem 1.25rem; border: 1px solid var(--line); border-radius: 10px; scroll-margin-top: 1rem; overflow-x: auto; }
section:target, tr:target { outline: 2px solid var(--link); outline-offset: -1px; } tr { scroll-margin-top: 1rem; }
a { color: var(--link); } p { margin: .35rem 0; } .summary { font-weight: 600; } .roles, .optional, .example, small { color: var(--muted); font-size: 13px; }
.role { padding: .05rem .5rem; border: 1px solid var(--line); border-radius: 99px; }
code { font: .92em/1.5 ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; background: var(--code); padding: .1em .35em; border-radius: 4px; overflow-wrap: anywhere; }
table { width: 100%; border-collapse: collapse; font-size: 14px; } th, td { padding: .4rem .6rem .4rem 0; border-top: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { border-top: 0; color: var(--muted); font-weight: 500; } .type { font-size: 13px; }
.method { display: inline-block; min-width: 3.6em; font: 700 11px/1.6 ui-monospace, Menlo, monospace; } h3 .method { font-size: 13px; }
.get { color: var(--get); } .post { color: var(--post); } .put { color: var(--put); } .delete { color: var(--delete); }
.status { white-space: nowrap; font-weight: 600; } .s2, .s3 { color: var(--post); } .s4 { color: var(--put); } .s5 { color: var(--delete); }
@media (max-width: 46rem) { body { display: block; } nav { position: static; height: auto; border-right: 0; border-bottom: 1px solid var(--line); } }
`;

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
