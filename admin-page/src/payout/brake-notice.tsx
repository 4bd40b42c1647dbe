import { Alert } from "antd";
import type { Payout } from "../api/types.ts";
import { brakeOf } from "../components/set-back.ts";
import { zonedText } from "../components/times.ts";
import { useDecides } from "../sign-in/use-me.ts";
import { useLanguage, useTexts } from "../texts/language.ts";

/** Who braked the payout and why, above everything else, and who lets it go on. */
export function BrakeNotice({ payout }: { readonly payout: Payout }) {
  const { brake: texts } = useTexts();
  const { language } = useLanguage();
  const decides = useDecides(payout);
  const brake = brakeOf(payout);
  if (brake === undefined) return null;
  const isOver = payout.state === "cancelled" || payout.state === "completed";
  // Held by somebody who does not decide on it, it goes on by being scheduled again.
  const whoseTurn = decides ? texts.yours : texts.others;
  const next = payout.brake === undefined ? texts.again : whoseTurn;
  const { by, at, kind, reason } = brake;
  return (
    <Alert
      type={isOver ? "info" : "warning"}
      showIcon
      title={texts.who[kind](by.name, zonedText(at, language))}
      description={
        <>
          {reason !== undefined && (
            <p>
              {texts.reason}: <q>{reason}</q>
            </p>
          )}
          {!isOver && next}
        </>
      }
    />
  );
}
