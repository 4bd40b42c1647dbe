import { Button } from "antd";
import { useState } from "react";
import { dataOf } from "../../api/client.ts";
import { usePayoutChange } from "../../api/payouts.ts";
import type { Check, Payout } from "../../api/types.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { useTexts } from "../../texts/language.ts";

/** Approving, and declining with a reason. */
export function DecisionButtons({
  payout,
  check,
}: {
  readonly payout: Payout;
  readonly check: Check;
}) {
  const texts = useTexts();
  const { approval } = texts;
  const [asking, setAsking] = useState<"approve" | "decline">();
  const params = { path: { payoutId: payout.payoutId } };
  const approving = usePayoutChange((api, reason: string | undefined) =>
    dataOf(
      api.POST("/api/payouts/{payoutId}/approve", {
        params,
        body: reason === undefined ? {} : { reason },
      }),
    ),
  );
  const declining = usePayoutChange((api, reason: string) =>
    dataOf(api.POST("/api/payouts/{payoutId}/decline", { params, body: { reason } })),
  );
  function close(): void {
    setAsking(undefined);
    approving.reset();
    declining.reset();
  }
  return (
    <>
      <Button type="primary" onClick={() => setAsking("approve")}>
        {approval.approve}
      </Button>
      <Button danger onClick={() => setAsking("decline")}>
        {approval.decline}
      </Button>
      <ConfirmDialog
        open={asking === "approve"}
        title={approval.approveTitle}
        help={approval.approveHelp(
          texts.paymentCount(check.payments),
          texts.points(check.totalPoints),
        )}
        action={approval.approve}
        reason={{ label: approval.approveReason, required: false }}
        isPending={approving.isPending}
        error={approving.error}
        onConfirm={(reason) => approving.mutate(reason)}
        onClose={close}
      />
      <ConfirmDialog
        open={asking === "decline"}
        title={approval.declineTitle}
        help={approval.declineHelp}
        action={approval.decline}
        reason={{ label: approval.declineReason, required: true }}
        danger
        isPending={declining.isPending}
        error={declining.error}
        onConfirm={(reason) => declining.mutate(reason ?? "")}
        onClose={close}
      />
    </>
  );
}
