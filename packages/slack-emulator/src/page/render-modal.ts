import type { InputBlock, ModalBlock } from "../block-kit/block-schemas.ts";
import type { OpenModal } from "../interactions/modals.ts";
import { type Html, html } from "./html.ts";
import type { PageWords } from "./page-words.ts";
import { renderBlock, renderOptions, renderPlain, renderText } from "./render-blocks.ts";
import type { Names } from "./render-mrkdwn.ts";

/** The modal that stands open before the viewer, as the content of the page's dialog. */
export function renderModal({ id, hash, view }: OpenModal, names: Names, words: PageWords): Html {
  const submit =
    view.submit === undefined
      ? undefined
      : html`<button type="submit" class="button filled primary">${renderText(view.submit, names)}</button>`;
  const close = view.close === undefined ? html`${words.cancel}` : renderText(view.close, names);
  return html`<form data-view="${id}" data-hash="${hash}"><h2>${renderText(view.title, names)}</h2>
<div class="modal-blocks">${view.blocks.map((block) => renderModalBlock(block, names, words))}</div>
<p class="input-error" data-failure hidden>${words.notResponding}</p>
<footer><button type="button" class="button" value="dismiss">${close}</button>${submit}</footer></form>`;
}

function renderModalBlock(block: ModalBlock, names: Names, words: PageWords): Html {
  return block.type === "input" ? renderInput(block, names, words) : renderBlock(block, names);
}

function renderInput(block: InputBlock, names: Names, words: PageWords): Html {
  const { block_id: id = "", label, element, hint, optional = false } = block;
  const title = html`${renderText(label, names)}${optional ? html` <small>${words.optional}</small>` : undefined}`;
  return html`<label class="input"><span>${title}</span>${renderElement(element, id)}${
    hint === undefined ? undefined : html`<small class="hint">${renderText(hint, names)}</small>`
  }<span class="input-error" data-error="${id}" hidden></span></label>`;
}

function renderElement(element: InputBlock["element"], name: string): Html {
  if (element.type === "static_select") {
    const { placeholder, options, initial_option: first } = element;
    const shown = renderPlain(placeholder?.text ?? "…");
    return html`<select name="${name}"><option value="">${shown}</option>${renderOptions(options, first?.value)}</select>`;
  }
  const { multiline = false, initial_value: value = "", placeholder } = element;
  const hint = placeholder === undefined ? html`` : renderPlain(placeholder.text);
  return multiline
    ? html`<textarea name="${name}" rows="4" placeholder="${hint}">${value}</textarea>`
    : html`<input name="${name}" value="${value}" placeholder="${hint}">`;
}
