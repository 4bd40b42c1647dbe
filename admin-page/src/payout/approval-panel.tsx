import { Alert, Button } from "antd";
import { useState } from "react";
import { dataOf, defined } from "../api/client.ts";
import { usePayoutChange } from "../api/payouts.ts";
import type { Check, Payout } from "../api/types.ts";
import { ConfirmDialog } from "../components/confirm-dialog.tsx";
import { zonedText } from "../components/times.ts";
import { useTotalInWords } from "../components/total-points.tsx";
import { useNow } from "../components/use-now.ts";
import { ZonedTime } from "../components/zoned-time.tsx";
import { HelpLink } from "../help/help-link.tsx";
import { isMaker, useMe } from "../sign-in/use-me.ts";
import { useLanguage, useTexts } from "../texts/language.ts";
import { ApprovalReasons } from "./approval-reasons.tsx";
import { CheckFacts } from "./check/check-facts.tsx";
import { Warnings, warningGroups } from "./check/warnings.tsx";
import { CancelButton } from "./schedule/cancel-button.tsx";
import { CannotTakeBack } from "./schedule/cannot-take-back.tsx";
import { ScheduleForm } from "./schedule/schedule-form.tsx";
import { TimeBounds } from "./schedule/time-bounds.tsx";

/** The facts for the person who decides; for the others, whom they wait for. */
export function ApprovalPanel({ payout }: { readonly payout: Payout }) {
  const { approval, schedule } = useTexts();
  const me = useMe();
  const nowMs = useNow();
  const [isMoving, setMoving] = useState(false);
  const { request, check } = payout;
  if (request === undefined || check === undefined) return null;
  const isOwn = isMaker(payout, me) || request.requestedBy.id === me.id;
  const mayApprove = me.may("approvePayout");
  const first = request.firstApproval?.by;
  const hasSettled = payout.settledBy?.some(({ id }) => id === me.id) === true;
  const helpFor = () => {
    if (!mayApprove) return approval.who;
    if (first?.id === me.id) return approval.youApproved;
    if (isOwn) return approval.ownHelp;
    return hasSettled ? approval.youSettled : approval.decideHelp;
  };
  const isPast = Date.parse(request.approvableUntil ?? request.instant) <= nowMs;
  return (
    <section className="card">
      <Alert
        type="info"
        showIcon
        title={
          first === undefined
            ? approval.waiting(request.requestedBy.name)
            : approval.oneMore(first.name)
        }
        description={helpFor()}
      />
      {mayApprove && <HelpLink topic="decide" />}
      <h2>{approval.requestedFor}</h2>
      <AskedTime request={request} />
      <TimeBounds payout={payout} time={request} />
      {isPast && <Alert type="warning" showIcon title={approval.pastTime} />}
      {request.note !== undefined && (
        <p>
          {approval.note}: <q>{request.note}</q>
        </p>
      )}
      <ApprovalReasons title={approval.why} reasons={request.approvalReasons ?? []} />
      <CheckFacts payout={payout} check={check} />
      <CannotTakeBack payout={payout} />
      <Warnings
        groups={warningGroups(check, request.warnings)}
        acknowledged={{
          warnings: request.acknowledgedWarnings ?? [],
          by: request.requestedBy.name,
        }}
      />
      <div className="actions">
        {mayApprove && !isOwn && (
          <DecisionButtons
            payout={payout}
            check={check}
            canApprove={first?.id !== me.id && !hasSettled && !isPast}
          />
        )}
        {me.may("schedulePayout") && !isMoving && (
          <Button onClick={() => setMoving(true)}>{schedule.move}</Button>
        )}
        {me.may("cancelPayout") && !isMoving && <CancelButton payoutId={payout.payoutId} />}
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

/** When it is to be paid: at a time, or as soon as somebody has approved it. */
function AskedTime({ request }: { readonly request: NonNullable<Payout["request"]> }) {
  const { approval, schedule } = useTexts();
  const { language } = useLanguage();
  const { approvableUntil, instant, soonest, timeZone } = request;
  if (soonest !== true || approvableUntil === undefined) {
    return (
      <p className="pay-time">
        <ZonedTime instant={instant} timeZone={timeZone} />
      </p>
    );
  }
  return (
    <>
      <p className="pay-time">{schedule.soonest}</p>
      <p>{approval.soonest(zonedText(approvableUntil, language, timeZone))}</p>
    </>
  );
}

/** Approving, and declining with a reason: the payout as it was when the dialog was opened. */
function DecisionButtons({
  payout,
  check,
  canApprove,
}: {
  readonly payout: Payout;
  readonly check: Check;
  /** Not once its time is over, nor who approved it first or settled payments of it: they may decline it all the same. */
  readonly canApprove: boolean;
}) {
  const texts = useTexts();
  const { approval } = texts;
  const totalInWords = useTotalInWords();
  const [asking, setAsking] = useState<"approve" | "decline">();
  const [revision, setRevision] = useState(payout.revision);
  const params = { path: { payoutId: payout.payoutId } };
  const approving = usePayoutChange((api, reason: string | undefined) =>
    dataOf(
      api.POST("/api/payouts/{payoutId}/approve", {
        params,
        body: { revision, ...defined({ reason }) },
      }),
    ),
  );
  const declining = usePayoutChange((api, reason: string) =>
    dataOf(api.POST("/api/payouts/{payoutId}/decline", { params, body: { revision, reason } })),
  );
  function ask(what: "approve" | "decline"): void {
    setRevision(payout.revision);
    setAsking(what);
  }
  function close(): void {
    setAsking(undefined);
    approving.reset();
    declining.reset();
  }
  return (
    <>
      {canApprove && (
        <Button type="primary" onClick={() => ask("approve")}>
          {approval.approve}
        </Button>
      )}
      <Button danger onClick={() => ask("decline")}>
        {approval.decline}
      </Button>
      <ConfirmDialog
        open={asking === "approve"}
        title={approval.approveTitle}
        help={approval.approveHelp(
          texts.paymentCount(check.payments),
          totalInWords(check.totalPoints),
        )}
        action={approval.approve}
        reason={{ label: approval.approveReason, required: false }}
        isPending={approving.isPending}
        error={approving.error}
        // A first of two approvals leaves it waiting, and this panel with it.
        onConfirm={(reason) => approving.mutate(reason, { onSuccess: close })}
        onClose={close}
      />
      <ConfirmDialog
        open={asking === "decline"}
        title={approval.declineTitle}
        help={approval.declineHelp}
        action={approval.decline}
        reason={{ label: approval.declineReason, required: true }}
        danger
        isPending={declining.isPending}
        error={declining.error}
        onConfirm={(reason) => declining.mutate(reason ?? "")}
        onClose={close}
      />
    </>
  );
}
