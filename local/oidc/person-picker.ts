import type { IncomingMessage, ServerResponse } from "node:http";
import type { Provider } from "oidc-provider";
import { readIfSmall } from "../gateway/read-if-small.ts";
import type { LocalPerson } from "./local-users.ts";
import { providerPage, providerPageHeaders } from "./provider-page.ts";

const MAX_FORM_BYTES = 1_024;

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
  const body = await readIfSmall(request, MAX_FORM_BYTES);
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
  response.writeHead(200, providerPageHeaders());
  response.end(
    providerPage({
      title: "Paysheet 로그인",
      heading: "누구로 로그인할까요?",
      english: "Who do you want to sign in as? Local stack only, no password.",
      body: `<form method="post">${buttons.join("")}</form>`,
    }),
  );
}

function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "content-type": "text/plain; charset=utf-8" });
  response.end(text);
}
