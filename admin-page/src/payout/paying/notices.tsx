import { Alert } from "antd";
import { Link } from "react-router";
import type { Payout } from "../../api/types.ts";
import { zonedText } from "../../components/times.ts";
import { HelpLink } from "../../help/help-link.tsx";
import { useLanguage, useTexts } from "../../texts/language.ts";

/** Who closed the payout, when and why, and what that means for what was not paid. */
export function EndedNotice({ payout }: { readonly payout: Payout }) {
  const { paying } = useTexts();
  const { language } = useLanguage();
  const { endedBy, state, counts } = payout;
  if (endedBy === undefined) return null;
  const { by, at, reason } = endedBy;
  const who = paying.endedBy(by.name, zonedText(at, language));
  return (
    <Alert
      type="info"
      showIcon
      title={state === "completed" ? who : paying.ending}
      description={
        <>
          {state === "completed"
            ? paying.endedHelp(counts?.withdrawn ?? 0)
            : `${who} ${paying.endingHelp}`}
          <span className="end-reason">
            {paying.reason}: <q>{reason}</q>
          </span>
        </>
      }
    />
  );
}

/** Payments that were asked for when a payout stopped are no waiting ones: they may have been paid. */
export function AskedNotice({ payout: { state, counts } }: { readonly payout: Payout }) {
  const { paying } = useTexts();
  const sending = counts?.sending ?? 0;
  if (sending === 0 || state === "distributing") return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={paying.askedTitle(sending)}
      description={paying.askedHelp}
    />
  );
}

/** Payments that the points API has taken need nobody: they come to their end by themselves. */
export function AcceptedNotice({ payout }: { readonly payout: Payout }) {
  const { paying } = useTexts();
  const accepted = payout.counts?.accepted ?? 0;
  // In an outage nothing is asked for, and the outage says that there is nothing to do.
  if (accepted === 0 || payout.outage !== undefined) return null;
  return (
    <Alert
      type="info"
      showIcon
      title={paying.accepted(accepted)}
      description={payout.state === "distributing" ? paying.acceptedHelp : paying.acceptedAtRest}
    />
  );
}

/** Payments whose outcome is unknown need a person. */
export function UnknownNotice({ payout }: { readonly payout: Payout }) {
  const { paying } = useTexts();
  const { unknown = 0, proposed = 0 } = payout.counts ?? {};
  if (unknown + proposed === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={paying.unknown(unknown)}
      description={
        <>
          {paying.unknownHelp}
          {proposed > 0 && ` ${paying.proposed(proposed)}`}
          <Link className="next-step" to="?tab=payments&state=unknown">
            {paying.showUnknown}
          </Link>
          {proposed > 0 && (
            <Link className="next-step" to="?tab=payments&state=proposed">
              {paying.showProposed}
            </Link>
          )}
          <HelpLink topic="unknown" />
        </>
      }
    />
  );
}

/** What was taken back of the payout, and what is to be, each with the reversal that does it. */
export function TakenBackNotice({ payout: { reversals } }: { readonly payout: Payout }) {
  const { reversal: texts } = useTexts();
  const shown =
    reversals?.filter(({ state }) => state !== "cancelled" && state !== "invalid") ?? [];
  if (shown.length === 0) return null;
  return (
    <Alert
      type="info"
      showIcon
      title={texts.takenBackTitle}
      description={
        <ul className="ways">
          {shown.map(({ payoutId, takenBack, payments = 0, points = 0 }) => (
            <li key={payoutId}>
              <Link to={`/payouts/${payoutId}`}>
                {takenBack === undefined
                  ? texts.planned(payments, points)
                  : texts.takenBack(takenBack.payments, takenBack.points)}
              </Link>
            </li>
          ))}
        </ul>
      }
    />
  );
}
