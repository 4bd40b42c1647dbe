import type {
  Action,
  Block,
  BlockOf,
  Cell,
  ConfirmDialog,
  Option,
} from "../block-kit/block-schemas.ts";
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
      return html`<div class="block-context">${block.elements.map((element) =>
        element.type === "image"
          ? renderImage(element, "context-image")
          : html`<span>${renderText(element, names)}</span>`,
      )}</div>`;
    case "actions":
      return html`<div class="block-actions">${block.elements.map((element) =>
        renderAction(element, names),
      )}</div>`;
    case "image":
      return html`<figure class="block-image">${
        block.title === undefined
          ? undefined
          : html`<figcaption>${renderText(block.title, names)}</figcaption>`
      }${renderImage(block, "image")}</figure>`;
    case "table":
      return renderTable(block, names);
    case "rich_text":
      return renderRichText(block, names);
  }
}

export function renderText(text: TextObject, names: Names): Html {
  if (text.type === "mrkdwn") return renderMrkdwn(text.text, names);
  const plain = decode(text.text);
  return withBreaks(text.emoji === false ? plain : withEmoji(plain));
}

function renderSection({ text, fields, accessory }: BlockOf<"section">, names: Names): Html {
  const body = text === undefined ? undefined : html`<div>${renderText(text, names)}</div>`;
  const list =
    fields === undefined
      ? undefined
      : html`<div class="fields">${fields.map(
          (field) => html`<div class="field">${renderText(field, names)}</div>`,
        )}</div>`;
  if (accessory === undefined) return html`<div class="block-section">${body}${list}</div>`;
  const beside =
    accessory.type === "image"
      ? renderImage(accessory, "accessory-image")
      : renderAction(accessory, names);
  return html`<div class="block-section with-accessory"><div>${body}${list}</div><div class="accessory">${beside}</div></div>`;
}

function renderAction(action: Action, names: Names): Html {
  const id = action.action_id ?? "";
  const confirm = renderConfirm(action.confirm, names);
  if (action.type === "button") {
    const style = `button ${action.style ?? ""}`.trim();
    const label = renderText(action.text, names);
    return action.url === undefined
      ? html`<button type="button" class="${style}" data-action="${id}">${label}</button>${confirm}`
      : html`<a class="${style}" data-action="${id}" href="${action.url}" target="_blank" rel="noopener noreferrer">${label}</a>`;
  }
  const shown = action.type === "overflow" ? html`⋯` : renderPlain(action.placeholder?.text ?? "…");
  const first = action.type === "static_select" ? action.initial_option?.value : undefined;
  return html`<select class="button" data-action="${id}"><option value="">${shown}</option>${renderOptions(action.options, first)}</select>${confirm}`;
}

/** What is asked before a click counts; the page's script takes it out of its template. */
function renderConfirm(dialog: ConfirmDialog | undefined, names: Names): Html | undefined {
  if (dialog === undefined) return undefined;
  const { title, text, confirm, deny, style = "primary" } = dialog;
  return html`<template class="confirm"><h2>${renderText(title, names)}</h2><div class="dialog-text">${renderText(text, names)}</div>
<footer><button type="button" class="button" value="deny">${renderText(deny, names)}</button><button type="button" class="button filled ${style}" value="confirm">${renderText(confirm, names)}</button></footer></template>`;
}

export function renderOptions(options: readonly Option[], selected: string | undefined): Html[] {
  return options.map(({ text, value }) =>
    value === selected
      ? html`<option value="${value}" selected>${renderPlain(text.text)}</option>`
      : html`<option value="${value}">${renderPlain(text.text)}</option>`,
  );
}

/** Within an option nothing but text can be shown. */
export function renderPlain(text: string): Html {
  return html`${withEmoji(decode(text))}`;
}

/** Only images of this machine are loaded: the page asks nothing of other hosts. */
function renderImage(
  { image_url: url, alt_text: alt }: { readonly image_url: string; readonly alt_text: string },
  style: string,
): Html {
  if (/^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(url)) {
    return html`<img class="${style}" src="${url}" alt="${alt}">`;
  }
  return html`<a class="${style} elsewhere" href="${url}" target="_blank" rel="noopener noreferrer">🖼 ${alt}</a>`;
}

function renderTable(
  { rows, column_settings: columns = [] }: BlockOf<"table">,
  names: Names,
): Html {
  const [head = [], ...body] = rows;
  const align = (index: number) => `align-${columns[index]?.align ?? "left"}`;
  const row = (cells: readonly Cell[]) =>
    html`<tr>${cells.map((cell, index) => html`<td class="${align(index)}">${renderCell(cell, names)}</td>`)}</tr>`;
  return html`<div class="block-table"><table><thead><tr>${head.map(
    (cell, index) => html`<th class="${align(index)}">${renderCell(cell, names)}</th>`,
  )}</tr></thead><tbody>${body.map(row)}</tbody></table></div>`;
}

function renderCell(cell: Cell, names: Names): Html {
  return cell.type === "raw_text" ? withBreaks(cell.text) : renderRichText(cell, names);
}
