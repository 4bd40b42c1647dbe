import { Alert } from "antd";
import type { Payout } from "../api/types.ts";
import { timeOfDay } from "../components/times.ts";
import { useDecides } from "../sign-in/use-me.ts";
import { useLanguage, useTexts } from "../texts/language.ts";

/** Who braked the payout and why, above everything else, and who lets it go on. */
export function BrakeNotice({ payout }: { readonly payout: Payout }) {
  const { brake: texts } = useTexts();
  const { language } = useLanguage();
  const decides = useDecides(payout);
  const { brake, state } = payout;
  if (brake === undefined) return null;
  const isOver = state === "cancelled" || state === "completed";
  const { by, at, kind, reason } = brake;
  return (
    <Alert
      type={isOver ? "info" : "warning"}
      showIcon
      title={texts.who[kind](by.name, timeOfDay(at, language))}
      description={
        <>
          {reason !== undefined && (
            <p>
              {texts.reason}: <q>{reason}</q>
            </p>
          )}
          {!isOver && (decides ? texts.yours : texts.others)}
        </>
      }
    />
  );
}
