import type { RichText, RichTextBlock, RichTextElement } from "../block-kit/rich-text-schemas.ts";
import { type Html, html } from "./html.ts";
import { withBreaks } from "./render-mrkdwn.ts";

export function renderRichText({ elements }: RichTextBlock): Html {
  return html`<div class="rich">${elements.map(renderElement)}</div>`;
}

function renderElement(element: RichTextElement): Html {
  if (element.type === "rich_text_section") {
    return html`<div>${element.elements.map(renderInline)}</div>`;
  }
  const items = element.elements.map((item) => html`<li>${item.elements.map(renderInline)}</li>`);
  return html`<ul>${items}</ul>`;
}

/** Nothing in a rich text is markup: what is written is what is seen. */
function renderInline({ text, style = {} }: RichText): Html {
  let inner = withBreaks(text);
  if (style.code === true) inner = html`<code>${inner}</code>`;
  if (style.bold === true) inner = html`<strong>${inner}</strong>`;
  if (style.italic === true) inner = html`<em>${inner}</em>`;
  return inner;
}
