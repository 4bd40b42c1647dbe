import { createHash } from "node:crypto";

const STYLE = `
:root { color-scheme: light dark; --line: #d5dae3; --blue: #2456c9; --quiet: #5b6472; --card: #fff; --ground: #f5f7fa; }
@media (prefers-color-scheme: dark) { :root { --line: #343b48; --blue: #93b3ff; --quiet: #a6adba; --card: #171b22; --ground: #0f1217; } }
* { box-sizing: border-box; }
body { display: grid; place-items: center; min-height: 100vh; margin: 0; padding: 24px; background: var(--ground); font: 16px/1.6 system-ui, "Apple SD Gothic Neo", "Malgun Gothic", sans-serif; word-break: keep-all; }
main { width: min(420px, 100%); padding: 36px 32px; background: var(--card); border: 1px solid var(--line); border-radius: 16px; }
h1 { font-size: 1.4rem; line-height: 1.35; margin: 0; }
p { margin: .25rem 0 1.25rem; color: var(--quiet); }
form { margin: 0; }
button, a { display: block; width: 100%; margin: .5rem 0 0; padding: .7rem 1rem; border: 1px solid var(--line); border-radius: 8px; background: none; color: inherit; font: inherit; text-align: left; text-decoration: none; cursor: pointer; }
button:hover, button:focus-visible, a:hover, a:focus-visible { border-color: var(--blue); outline: 1px solid var(--blue); }
`;

/** Of a page with this script, if any. Forms go on to the page, whose origin has either name. */
export function providerPageHeaders(script?: string): Readonly<Record<string, string>> {
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(STYLE)}'`,
    ...(script === undefined ? [] : [`script-src '${hashOf(script)}'`]),
    "form-action 'self' http://localhost:* http://127.0.0.1:*",
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ];
  return {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "content-security-policy": policy.join("; "),
  };
}

/** A page of the local provider, in Korean with a line of English; `body` is HTML. */
export function providerPage(page: {
  readonly title: string;
  readonly heading: string;
  readonly english: string;
  readonly body: string;
}): string {
  return `<!doctype html>
<html lang="ko"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title}</title><style>${STYLE}</style></head>
<body><main><h1>${page.heading}</h1><p lang="en">${page.english}</p>
${page.body}</main></body></html>`;
}

function hashOf(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
