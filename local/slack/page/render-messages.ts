import type { Message, SharedFile } from "../channel-store.ts";
import { BOT, type Workspace } from "../workspace.ts";
import { type Html, html, trusted } from "./html.ts";
import type { PageWords } from "./page-words.ts";
import { renderBlocks } from "./render-blocks.ts";
import { renderMrkdwn } from "./render-mrkdwn.ts";

export interface MessagesView {
  readonly workspace: Workspace;
  readonly words: PageWords;
  /** IANA zone that times are shown in. */
  readonly timeZone: string;
}

/** The newest messages that a page shows, threads not counted. */
const MAX_SHOWN = 200;

export const AVATAR = trusted(
  '<svg class="avatar" viewBox="0 0 36 36" aria-hidden="true"><rect width="36" height="36" rx="9"/>' +
    '<path d="M11 10h8.5a5.5 5.5 0 0 1 0 11H15v6" fill="none" stroke="#fff" stroke-width="3.2" ' +
    'stroke-linecap="round" stroke-linejoin="round"/><circle cx="25.5" cy="26" r="2.6" fill="#ffd166"/></svg>',
);

/** The channel's messages, oldest first, each with its thread beneath. */
export function renderMessages(messages: readonly Message[], view: MessagesView): Html {
  const threads = Map.groupBy(messages, ({ threadTs }) => threadTs);
  const top = threads.get(undefined) ?? [];
  if (top.length === 0) {
    const { empty, emptyHint } = view.words;
    return html`<div class="empty">${AVATAR}<p><strong>${empty}</strong></p><p>${emptyHint}</p></div>`;
  }
  let lastDay = "";
  return html`${top.slice(-MAX_SHOWN).map((message) => {
    const day = dayOf(message.ts, view);
    const divider = day === lastDay ? undefined : html`<div class="day"><span>${day}</span></div>`;
    lastDay = day;
    return html`${divider}${renderMessage(message, threads.get(message.ts) ?? [], view)}`;
  })}`;
}

function renderMessage(message: Message, replies: readonly Message[], view: MessagesView): Html {
  const { words } = view;
  const edited =
    message.editedTs === undefined
      ? undefined
      : html` <span class="edited" title="${timeOf(message.editedTs, view)}">${words.edited}</span>`;
  return html`<article class="message" id="m-${message.ts}">${AVATAR}<div class="body">
<header><strong class="author">${BOT.name}</strong><span class="badge">${words.app}</span><time datetime="${instantOf(message.ts)}">${timeOf(message.ts, view)}</time></header>
<div class="content">${renderContent(message, view)}${edited}</div>
${message.files.map((file) => renderFile(file, words))}${renderThread(replies, view)}</div></article>
`;
}

function renderContent({ blocks, text }: Message, { workspace }: MessagesView): Html {
  if (blocks.length > 0) return html`${renderBlocks(blocks, workspace)}`;
  return html`<div class="block-section">${renderMrkdwn(text, workspace)}</div>`;
}

function renderThread(replies: readonly Message[], view: MessagesView): Html | undefined {
  if (replies.length === 0) return undefined;
  return html`<section class="thread"><h4>${view.words.replies(replies.length)}</h4>${replies.map(
    (reply) => renderMessage(reply, [], view),
  )}</section>`;
}

function renderFile({ id, name, title, size }: SharedFile, words: PageWords): Html {
  const kind = /\.([a-z0-9]{1,5})$/i.exec(name)?.[1]?.toUpperCase() ?? "FILE";
  return html`<a class="file" href="/files/${id}/${encodeURIComponent(name)}" download><span class="file-kind">${kind}</span><span class="file-name"><strong>${title}</strong><small>${formatSize(size)} · ${words.download}</small></span></a>`;
}

function formatSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function instantOf(ts: string): string {
  return new Date(Number(ts) * 1000).toISOString();
}

function timeOf(ts: string, { words, timeZone }: MessagesView): string {
  return new Intl.DateTimeFormat(words.locale, {
    timeZone,
    hour: "numeric",
    minute: "2-digit",
  }).format(Number(ts) * 1000);
}

function dayOf(ts: string, { words, timeZone }: MessagesView): string {
  return new Intl.DateTimeFormat(words.locale, {
    timeZone,
    year: "numeric",
    month: "long",
    day: "numeric",
    weekday: "long",
  }).format(Number(ts) * 1000);
}
