import type { InputBlock, ModalBlock } from "../block-kit/block-schemas.ts";
import type { OpenModal } from "../interactions/modals.ts";
import { type Html, html } from "./html.ts";
import type { PageWords } from "./page-words.ts";
import { renderBlock, renderText } from "./render-blocks.ts";
import type { Names } from "./render-mrkdwn.ts";

/** The modal that stands open before the viewer, as the content of the page's dialog. */
export function renderModal({ id, hash, view }: OpenModal, names: Names, words: PageWords): Html {
  const submit =
    view.submit === undefined
      ? undefined
      : html`<button type="submit" class="button filled primary">${renderText(view.submit, names)}</button>`;
  const close = view.close === undefined ? html`${words.cancel}` : renderText(view.close, names);
  return html`<form data-view="${id}" data-hash="${hash}"><h2>${renderText(view.title, names)}</h2>
<div class="modal-blocks">${view.blocks.map((block) => renderModalBlock(block, names))}</div>
<p class="input-error" data-failure hidden>${words.notResponding}</p>
<footer><button type="button" class="button" value="dismiss">${close}</button>${submit}</footer></form>`;
}

function renderModalBlock(block: ModalBlock, names: Names): Html {
  return block.type === "input" ? renderInput(block, names) : renderBlock(block, names);
}

function renderInput(block: InputBlock, names: Names): Html {
  const { block_id: id = "", label, element, hint } = block;
  return html`<label class="input"><span>${renderText(label, names)}</span>${renderElement(element, id)}${
    hint === undefined ? undefined : html`<small class="hint">${renderText(hint, names)}</small>`
  }<span class="input-error" data-error="${id}" hidden></span></label>`;
}

function renderElement({ multiline = false }: InputBlock["element"], name: string): Html {
  return multiline
    ? html`<textarea name="${name}" rows="4"></textarea>`
    : html`<input name="${name}">`;
}
