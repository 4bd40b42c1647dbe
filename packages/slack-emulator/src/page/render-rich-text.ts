import type {
  RichTextBlock,
  RichTextElement,
  RichTextInline,
} from "../block-kit/rich-text-schemas.ts";
import { emojiOf } from "./emoji.ts";
import { type Html, html } from "./html.ts";
import {
  broadcast,
  link,
  mention,
  type Names,
  nameOfGroup,
  nameOfUser,
  withBreaks,
} from "./render-mrkdwn.ts";

export function renderRichText({ elements }: RichTextBlock, names: Names): Html {
  return html`<div class="rich">${elements.map((element) => renderElement(element, names))}</div>`;
}

function renderElement(element: RichTextElement, names: Names): Html {
  switch (element.type) {
    case "rich_text_section":
      return html`<div>${renderAll(element.elements, names)}</div>`;
    case "rich_text_quote":
      return html`<blockquote>${renderAll(element.elements, names)}</blockquote>`;
    case "rich_text_preformatted":
      return html`<pre>${renderAll(element.elements, names)}</pre>`;
    case "rich_text_list": {
      const items = element.elements.map(
        (item) => html`<li>${renderAll(item.elements, names)}</li>`,
      );
      const indent = `indent-${element.indent ?? 0}`;
      return element.style === "ordered"
        ? html`<ol class="${indent}" start="${(element.offset ?? 0) + 1}">${items}</ol>`
        : html`<ul class="${indent}">${items}</ul>`;
    }
  }
}

function renderAll(elements: readonly RichTextInline[], names: Names): Html[] {
  return elements.map((element) => styled(renderInline(element, names), element));
}

/** Nothing in a rich text is markup: what is written is what is seen. */
function renderInline(element: RichTextInline, names: Names): Html {
  switch (element.type) {
    case "text":
      return withBreaks(element.text);
    case "link":
      return link(element.url, element.text);
    case "emoji":
      return withBreaks(emojiOf(element.name) ?? `:${element.name}:`);
    case "user":
      return mention(`@${nameOfUser(element.user_id, names) ?? element.user_id}`);
    case "usergroup":
      return mention(nameOfGroup(element.usergroup_id, names) ?? `@${element.usergroup_id}`);
    case "channel":
      return mention(
        `#${element.channel_id === names.channel.id ? names.channel.name : element.channel_id}`,
      );
    case "broadcast":
      return broadcast(element.range);
  }
}

function styled(content: Html, { style }: RichTextInline): Html {
  if (style === undefined) return content;
  let inner = content;
  if (style.code === true) inner = html`<code>${inner}</code>`;
  if (style.bold === true) inner = html`<strong>${inner}</strong>`;
  if (style.italic === true) inner = html`<em>${inner}</em>`;
  if (style.strike === true) inner = html`<s>${inner}</s>`;
  if (style.underline === true) inner = html`<u>${inner}</u>`;
  return inner;
}
