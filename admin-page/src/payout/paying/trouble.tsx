import { Alert } from "antd";
import { Link } from "react-router";
import type { Payout } from "../../api/types.ts";
import { ForAdmins } from "../../components/for-admins.tsx";
import { zonedText } from "../../components/times.ts";
import { HelpLink } from "../../help/help-link.tsx";
import { useLanguage, useTexts } from "../../texts/language.ts";
import { CanaryFound } from "./canary-found.tsx";

type Pause = NonNullable<Payout["pause"]>;

/** Why it is not being paid now. */
export function Trouble({ payout }: { readonly payout: Payout }) {
  const { paying } = useTexts();
  const { state, outage, pause, halt, endedBy, counts } = payout;
  const isEnded = endedBy !== undefined;
  if (outage !== undefined) return <OutageAlert payout={payout} outage={outage} />;
  if (payout.canary !== undefined && !isEnded) {
    const { payments } = payout.canary;
    const { title, help } = paying.canary;
    return <Alert type="info" showIcon title={title(payments)} description={help} />;
  }
  if (state === "paused" && pause !== undefined) {
    return (
      <Alert
        type="warning"
        showIcon
        title={paying.paused}
        description={
          isEnded ? (
            paying.endAgain
          ) : (
            <>
              <Why pause={pause} hasRejected={(counts?.rejected ?? 0) > 0} />
              <HelpLink topic="paused" />
            </>
          )
        }
      />
    );
  }
  if (state === "halted" && halt !== undefined) {
    return (
      <Alert
        type="error"
        showIcon
        title={paying.halted}
        description={
          <>
            {paying.whyHalted[halt.reason]}
            {isEnded && <p>{paying.endAgain}</p>}
            <ForAdmins said={halt.detail} />
          </>
        }
      />
    );
  }
  return null;
}

function OutageAlert({
  payout,
  outage,
}: {
  readonly payout: Payout;
  readonly outage: NonNullable<Payout["outage"]>;
}) {
  const { paying } = useTexts();
  const { language } = useLanguage();
  const { until, answers, code } = outage;
  const planned = Object.entries(paying.plannedOutages).find(([known]) => known === code)?.[1];
  const whenOver = planned?.goesOnAt ?? paying.outageUntil;
  const zone = payout.schedule?.timeZone;
  return (
    <Alert
      type="info"
      showIcon
      title={planned?.title ?? (answers ? paying.outageAnswering : paying.outage)}
      description={
        <>
          {until !== undefined && <p>{whenOver(zonedText(until, language, zone))}</p>}
          {code === "quiet_hours" ? paying.quietHelp : paying.outageHelp}
          {planned === undefined && <ForAdmins said={code} />}
        </>
      }
    />
  );
}

interface WhyProps {
  readonly pause: Pause;
  readonly hasRejected: boolean;
}

function Why({ pause, hasRejected }: WhyProps) {
  const { paying } = useTexts();
  if (pause.canary !== undefined) return <CanaryFound finding={pause.canary} />;
  if (pause.reason === "many_refused") return <Refused pause={pause} hasRejected={hasRejected} />;
  const { by, note } = pause;
  return (
    <>
      {paying.whyPaused[pause.reason]}
      {by !== undefined && (
        <p>
          {by.name}
          {note !== undefined && (
            <>
              : <q>{note}</q>
            </>
          )}
        </p>
      )}
      <ForAdmins said={pause.detail} />
    </>
  );
}

/** What the points API says of the payments that it refuses, one to look up, and both ways on. */
function Refused({ pause, hasRejected }: WhyProps) {
  const { paying } = useTexts();
  const { language } = useLanguage();
  const { row, detail, why } = pause;
  return (
    <>
      <p>{paying.whyPaused[pause.reason]}</p>
      <dl className="refusal">
        {why !== undefined && (
          <div>
            <dt>{paying.refusedBecause}</dt>
            <dd>{why[language]}</dd>
          </div>
        )}
        {detail !== undefined && (
          <div>
            <dt>{paying.apiSays}</dt>
            <dd>
              <q>{detail}</q>
            </dd>
          </div>
        )}
        {row !== undefined && (
          <div>
            <dt>{paying.refusedLast}</dt>
            <dd>
              {paying.row(row)}
              {hasRejected && (
                <>
                  {" · "}
                  <Link to="?tab=payments&state=rejected">{paying.showRejected}</Link>
                </>
              )}
            </dd>
          </div>
        )}
      </dl>
      <ul className="ways">
        {paying.refusedWays.map((way) => (
          <li key={way}>{way}</li>
        ))}
      </ul>
    </>
  );
}
