import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { dataOf, useApi } from "../../api/client.ts";
import { useRefreshPayout } from "../../api/payouts.ts";
import type { Payment } from "../../api/types.ts";
import { ProblemAlert } from "../../components/problem-alert.tsx";
import { useTexts } from "../../texts/language.ts";

/** Says of payments what another person proposed, in the words of that person. */
export function ConfirmButton({
  payoutId,
  payments,
}: {
  readonly payoutId: string;
  readonly payments: readonly Payment[];
}) {
  const { payments: texts } = useTexts();
  const confirming = useConfirm(payoutId);
  return (
    <>
      <Button
        type="primary"
        loading={confirming.isPending}
        onClick={() => confirming.mutate(payments)}
      >
        {texts.confirmChosen(payments.length)}
      </Button>
      <ProblemAlert error={confirming.error} />
    </>
  );
}

/** One call for each note: most often all have the same. */
function useConfirm(payoutId: string) {
  const api = useApi();
  const refresh = useRefreshPayout(payoutId);
  return useMutation({
    async mutationFn(payments: readonly Payment[]) {
      const noteOf = ({ proposed }: Payment) => proposed?.note ?? "";
      for (const note of new Set(payments.map(noteOf))) {
        const rows = payments.filter((each) => noteOf(each) === note).map(({ row }) => row);
        await dataOf(
          api.POST("/api/payouts/{payoutId}/payments/resolve", {
            params: { path: { payoutId } },
            body: { as: "not_paid", rows, note },
          }),
        );
      }
    },
    onSettled: refresh,
  });
}
