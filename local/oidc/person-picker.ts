import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Provider } from "oidc-provider";
import { readBody } from "../gateway/read-body.ts";
import type { LocalPerson } from "./local-people.ts";

const MAX_FORM_BYTES = 1_024;

const STYLE = `
:root { color-scheme: light dark; }
body { display: grid; place-content: center; min-height: 100vh; margin: 0; font: 16px/1.6 system-ui, "Apple SD Gothic Neo", "Malgun Gothic", sans-serif; }
main { width: min(24rem, 90vw); } h1 { font-size: 1.4rem; margin: 0; } p { margin: .25rem 0 1.25rem; opacity: .75; }
button { display: block; width: 100%; margin: .5rem 0; padding: .8rem 1rem; border: 1px solid #8893a8; border-radius: 8px; background: none; color: inherit; font: inherit; text-align: left; cursor: pointer; }
button:hover, button:focus-visible { border-color: #2456c9; outline: 2px solid #2456c9; }
`;
const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");

/**
 * The sign-in page of the local provider: a button for each local person, no password. GET shows
 * it, POST `person=<id>` signs that person in and returns to the page that asked.
 */
export async function pickPerson(
  provider: Provider,
  people: readonly LocalPerson[],
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const isOpen = await provider.interactionDetails(request, response).then(
    () => true,
    () => false,
  );
  if (!isOpen) {
    sendText(response, 400, "This sign-in has expired. Go back to the page and sign in again.");
    return;
  }
  if (request.method === "GET") {
    sendPage(response, people);
    return;
  }
  const body = await readBody(request, MAX_FORM_BYTES);
  const accountId = new URLSearchParams(body?.toString("utf8")).get("person");
  const person = people.find(({ id }) => id === accountId);
  if (person === undefined) {
    sendText(response, 400, "There is no such local person.");
    return;
  }
  await provider.interactionFinished(request, response, { login: { accountId: person.id } });
}

function sendPage(response: ServerResponse, people: readonly LocalPerson[]): void {
  const buttons = people.map(
    ({ id, name }) => `<button name="person" value="${id}">${name}</button>`,
  );
  response.writeHead(200, {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    // The form's answer redirects to the page, whose origin is this one under either name.
    "content-security-policy": `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self' http://localhost:* http://127.0.0.1:*; frame-ancestors 'none'; base-uri 'none'`,
  });
  response.end(`<!doctype html>
<html lang="ko"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Paysheet 로그인</title><style>${STYLE}</style></head>
<body><main><h1>누구로 로그인할까요?</h1><p lang="en">Who do you want to sign in as? Local stack only, no password.</p>
<form method="post">${buttons.join("")}</form></main></body></html>`);
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" });
  response.end(text);
}
