import { useTexts } from "../../texts/language.ts";
import { ListFields, useEnteredList } from "./list-fields.tsx";
import { LIST_KINDS } from "./read-list.ts";
import { ResolveManyButton } from "./resolve-many-button.tsx";

/** Settles the payments of a list of rows or users, or of one that says what became of each. */
export function ResolveListButton({ payoutId }: { readonly payoutId: string }) {
  const { payments: texts } = useTexts();
  const entered = useEnteredList(payoutId);
  return (
    <ResolveManyButton
      payoutId={payoutId}
      label={texts.resolveList}
      title={texts.resolveListTitle}
      names={entered.names}
      saysOutcomes={entered.kind === "outcomes"}
    >
      <ListFields entered={entered} kinds={LIST_KINDS} />
    </ResolveManyButton>
  );
}
