import { Button } from "antd";
import { useState } from "react";
import { dataOf } from "../../api/client.ts";
import { usePayoutChange } from "../../api/payouts.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { useTexts } from "../../texts/language.ts";

/** Cancels a payout that has not begun, once confirmed. */
export function CancelButton({ payoutId }: { readonly payoutId: string }) {
  const { schedule } = useTexts();
  const [isAsking, setAsking] = useState(false);
  const cancelling = usePayoutChange((api) =>
    dataOf(api.DELETE("/api/payouts/{payoutId}/schedule", { params: { path: { payoutId } } })),
  );
  return (
    <>
      <Button type="text" danger onClick={() => setAsking(true)}>
        {schedule.cancel}
      </Button>
      <ConfirmDialog
        open={isAsking}
        title={schedule.cancelTitle}
        help={schedule.cancelHelp}
        action={schedule.cancelDo}
        danger
        isPending={cancelling.isPending}
        error={cancelling.error}
        onConfirm={() => cancelling.mutate()}
        onClose={() => {
          setAsking(false);
          cancelling.reset();
        }}
      />
    </>
  );
}
