import { useTexts } from "../../texts/language.ts";
import { ReverseButton } from "../paying/reverse-button.tsx";
import { ListFields, useEnteredList } from "./list-fields.tsx";

/** Has the payments of a list of rows or users taken back. */
export function ReverseListButton({ payoutId }: { readonly payoutId: string }) {
  const { reversal } = useTexts();
  const entered = useEnteredList(payoutId);
  const { names } = entered;
  return (
    <ReverseButton
      payoutId={payoutId}
      label={reversal.list}
      names={names !== undefined && "payments" in names ? undefined : names}
    >
      <ListFields entered={entered} kinds={["rows", "userIds"]} />
    </ReverseButton>
  );
}
