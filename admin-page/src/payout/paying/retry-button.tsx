import { Button } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import { dataOf, defined } from "../../api/client.ts";
import { usePayoutChange, useRefreshPayout } from "../../api/payouts.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { useTexts } from "../../texts/language.ts";

/** Makes a new payout of rejected payments, the chosen or all, and goes to it. */
export function RetryButton({
  payoutId,
  rows,
}: {
  readonly payoutId: string;
  /** Every rejected payment that no other payout pays again when absent. */
  readonly rows?: readonly number[];
}) {
  const { paying, payments } = useTexts();
  const navigate = useNavigate();
  const refresh = useRefreshPayout(payoutId);
  const [isAsking, setAsking] = useState(false);
  const retrying = usePayoutChange((api) =>
    dataOf(
      api.POST("/api/payouts/{payoutId}/retry", {
        params: { path: { payoutId } },
        body: defined({ rows: rows && [...rows] }),
      }),
    ),
  );
  return (
    <>
      <Button onClick={() => setAsking(true)}>
        {rows === undefined ? paying.retryAll : payments.retryChosen(rows.length)}
      </Button>
      <ConfirmDialog
        open={isAsking}
        title={paying.retryTitle}
        help={rows === undefined ? paying.retryAllHelp : paying.retryHelp(rows.length)}
        action={paying.retryDo}
        isPending={retrying.isPending}
        error={retrying.error}
        onConfirm={() =>
          retrying.mutate(undefined, {
            async onSuccess(retry) {
              await refresh();
              await navigate(`/payouts/${retry.payoutId}`);
            },
          })
        }
        onClose={() => {
          setAsking(false);
          retrying.reset();
        }}
      />
    </>
  );
}
