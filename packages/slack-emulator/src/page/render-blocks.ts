import type { Block, BlockOf, Button, ConfirmDialog } from "../block-kit/block-schemas.ts";
import type { TextObject } from "../block-kit/text-schemas.ts";
import { withEmoji } from "./emoji.ts";
import { type Html, html } from "./html.ts";
import { decode, type Names, renderMrkdwn, withBreaks } from "./render-mrkdwn.ts";
import { renderRichText } from "./render-rich-text.ts";

/** A message's blocks as a reader sees them. */
export function renderBlocks(blocks: readonly Block[], names: Names): Html[] {
  return blocks.map((block) => renderBlock(block, names));
}

export function renderBlock(block: Block, names: Names): Html {
  switch (block.type) {
    case "header":
      return html`<h3 class="block-header">${renderText(block.text, names)}</h3>`;
    case "section":
      return renderSection(block, names);
    case "divider":
      return html`<hr class="block-divider">`;
    case "context":
      return html`<div class="block-context">${block.elements.map(
        (element) => html`<span>${renderText(element, names)}</span>`,
      )}</div>`;
    case "actions":
      return html`<div class="block-actions">${block.elements.map((element) =>
        renderButton(element, names),
      )}</div>`;
    case "rich_text":
      return renderRichText(block);
  }
}

export function renderText(text: TextObject, names: Names): Html {
  if (text.type === "mrkdwn") return renderMrkdwn(text.text, names);
  const plain = decode(text.text);
  return withBreaks(text.emoji === false ? plain : withEmoji(plain));
}

function renderSection({ text, fields }: BlockOf<"section">, names: Names): Html {
  const body = text === undefined ? undefined : html`<div>${renderText(text, names)}</div>`;
  const list =
    fields === undefined
      ? undefined
      : html`<div class="fields">${fields.map(
          (field) => html`<div class="field">${renderText(field, names)}</div>`,
        )}</div>`;
  return html`<div class="block-section">${body}${list}</div>`;
}

function renderButton(button: Button, names: Names): Html {
  const id = button.action_id ?? "";
  const style = `button ${button.style ?? ""}`.trim();
  const label = renderText(button.text, names);
  return button.url === undefined
    ? html`<button type="button" class="${style}" data-action="${id}">${label}</button>${renderConfirm(button.confirm, names)}`
    : html`<a class="${style}" data-action="${id}" href="${button.url}" target="_blank" rel="noopener noreferrer">${label}</a>`;
}

/** What is asked before a click counts; the page's script takes it out of its template. */
function renderConfirm(dialog: ConfirmDialog | undefined, names: Names): Html | undefined {
  if (dialog === undefined) return undefined;
  const { title, text, confirm, deny, style = "primary" } = dialog;
  return html`<template class="confirm"><h2>${renderText(title, names)}</h2><div class="dialog-text">${renderText(text, names)}</div>
<footer><button type="button" class="button" value="deny">${renderText(deny, names)}</button><button type="button" class="button filled ${style}" value="confirm">${renderText(confirm, names)}</button></footer></template>`;
}
