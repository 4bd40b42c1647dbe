import type { Message } from "../channel-store.ts";
import { BOT } from "../workspace.ts";
import { html, trusted } from "./html.ts";
import { PAGE_SCRIPT } from "./page-script.ts";
import { PAGE_STYLE } from "./page-style.ts";
import type { PageLanguage } from "./page-words.ts";
import { AVATAR, type MessagesView, renderMessages } from "./render-messages.ts";

export interface PageView extends MessagesView {
  readonly language: PageLanguage;
  /** Marks the page's own style and script in its Content-Security-Policy. */
  readonly nonce: string;
}

/** The channel as a reader of it sees it. */
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
<body>
<aside class="sidebar">
<div class="workspace">${BOT.name}<small>${words.local}</small></div>
<nav aria-label="${words.channels}"><h2>${words.channels}</h2>
<a class="entry active" href="/" aria-current="page"><span class="hash">#</span>${name}</a></nav>
<h2>${words.apps}</h2><div class="entry">${AVATAR}${BOT.name}</div>
</aside>
<main>
<header class="top"><h1># ${name}</h1><p id="count">${words.topic(messages.length)}</p><span id="lost" role="status" hidden>${words.reconnecting}</span></header>
<div id="messages" role="log" tabindex="0" aria-label="#${name}">${renderMessages(messages, view)}</div>
<footer class="composer">${words.readOnly}</footer>
</main>
<script nonce="${nonce}">${trusted(PAGE_SCRIPT)}</script>
</body>
</html>
`.html;
}
