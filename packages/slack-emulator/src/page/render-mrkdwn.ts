import type { Workspace } from "../workspace.ts";
import { emojiOf } from "./emoji.ts";
import { drawSigns } from "./emoji-icons.ts";
import { escapeHtml, type Html, html, trusted } from "./html.ts";

export type Names = Pick<Workspace, "channel" | "members">;

const STYLES: Readonly<Record<string, string>> = { "*": "strong", _: "em", "~": "s" };

/** Code, `<…>`, an emoji's shortcode, or text between two marks at the edges of words. */
const TOKEN =
  /`([^`\n]+)`|<([^<>\n]+)>|:([a-z0-9_+-]+):|(?<![\p{L}\p{N}])([*_~])(?=\S)([^\n]+?)(?<=\S)\4(?![\p{L}\p{N}])/gu;

/** Slack's markup as a reader sees it. */
export function renderMrkdwn(text: string, names: Names): Html {
  const parts = text.split(/```\n?([\s\S]+?)\n?```/);
  return {
    html: parts
      .map((part, index) =>
        index % 2 === 1 ? html`<pre>${decode(part)}</pre>`.html : renderLines(part, names),
      )
      .join(""),
  };
}

function renderLines(text: string, names: Names): string {
  const lines = text.replace(/^\n|\n$/g, "").split("\n");
  let out = "";
  let quote: string[] = [];
  const endQuote = () => {
    if (quote.length > 0) out += `<blockquote>${quote.join("<br>")}</blockquote>`;
    quote = [];
  };
  let afterText = false;
  for (const line of lines) {
    const quoted = /^(?:&gt;|>) ?(.*)$/.exec(line);
    if (quoted !== null) {
      quote.push(renderInline(quoted[1] ?? "", names));
      afterText = false;
      continue;
    }
    endQuote();
    out += `${afterText ? "<br>" : ""}${renderInline(line, names)}`;
    afterText = true;
  }
  endQuote();
  return out;
}

function renderInline(text: string, names: Names): string {
  let out = "";
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [whole, code, reference, emoji, mark, marked] = match;
    out += words(decode(text.slice(end, match.index)));
    end = match.index + whole.length;
    if (code !== undefined) out += html`<code>${decode(code)}</code>`.html;
    else if (reference !== undefined) out += renderReference(reference, names).html;
    else if (emoji !== undefined) out += words(emojiOf(emoji) ?? whole);
    else out += renderMarked(mark ?? "", marked ?? "", names);
  }
  return out + words(decode(text.slice(end)));
}

function renderMarked(mark: string, marked: string, names: Names): string {
  const tag = STYLES[mark] ?? "span";
  return `<${tag}>${renderInline(marked, names)}</${tag}>`;
}

/** What stands between `<` and `>`: a link or somebody's mention. */
function renderReference(reference: string, names: Names): Html {
  const [target = "", label] = splitOnce(reference, "|");
  const id = target.slice(1);
  if (target.startsWith("@")) return mention(`@${nameOfUser(id, names) ?? label ?? id}`);
  if (target.startsWith("#")) {
    return mention(`#${id === names.channel.id ? names.channel.name : (label ?? id)}`);
  }
  if (target.startsWith("!date^")) return html`${decode(label ?? "")}`;
  if (target.startsWith("!subteam^")) return mention(decode(label ?? "@group"));
  if (target.startsWith("!")) return broadcast(id);
  return link(decode(target), label === undefined ? undefined : decode(label));
}

export function nameOfUser(id: string, { members }: Pick<Names, "members">): string | undefined {
  return members.find((member) => member.id === id)?.name;
}

function mention(text: string): Html {
  return html`<span class="mention">${text}</span>`;
}

/** A mention of everybody here: conspicuous, as it is in Slack. */
function broadcast(range: string): Html {
  return html`<span class="mention broadcast">@${range}</span>`;
}

/** A link where the address is one that a link may lead to, else just the text. */
function link(url: string, label = url): Html {
  if (!/^(https?:\/\/|mailto:)/i.test(url)) return html`${label}`;
  return html`<a href="${url}" target="_blank" rel="noopener noreferrer">${label}</a>`;
}

/** The three characters that Slack's markup escapes. */
export function decode(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}

/** Text with its line breaks. */
export function withBreaks(text: string): Html {
  return trusted(text.split("\n").map(words).join("<br>"));
}

function words(text: string): string {
  return drawSigns(escapeHtml(text));
}

function splitOnce(text: string, by: string): readonly string[] {
  const at = text.indexOf(by);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + by.length)];
}
