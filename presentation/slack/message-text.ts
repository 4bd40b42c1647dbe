import { plainLine } from "../../domain/plain-text.ts";

/** A piece of people's data on one line, at most `maxLength` UTF-16 units long, never empty. */
export function cleanData(data: string, maxLength: number): string {
  return cut(oneLine(data), maxLength, (char) => char);
}

/**
 * The same for Slack's markup: shown as it is, whatever it holds, and addresses in it are no links.
 * `maxLength` counts what is sent, escapes included.
 */
export function escapeData(data: string, maxLength: number): string {
  return cut(withoutMarkup(oneLine(data)), maxLength, escapeChar);
}

/** Clean data, and our own words around it, for Slack's markup; spaces at its ends stay. */
export function escapeLine(line: string, maxLength: number): string {
  return cut(withoutMarkup(line), maxLength, escapeChar);
}

/** Our own words alone, for Slack's markup: addresses in them are to be links. */
export function escapeOurs(line: string, maxLength: number): string {
  return cut(oneLine(line), maxLength, escapeChar);
}

function oneLine(data: string): string {
  const line = plainLine(data);
  return line === "" ? "–" : line;
}

/**
 * Slack has no escape for `*`, `_`, `~` and backticks. They are markup only at the edge of a word;
 * there, and only there, they are replaced by their full-width forms. So are the colon and the dots
 * of what Slack would make a link of: a title must not send people elsewhere in our name.
 */
function withoutMarkup(line: string): string {
  return line.replace(
    /`|(?<![\p{L}\p{N}])[*_~]|[*_~](?![\p{L}\p{N}])|:(?=\/\/)|(?<=[\p{L}\p{N}])\.(?=\p{L}{2})/gu,
    (char) => FULL_WIDTH[char] ?? char,
  );
}

const FULL_WIDTH: Readonly<Record<string, string>> = {
  "*": "＊",
  _: "＿",
  "~": "～",
  "`": "｀",
  ":": "：",
  ".": "．",
};

function escapeChar(char: string): string {
  return ESCAPES[char] ?? char;
}

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

/** Cuts between characters, never within one or within an escape. */
function cut(line: string, maxLength: number, write: (char: string) => string): string {
  let text = "";
  let fitting = "";
  for (const char of line) {
    text += write(char);
    if (text.length > maxLength) return `${fitting}…`;
    if (text.length < maxLength) fitting = text;
  }
  return text;
}
