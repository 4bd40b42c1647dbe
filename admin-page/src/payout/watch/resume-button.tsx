import { Button } from "antd";
import { useState } from "react";
import { dataOf } from "../../api/client.ts";
import { usePayoutChange } from "../../api/payouts.ts";
import { ConfirmDialog } from "../../components/confirm-dialog.tsx";
import { useTexts } from "../../texts/language.ts";

/** Goes on with the payments that are left. */
export function ResumeButton({ payoutId }: { readonly payoutId: string }) {
  const { watch, optional } = useTexts();
  const [isAsking, setAsking] = useState(false);
  const resuming = usePayoutChange((api, reason: string | undefined) =>
    dataOf(
      api.POST("/api/payouts/{payoutId}/resume", {
        params: { path: { payoutId } },
        body: reason === undefined ? {} : { reason },
      }),
    ),
  );
  return (
    <>
      <Button type="primary" onClick={() => setAsking(true)}>
        {watch.resume}
      </Button>
      <ConfirmDialog
        open={isAsking}
        title={watch.resumeTitle}
        help={watch.resumeHelp}
        action={watch.resume}
        reason={{ label: `${watch.reason} ${optional}`, required: false }}
        isPending={resuming.isPending}
        error={resuming.error}
        onConfirm={(reason) => resuming.mutate(reason, { onSuccess: () => setAsking(false) })}
        onClose={() => {
          setAsking(false);
          resuming.reset();
        }}
      />
    </>
  );
}
