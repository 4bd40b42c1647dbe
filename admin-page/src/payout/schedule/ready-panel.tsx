import { Alert, Button } from "antd";
import { type ReactNode, useState } from "react";
import type { Check, Payout } from "../../api/types.ts";
import { setBackOf } from "../../components/set-back.ts";
import { HelpLink } from "../../help/help-link.tsx";
import { useDecides, useMe } from "../../sign-in/use-me.ts";
import { useTexts } from "../../texts/language.ts";
import { CheckFacts } from "../check/check-facts.tsx";
import { Warnings, warningGroups } from "../check/warnings.tsx";
import { CancelButton } from "./cancel-button.tsx";
import { CannotTakeBack } from "./cannot-take-back.tsx";
import { ScheduleForm } from "./schedule-form.tsx";
import { HoldButton } from "./scheduled-panel.tsx";

/** A sheet without problems: what it comes to, and when to pay it. */
export function ReadyPanel({ payout }: { readonly payout: Payout }) {
  const { check: words, schedule } = useTexts();
  const me = useMe();
  const decides = useDecides(payout);
  const { check } = payout;
  if (check === undefined) return null;
  // Who prepares payouts is shown the form; who only decides on them may open it.
  const prepares = me.may("cancelPayout");
  const isSetBack = setBackOf(payout) !== undefined;
  const brake = decides && payout.brake === undefined && <HoldButton payoutId={payout.payoutId} />;
  return (
    <div className={prepares ? "side-by-side" : "page"}>
      <section className="card">
        {isSetBack ? (
          <Alert type="info" showIcon title={prepares ? words.setBack : words.setBackReader} />
        ) : (
          <Alert type="success" showIcon title={prepares ? words.good : words.goodReader} />
        )}
        <CheckFacts payout={payout} check={check} />
        <CannotTakeBack payout={payout} />
        {!prepares && <Warnings groups={warningGroups(check)} />}
        {!prepares && decides && <DeciderActions payout={payout} check={check} brake={brake} />}
      </section>
      {prepares ? (
        <section className="card">
          <h2>{schedule.title}</h2>
          <HelpLink topic="schedule" />
          <ScheduleForm
            payout={payout}
            check={check}
            extra={
              <>
                {brake}
                <CancelButton payoutId={payout.payoutId} />
              </>
            }
          />
        </section>
      ) : (
        !decides && <p className="quiet">{schedule.notYou}</p>
      )}
    </div>
  );
}

/** Brakes what is not to be scheduled by others, or schedules it: a word that counts as approval. */
function DeciderActions({
  payout,
  check,
  brake,
}: {
  readonly payout: Payout;
  readonly check: Check;
  readonly brake: ReactNode;
}) {
  const { schedule } = useTexts();
  const [isScheduling, setScheduling] = useState(false);
  if (isScheduling) {
    return (
      <ScheduleForm
        payout={payout}
        check={check}
        extra={<Button onClick={() => setScheduling(false)}>{schedule.keep}</Button>}
      />
    );
  }
  return (
    <div className="actions">
      <Button onClick={() => setScheduling(true)}>{schedule.title}</Button>
      {brake}
    </div>
  );
}
