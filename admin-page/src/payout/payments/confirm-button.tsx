import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { dataOf, useApi } from "../../api/client.ts";
import { useRefreshPayout } from "../../api/payouts.ts";
import type { Payment } from "../../api/types.ts";
import { ProblemAlert } from "../../components/problem-alert.tsx";
import { useTexts } from "../../texts/language.ts";
import { type Answer, useShowOutcome } from "./resolve-outcomes.tsx";
import { together } from "./settle-many.ts";

/** Says of payments what another person proposed, in the words of that person. */
export function ConfirmButton({
  payoutId,
  payments,
}: {
  readonly payoutId: string;
  readonly payments: readonly Payment[];
}) {
  const { payments: texts } = useTexts();
  const label = texts.confirmChosen(payments.length);
  const show = useShowOutcome();
  const confirming = useConfirm(payoutId, (answer) => show(label, answer));
  return (
    <>
      <Button
        type="primary"
        loading={confirming.isPending}
        onClick={() => confirming.mutate(payments)}
      >
        {label}
      </Button>
      <ProblemAlert error={confirming.error} />
    </>
  );
}

/** One call for each note: most often all have the same. */
function useConfirm(payoutId: string, onDone: (answer: Answer) => void) {
  const api = useApi();
  const refresh = useRefreshPayout(payoutId);
  return useMutation({
    async mutationFn(payments: readonly Payment[]) {
      const noteOf = ({ proposed }: Payment) => proposed?.note ?? "";
      const answers: Answer[] = [];
      for (const note of new Set(payments.map(noteOf))) {
        const rows = payments.filter((each) => noteOf(each) === note).map(({ row }) => row);
        const answer = await dataOf(
          api.POST("/api/payouts/{payoutId}/payments/resolve", {
            params: { path: { payoutId } },
            body: { as: "not_paid", rows, note },
          }),
        );
        answers.push(answer);
      }
      return together(answers);
    },
    onSuccess: onDone,
    onSettled: refresh,
  });
}
