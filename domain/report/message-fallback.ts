import {
  DETAIL_LENGTH,
  type NamedFailure,
  type ReportContent,
  TITLE_LENGTH,
  USER_ID_LENGTH,
} from "./message-content.ts";
import { escapeData } from "./message-text.ts";

/** A longer link stands on its button only: the text as a whole has its limit too. */
const MAX_LINK_LENGTH = 250;

/** The whole report as lines of text, escaped as Slack wants it; below 4,000 characters. */
export function plainTextOf(content: ReportContent): string {
  const { headline, title, summary, facts, advices, failures, more, links, footer } = content;
  return [
    `${headline} — ${escapeData(title, TITLE_LENGTH)}`,
    summary,
    ...facts.map(({ label, value }) => `${label}: ${value}`),
    ...advices.map(({ icon, heading, text }) => `${icon} ${heading}: ${text}`),
    ...(failures.length === 0 ? [] : [`${content.failuresHeading}:`]),
    ...failures.map(lineOf),
    ...(more === undefined ? [] : [more]),
    ...links
      .filter(({ url }) => url.length <= MAX_LINK_LENGTH)
      .map(({ label, url }) => `${label}: ${url.replaceAll("&", "&amp;")}`),
    footer,
  ].join("\n");
}

function lineOf({ row, userId, points, reason, detail }: NamedFailure): string {
  const user = escapeData(userId, USER_ID_LENGTH);
  const said = detail === undefined ? "" : ` “${escapeData(detail, DETAIL_LENGTH)}”`;
  return `• ${row} · ${user} · ${points} — ${escapeData(reason, DETAIL_LENGTH)}${said}`;
}
