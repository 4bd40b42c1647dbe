import type { PrivateNote } from "../interactions/private-notes.ts";
import type { Message, SharedFile } from "../message.ts";
import { BOT, type Member, type Workspace } from "../workspace.ts";
import { type Html, html, trusted } from "./html.ts";
import type { PageWords } from "./page-words.ts";
import { renderBlocks } from "./render-blocks.ts";
import { nameOfUser, renderMrkdwn } from "./render-mrkdwn.ts";

export interface MessagesView {
  readonly workspace: Workspace;
  readonly words: PageWords;
  /** IANA zone that times are shown in. */
  readonly timeZone: string;
  /** Who looks at the page. */
  readonly viewer: Member | undefined;
  /** What only they see. */
  readonly notes: readonly PrivateNote[];
}

/** The newest messages that a page shows, threads not counted. */
const MAX_SHOWN = 200;

const BOT_AVATAR = trusted(
  '<svg class="avatar" viewBox="0 0 36 36" aria-hidden="true"><rect width="36" height="36" rx="9"/>' +
    '<path d="M11 10h8.5a5.5 5.5 0 0 1 0 11H15v6" fill="none" stroke="#fff" stroke-width="3.2" ' +
    'stroke-linecap="round" stroke-linejoin="round"/><circle cx="25.5" cy="26" r="2.6" fill="#ffd166"/></svg>',
);

export function botAvatar(): Html {
  return BOT_AVATAR;
}

/** The channel's messages, oldest first, each with its thread beneath. */
export function renderMessages(messages: readonly Message[], view: MessagesView): Html {
  const threads = Map.groupBy(messages, ({ threadTs }) => threadTs);
  const top = messages
    .filter(({ threadTs, isBroadcast }) => threadTs === undefined || isBroadcast === true)
    .toSorted((one, other) => Number(one.ts) - Number(other.ts));
  if (top.length === 0) {
    const { empty, emptyHint } = view.words;
    return html`<div class="empty">${BOT_AVATAR}<p><strong>${empty}</strong></p><p>${emptyHint}</p></div>`;
  }
  let lastDay = "";
  return html`${top.slice(-MAX_SHOWN).map((message) => {
    const day = dayOf(message.ts, view);
    const divider = day === lastDay ? undefined : html`<div class="day"><span>${day}</span></div>`;
    lastDay = day;
    const replies = threads.get(message.ts) ?? [];
    return html`${divider}${renderMessage(message, { replies, place: "channel" }, view)}`;
  })}`;
}

interface Place {
  readonly replies: readonly Message[];
  readonly place: "channel" | "thread";
}

function renderMessage(message: Message, { replies, place }: Place, view: MessagesView): Html {
  const thread = renderThread(replies, view);
  if (message.isDeleted === true) {
    return html`<article class="message gone" data-ts="${message.ts}"><span class="avatar"></span><div class="body"><p>${view.words.deleted}</p>${thread}</div></article>
`;
  }
  const isShare = place === "channel" && message.threadTs !== undefined;
  const context = isShare
    ? html`<p class="broadcast-of">${view.words.alsoInThread}</p>`
    : undefined;
  return html`<article class="message" data-ts="${message.ts}">${renderAvatar(message, view)}<div class="body">
${renderHead(message, view)}${context}
<div class="content">${renderContent(message, view)}${renderEdited(message, view)}</div>
${message.files.map((file) => renderFile(file, view.words))}${renderNotes(message, view)}${thread}</div></article>
`;
}

function renderHead(message: Message, view: MessagesView): Html {
  const { ts, userId } = message;
  const { words, workspace } = view;
  const time = html`<time datetime="${instantOf(ts)}">${timeOf(ts, view)}</time>`;
  const author =
    userId === undefined
      ? html`<strong class="author">${BOT.name}</strong><span class="badge">${words.app}</span>`
      : html`<strong class="author">${nameOfUser(userId, workspace) ?? userId}</strong>`;
  return html`<header>${author}${time}<button type="button" class="delete" data-delete>${words.delete}</button></header>`;
}

function renderAvatar({ userId }: Message, { workspace }: MessagesView): Html {
  if (userId === undefined) return BOT_AVATAR;
  const [initial = "?"] = nameOfUser(userId, workspace) ?? userId;
  return html`<span class="avatar person">${initial}</span>`;
}

function renderEdited({ editedTs }: Message, view: MessagesView): Html | undefined {
  if (editedTs === undefined) return undefined;
  return html` <span class="edited" title="${timeOf(editedTs, view)}">${view.words.edited}</span>`;
}

function renderContent(
  { blocks, text }: Pick<Message, "blocks" | "text">,
  { workspace }: MessagesView,
): Html {
  if (blocks.length > 0) return html`${renderBlocks(blocks, workspace)}`;
  return html`<div class="block-section">${renderMrkdwn(text, workspace)}</div>`;
}

function renderNotes({ ts }: Message, view: MessagesView): Html {
  const notes = view.notes.filter(({ messageTs }) => messageTs === ts);
  return html`${notes.map(({ content }) => {
    if (content.kind === "failure") {
      const { notResponding } = view.words;
      return html`<p class="failed" role="alert" title="${content.error}"><span aria-hidden="true">▲</span> ${notResponding}</p>`;
    }
    return html`<div class="private"><small>${view.words.onlyYou}</small>${renderContent({ ...content, blocks: [] }, view)}</div>`;
  })}`;
}

function renderThread(replies: readonly Message[], view: MessagesView): Html | undefined {
  if (replies.length === 0) return undefined;
  return html`<section class="thread"><h4>${view.words.replies(replies.length)}</h4>${replies.map(
    (reply) => renderMessage(reply, { replies: [], place: "thread" }, view),
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
