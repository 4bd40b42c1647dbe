import { Button } from "antd";
import { useState } from "react";
import { dataOf, defined } from "../../api/client.ts";
import type { Payout } from "../../api/types.ts";
import { ConfirmedChange } from "../../components/confirmed-change.tsx";
import { type Fact, Facts } from "../../components/facts.tsx";
import { duration } from "../../components/times.ts";
import { TotalPoints } from "../../components/total-points.tsx";
import { useNow } from "../../components/use-now.ts";
import { ZonedTime } from "../../components/zoned-time.tsx";
import { useMe } from "../../sign-in/use-me.ts";
import { useTexts } from "../../texts/language.ts";
import { CancelButton } from "./cancel-button.tsx";
import { CannotTakeBack } from "./cannot-take-back.tsx";
import { ScheduleForm } from "./schedule-form.tsx";
import { TimeBounds } from "./time-bounds.tsx";

/** When it will be paid; moving and cancelling. */
export function ScheduledPanel({ payout }: { readonly payout: Payout }) {
  const texts = useTexts();
  const { schedule: words } = texts;
  const me = useMe();
  const [isMoving, setMoving] = useState(false);
  const { schedule, check, forecast } = payout;
  if (schedule === undefined || check === undefined) return null;
  const facts: (Fact | undefined)[] = [
    { name: texts.check.payments, value: texts.figures.payments(check.payments) },
    { name: texts.check.total, value: <TotalPoints points={check.totalPoints} /> },
    forecast === undefined
      ? undefined
      : { name: words.forecast, value: words.about(duration(forecast.seconds * 1_000, texts)) },
    { name: words.scheduledBy, value: schedule.requestedBy.name },
    schedule.approvedBy === undefined
      ? undefined
      : { name: words.approvedBy, value: schedule.approvedBy.name },
  ];
  return (
    <section className="card">
      <h2>{words.scheduledFor}</h2>
      <p className="pay-time">
        <ZonedTime instant={schedule.instant} timeZone={schedule.timeZone} />
      </p>
      <Countdown instant={schedule.instant} />
      <TimeBounds payout={payout} time={schedule} />
      <Facts large={2} facts={facts.filter((fact) => fact !== undefined)} />
      <CannotTakeBack payout={payout} />
      {me.may("holdPayout") && !isMoving && (
        <div className="actions">
          {me.may("schedulePayout") && (
            <Button onClick={() => setMoving(true)}>{words.move}</Button>
          )}
          <HoldButton payoutId={payout.payoutId} />
          {me.may("cancelPayout") && <CancelButton payoutId={payout.payoutId} />}
        </div>
      )}
      {isMoving && (
        <>
          <h3>{words.move}</h3>
          <ScheduleForm
            payout={payout}
            check={check}
            extra={<Button onClick={() => setMoving(false)}>{words.keep}</Button>}
            onDone={() => setMoving(false)}
          />
        </>
      )}
    </section>
  );
}

function Countdown({ instant }: { readonly instant: string }) {
  const texts = useTexts();
  const leftMs = Date.parse(instant) - useNow();
  return (
    <p className="countdown">
      {leftMs > 0 ? texts.schedule.startsIn(duration(leftMs, texts)) : texts.schedule.starting}
    </p>
  );
}

/** Takes a payout out of its schedule, once confirmed. */
export function HoldButton({ payoutId }: { readonly payoutId: string }) {
  const { schedule } = useTexts();
  return (
    <ConfirmedChange
      label={schedule.hold}
      title={schedule.holdTitle}
      help={schedule.holdHelp}
      asksReason
      change={(api, reason) =>
        dataOf(
          api.POST("/api/payouts/{payoutId}/hold", {
            params: { path: { payoutId } },
            body: defined({ reason }),
          }),
        )
      }
    />
  );
}
