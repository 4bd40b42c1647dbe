import { Button } from "antd";
import { useState } from "react";
import { useRequestReceipt } from "../api/receipts.ts";
import type { Receipt } from "../api/types.ts";
import { ConfirmDialog } from "../components/confirm-dialog.tsx";
import { useMe } from "../sign-in/use-me.ts";
import { useTexts } from "../texts/language.ts";

/** Has all payments looked up, for whoever may settle them. */
export function CompareButton({ receipt }: { readonly receipt: Receipt }) {
  const { receipt: texts } = useTexts();
  const me = useMe();
  const [isAsking, setAsking] = useState(false);
  const request = useRequestReceipt(receipt.payoutId);
  const { comparison } = receipt;
  if (!me.may("requestReceipt")) return null;
  const isGoingOn = comparison?.state === "running" && comparison.scope === "all";
  const label = comparison?.scope === "all" ? texts.compareAgain : texts.compareAll;
  return (
    <>
      <Button disabled={isGoingOn} onClick={() => setAsking(true)}>
        {label}
      </Button>
      <ConfirmDialog
        open={isAsking}
        title={texts.compareTitle}
        help={texts.compareHelp}
        action={label}
        isPending={request.isPending}
        error={request.error}
        onConfirm={() => request.mutate(undefined, { onSuccess: () => setAsking(false) })}
        onClose={() => setAsking(false)}
      />
    </>
  );
}
