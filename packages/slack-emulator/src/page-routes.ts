import { randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { pipeline } from "node:stream/promises";
import type { ChannelStore } from "./channel-store.ts";
import type { Modals } from "./interactions/modals.ts";
import type { PrivateNotes } from "./interactions/private-notes.ts";
import { languageOf, PAGE_WORDS } from "./page/page-words.ts";
import { renderMessages } from "./page/render-messages.ts";
import { renderModal } from "./page/render-modal.ts";
import { renderPage } from "./page/render-page.ts";
import type { Member, Workspace } from "./workspace.ts";

export interface PageRoutesDeps {
  readonly store: ChannelStore;
  readonly workspace: Workspace;
  readonly notes: PrivateNotes;
  readonly modals: Modals;
  readonly timeZone: string;
}

type Route = (call: {
  readonly url: URL;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}) => Promise<void> | void;

const require = createRequire(import.meta.url);

/** The channel page and what it loads. Returns undefined for paths that are none of its own. */
export function createPageRoutes(deps: PageRoutesDeps): (path: string) => Route | undefined {
  const { store, workspace, notes, modals, timeZone } = deps;

  const viewOf = (url: URL, request: IncomingMessage) => {
    const asked = url.searchParams.get("lang");
    const language = languageOf(asked, request.headers["accept-language"]);
    const viewer = viewerOf(url);
    return {
      ...{ workspace, timeZone, language, viewer },
      words: PAGE_WORDS[language],
      notes: viewer === undefined ? [] : notes.of(viewer.id),
    };
  };

  /** Whoever the address says; the first of the people without. */
  function viewerOf(url: URL): Member | undefined {
    const id = url.searchParams.get("as");
    return workspace.members.find((member) => member.id === id) ?? workspace.members[0];
  }

  const shown = () => [...store.messages(), ...store.tombstones()];

  const page: Route = ({ url, request, response }) => {
    const nonce = randomBytes(16).toString("base64");
    const text = renderPage(shown(), { ...viewOf(url, request), nonce });
    sendHtml(response, text, { "content-security-policy": policyWith(nonce) });
  };

  const fragment: Route = ({ url, request, response }) => {
    const view = viewOf(url, request);
    const messages = store.messages();
    sendHtml(response, renderMessages(shown(), view).html, {
      "x-count": encodeURIComponent(view.words.topic(messages.length)),
    });
  };

  const modal: Route = ({ url, request, response }) => {
    const view = viewOf(url, request);
    const open = view.viewer === undefined ? undefined : modals.of(view.viewer.id);
    const text = open === undefined ? "" : renderModal(open, workspace, view.words).html;
    sendHtml(response, text);
  };

  const events: Route = ({ response }) => {
    response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    response.write(": open\n\n");
    for (const changing of [store, notes, modals]) {
      response.once(
        "close",
        changing.onChange(() => response.write("data: changed\n\n")),
      );
    }
  };

  const font: Route = async ({ response }) => {
    const path = findFont();
    if (path === undefined) {
      response.writeHead(404, { "content-type": "text/plain" }).end("No such font.");
      return;
    }
    response.writeHead(200, {
      "content-type": "font/woff2",
      "cache-control": "public, max-age=31536000, immutable",
    });
    await pipeline(createReadStream(path), response);
  };

  const file: Route = async ({ url, response }) => {
    const stored = store.file(url.pathname.split("/")[2] ?? "");
    if (stored === undefined) {
      response.writeHead(404, { "content-type": "text/plain" }).end("No such file.");
      return;
    }
    response.writeHead(200, {
      // Whatever it holds, it is saved and never run by the browser.
      "content-type": "application/octet-stream",
      "content-disposition": `attachment; filename*=UTF-8''${encodeURIComponent(stored.name)}`,
      "content-length": stored.size,
      "x-content-type-options": "nosniff",
    });
    await pipeline(createReadStream(store.filePath(stored.id)), response);
  };

  const routes: Readonly<Record<string, Route>> = {
    "/": page,
    "/messages.html": fragment,
    "/modal.html": modal,
    "/events": events,
    "/fonts/pretendard.woff2": font,
  };
  return (path) => {
    if (/^\/files\/[^/]+\/[^/]+$/.test(path)) return file;
    return Object.hasOwn(routes, path) ? routes[path] : undefined;
  };
}

/** A hundred megabytes, which nobody else has to install: without it the browser takes a font of its own. */
function findFont(): string | undefined {
  try {
    return require.resolve("pretendard/dist/web/variable/woff2/PretendardVariable.woff2");
  } catch {
    return undefined;
  }
}

function policyWith(nonce: string): string {
  return [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' data: http://127.0.0.1:* http://localhost:*",
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

function sendHtml(
  response: ServerResponse,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  response
    .writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      ...headers,
    })
    .end(text);
}
