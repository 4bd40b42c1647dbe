import { Alert } from "antd";
import type { Payout } from "../../api/types.ts";
import { useMe } from "../../sign-in/use-me.ts";
import { useTexts } from "../../texts/language.ts";
import { CheckFacts } from "../check/check-facts.tsx";
import { Warnings, warningGroups } from "../check/warnings.tsx";
import { CancelButton } from "./cancel-button.tsx";
import { ScheduleForm } from "./schedule-form.tsx";

/** A sheet without problems: what it comes to, and when to pay it. */
export function ReadyPanel({ payout }: { readonly payout: Payout }) {
  const { check: words, schedule } = useTexts();
  const me = useMe();
  const { check } = payout;
  if (check === undefined) return null;
  const maySchedule = me.may("schedulePayout");
  return (
    <div className={maySchedule ? "side-by-side" : "page"}>
      <section className="card">
        <Alert type="success" showIcon title={maySchedule ? words.good : words.goodReader} />
        <CheckFacts payout={payout} check={check} />
        {!maySchedule && <Warnings groups={warningGroups(check)} ticked={[]} />}
      </section>
      {maySchedule ? (
        <section className="card">
          <h2>{schedule.title}</h2>
          <ScheduleForm
            payout={payout}
            check={check}
            extra={<CancelButton payoutId={payout.payoutId} />}
          />
        </section>
      ) : (
        <p className="quiet">{schedule.notYou}</p>
      )}
    </div>
  );
}
