import { Button } from "antd";
import { useState } from "react";
import { useSignReceipt } from "../api/receipts.ts";
import type { Receipt } from "../api/types.ts";
import { ConfirmDialog } from "../components/confirm-dialog.tsx";
import { useTexts } from "../texts/language.ts";

/** Confirms the receipt that is shown, with a note. */
export function SignButton({ receipt }: { readonly receipt: Receipt }) {
  const { sign: texts } = useTexts().receipt;
  const [isAsking, setAsking] = useState(false);
  const signing = useSignReceipt(receipt);
  const differences = receipt.comparison?.findingCount ?? 0;
  return (
    <div className="not-printed">
      <Button type="primary" onClick={() => setAsking(true)}>
        {texts.action}
      </Button>
      <ConfirmDialog
        open={isAsking}
        title={texts.ask}
        help={differences === 0 ? texts.help : texts.helpDiffer(differences)}
        action={texts.action}
        reason={{ label: texts.note, required: true }}
        isPending={signing.isPending}
        error={signing.error}
        onConfirm={(note) => signing.mutate(note ?? "", { onSuccess: () => setAsking(false) })}
        onClose={() => {
          setAsking(false);
          signing.reset();
        }}
      />
    </div>
  );
}
