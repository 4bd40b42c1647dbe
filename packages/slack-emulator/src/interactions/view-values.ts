import type { InputBlock } from "../block-kit/block-schemas.ts";
import type { ModalView } from "../block-kit/check-view.ts";
import type { ViewValues } from "./modals.ts";

/** What was typed, by block id. */
export type Entered = Readonly<Record<string, string>>;

/** The state of a view's inputs, as the app sees it. */
export function valuesOf(view: ModalView, entered: Entered): ViewValues {
  return Object.fromEntries(
    inputsOf(view).map(({ block_id: id = "", element: { type, action_id } }) => [
      id,
      { [action_id ?? id]: { type, value: entered[id] || null } },
    ]),
  );
}

/** What Slack itself refuses before the app hears of it, by block id. */
export function missingInputs(view: ModalView, entered: Entered): Record<string, string> {
  const missing: Record<string, string> = {};
  for (const { block_id: id = "", element } of inputsOf(view)) {
    const text = entered[id] ?? "";
    const { min_length: min = 0, max_length: max = Infinity } = element;
    if (text === "") missing[id] = "Please complete this required field.";
    else if (text.length < min) missing[id] = `At least ${min} characters.`;
    else if (text.length > max) missing[id] = `At most ${max} characters.`;
  }
  return missing;
}

function inputsOf({ blocks }: ModalView): InputBlock[] {
  return blocks.filter((block) => block.type === "input");
}
