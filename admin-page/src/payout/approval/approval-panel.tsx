import { Alert, Button } from "antd";
import { useState } from "react";
import type { Payout } from "../../api/types.ts";
import { useNow } from "../../components/use-now.ts";
import { ZonedTime } from "../../components/zoned-time.tsx";
import { useMe } from "../../sign-in/use-me.ts";
import { useTexts } from "../../texts/language.ts";
import { CheckFacts } from "../check/check-facts.tsx";
import { warningGroups } from "../check/warning-groups.ts";
import { Warnings } from "../check/warnings.tsx";
import { CancelButton } from "../schedule/cancel-button.tsx";
import { ScheduleForm } from "../schedule/schedule-form.tsx";
import { DecisionButtons } from "./decision-buttons.tsx";

/** The facts for the person who decides; for the others, whom they wait for. */
export function ApprovalPanel({ payout }: { readonly payout: Payout }) {
  const { approval, schedule } = useTexts();
  const me = useMe();
  const nowMs = useNow();
  const [isMoving, setMoving] = useState(false);
  const { request, check } = payout;
  if (request === undefined || check === undefined) return null;
  const isOwn = [payout.createdBy.id, request.requestedBy.id].includes(me.id);
  const mayApprove = me.may("approvePayout");
  const helpFor = () => {
    if (!mayApprove) return approval.who;
    return isOwn ? approval.ownHelp : approval.decideHelp;
  };
  const isPast = Date.parse(request.instant) <= nowMs;
  return (
    <section className="card">
      <Alert
        type="info"
        showIcon
        title={approval.waiting(request.requestedBy.name)}
        description={helpFor()}
      />
      <h2>{approval.requestedFor}</h2>
      <p className="pay-time">
        <ZonedTime instant={request.instant} timeZone={request.timeZone} />
      </p>
      {isPast && <Alert type="warning" showIcon title={approval.pastTime} />}
      <CheckFacts payout={payout} check={check} />
      <Warnings
        groups={warningGroups(check, request.warnings)}
        ticked={request.acknowledgedWarnings ?? []}
        tickedBy={request.requestedBy.name}
      />
      <div className="actions">
        {mayApprove && !isOwn && <DecisionButtons payout={payout} check={check} />}
        {me.may("schedulePayout") && !isMoving && (
          <>
            <Button onClick={() => setMoving(true)}>{schedule.move}</Button>
            <CancelButton payoutId={payout.payoutId} />
          </>
        )}
      </div>
      {isMoving && (
        <ScheduleForm
          payout={payout}
          check={check}
          extra={<Button onClick={() => setMoving(false)}>{schedule.keep}</Button>}
          onDone={() => setMoving(false)}
        />
      )}
    </section>
  );
}
