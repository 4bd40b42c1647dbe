import { Button } from "antd";
import { useState } from "react";
import { dataOf } from "../../api/client.ts";
import { usePayoutChange } from "../../api/payouts.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { useTexts } from "../../texts/language.ts";

/** Takes a payout out of its schedule, once confirmed. */
export function HoldButton({ payoutId }: { readonly payoutId: string }) {
  const { schedule, watch, optional } = useTexts();
  const [isAsking, setAsking] = useState(false);
  const holding = usePayoutChange((api, reason: string | undefined) =>
    dataOf(
      api.POST("/api/payouts/{payoutId}/hold", {
        params: { path: { payoutId } },
        body: reason === undefined ? {} : { reason },
      }),
    ),
  );
  return (
    <>
      <Button onClick={() => setAsking(true)}>{schedule.hold}</Button>
      <ConfirmDialog
        open={isAsking}
        title={schedule.holdTitle}
        help={schedule.holdHelp}
        action={schedule.hold}
        reason={{ label: `${watch.reason} ${optional}`, required: false }}
        isPending={holding.isPending}
        error={holding.error}
        onConfirm={(reason) => holding.mutate(reason)}
        onClose={() => {
          setAsking(false);
          holding.reset();
        }}
      />
    </>
  );
}
