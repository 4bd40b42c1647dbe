import type { Message } from "../message.ts";
import { BOT } from "../workspace.ts";
import { type Html, html, trusted } from "./html.ts";
import { PAGE_SCRIPT } from "./page-script.ts";
import { PAGE_STYLE } from "./page-style.ts";
import type { PageLanguage } from "./page-words.ts";
import { botAvatar, type MessagesView, renderMessages } from "./render-messages.ts";

export interface PageView extends MessagesView {
  readonly language: PageLanguage;
  /** Marks the page's own style and script in its Content-Security-Policy. */
  readonly nonce: string;
}

/** The channel as one of its readers sees it. */
export function renderPage(messages: readonly Message[], view: PageView): string {
  const { workspace, words, language, nonce } = view;
  const { name } = workspace.channel;
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>#${name} · ${words.title}</title>
<link rel="icon" href="data:,">
<style nonce="${nonce}">${trusted(PAGE_STYLE)}</style>
</head>
<body data-viewer="${view.viewer?.id}">
<aside class="sidebar">
<div class="workspace">${BOT.name}<small>${words.local}</small></div>
<nav aria-label="${words.channels}"><h2>${words.channels}</h2>
<a class="entry active" href="" aria-current="page"><span class="hash">#</span>${name}</a></nav>
<h2>${words.apps}</h2><div class="entry">${botAvatar()}${BOT.name}</div>
${renderViewers(view)}
</aside>
<main>
<header class="top"><h1># ${name}</h1><p id="count">${words.topic(messages.length)}</p><span id="lost" role="status" hidden>${words.reconnecting}</span></header>
<div id="messages" role="log" tabindex="0" aria-label="#${name}">${renderMessages(messages, view)}</div>
<form class="composer" id="composer"><input name="text" autocomplete="off" aria-label="${words.write}" placeholder="${words.write}"><button type="submit" class="button filled primary">${words.send}</button></form>
</main>
<dialog id="confirm"></dialog>
<dialog id="modal"></dialog>
<script nonce="${nonce}">${trusted(PAGE_SCRIPT)}</script>
</body>
</html>
`.html;
}

/** The viewer may be any of the people: what they click, they click as that one. */
function renderViewers({ workspace, words, viewer }: PageView): Html | undefined {
  if (workspace.members.length === 0) return undefined;
  return html`<h2><label for="viewer">${words.viewAs}</label></h2><select id="viewer">${workspace.members.map(
    ({ id, name }) =>
      id === viewer?.id
        ? html`<option value="${id}" selected>${name}</option>`
        : html`<option value="${id}">${name}</option>`,
  )}</select>`;
}
