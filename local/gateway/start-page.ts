import { createHash } from "node:crypto";
import type { ServerResponse } from "node:http";

/** A line of the start page. */
export interface StartLink {
  readonly label: string;
  readonly url: string;
}

const STYLE = `
:root { color-scheme: light dark; }
body { max-width: 40rem; margin: 4rem auto; padding: 0 1rem; font: 16px/1.7 system-ui, "Apple SD Gothic Neo", "Malgun Gothic", sans-serif; }
h1 { margin: 0; } li { margin: .3rem 0; } code { font-size: .95em; }
`;
const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");

/** A short page of the local stack's addresses. Labels and URLs are the stack's own texts. */
export function sendStartPage(response: ServerResponse, links: readonly StartLink[]): void {
  const items = links.map(
    ({ label, url }) => `<li>${label}: <a href="${url}"><code>${url}</code></a></li>`,
  );
  response
    .writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "content-security-policy": `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    })
    .end(`<!doctype html>
<html lang="ko"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Paysheet</title><style>${STYLE}</style></head>
<body><h1>Paysheet</h1><p>로컬 스택이 실행 중입니다. <span lang="en">The local stack is running.</span></p>
<ul>${items.join("")}</ul></body></html>`);
}
