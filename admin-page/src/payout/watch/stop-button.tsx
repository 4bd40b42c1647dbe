import { Button } from "antd";
import { useState } from "react";
import { dataOf } from "../../api/client.ts";
import { usePayoutChange } from "../../api/payouts.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { useTexts } from "../../texts/language.ts";

/** The brake. */
export function StopButton({ payoutId }: { readonly payoutId: string }) {
  const { watch, optional } = useTexts();
  const [isAsking, setAsking] = useState(false);
  const stopping = usePayoutChange((api, reason: string | undefined) =>
    dataOf(
      api.POST("/api/payouts/{payoutId}/stop", {
        params: { path: { payoutId } },
        body: reason === undefined ? {} : { reason },
      }),
    ),
  );
  return (
    <>
      <Button danger onClick={() => setAsking(true)}>
        {watch.stop}
      </Button>
      <ConfirmDialog
        open={isAsking}
        title={watch.stopTitle}
        help={watch.stopHelp}
        action={watch.stop}
        reason={{ label: `${watch.reason} ${optional}`, required: false }}
        danger
        isPending={stopping.isPending}
        error={stopping.error}
        onConfirm={(reason) => stopping.mutate(reason, { onSuccess: () => setAsking(false) })}
        onClose={() => {
          setAsking(false);
          stopping.reset();
        }}
      />
    </>
  );
}
