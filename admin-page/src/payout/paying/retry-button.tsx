import { useNavigate } from "react-router";
import { dataOf, defined } from "../../api/client.ts";
import { useRefreshPayout } from "../../api/payouts.ts";
import { ConfirmedChange } from "../../components/confirmed-change.tsx";
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
  return (
    <ConfirmedChange
      label={rows === undefined ? paying.retryAll : payments.retryChosen(rows.length)}
      title={paying.retryTitle}
      help={rows === undefined ? paying.retryAllHelp : paying.retryHelp(rows.length)}
      action={paying.retryDo}
      change={(api) =>
        dataOf(
          api.POST("/api/payouts/{payoutId}/retry", {
            params: { path: { payoutId } },
            body: defined({ rows: rows && [...rows] }),
          }),
        )
      }
      onDone={async (retry) => {
        await refresh();
        await navigate(`/payouts/${retry.payoutId}`);
      }}
    />
  );
}
