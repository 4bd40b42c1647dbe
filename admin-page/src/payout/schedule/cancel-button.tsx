import { dataOf } from "../../api/client.ts";
import { ConfirmedChange } from "../../components/confirmed-change.tsx";
import { useTexts } from "../../texts/language.ts";

/** Cancels a payout that has not begun, once confirmed. */
export function CancelButton({ payoutId }: { readonly payoutId: string }) {
  const { schedule } = useTexts();
  return (
    <ConfirmedChange
      type="text"
      danger
      label={schedule.cancel}
      title={schedule.cancelTitle}
      help={schedule.cancelHelp}
      action={schedule.cancelDo}
      change={(api) =>
        dataOf(api.DELETE("/api/payouts/{payoutId}/schedule", { params: { path: { payoutId } } }))
      }
    />
  );
}
