import { Link } from "react-router";
import { useEvents } from "../api/payouts.ts";
import type { AuditEvent, Payout } from "../api/types.ts";
import { ExportButton } from "../components/export-button.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { zonedText } from "../components/times.ts";
import { Loading } from "../layout/loading.tsx";
import { useLanguage, useTexts } from "../texts/language.ts";

/** Every change of the payout, the newest first: who, when, what, why. */
export function History({ payout }: { readonly payout: Payout }) {
  const { payout: texts } = useTexts();
  const query = useEvents(payout);
  if (query.data === undefined) {
    return query.isError ? (
      <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
    ) : (
      <Loading />
    );
  }
  return (
    <>
      <div className="actions">
        <ExportButton
          path={`/api/payouts/${payout.payoutId}/events.csv`}
          fileName={`${payout.title} ${texts.history}.csv`}
        />
      </div>
      <ol className="history" aria-label={texts.history} reversed>
        {query.data.items.toReversed().map((event) => (
          <li key={event.eventId}>
            <EventLine event={event} />
          </li>
        ))}
      </ol>
    </>
  );
}

/** One change: what, who, when, and why. */
export function EventLine({ event }: { readonly event: AuditEvent }) {
  const { history } = useTexts();
  const { language } = useLanguage();
  const { at, by, action, acknowledgedWarnings = [] } = event;
  const names: Readonly<Record<string, string>> = history.warnings;
  // Of a warning that names another payout, only the kind.
  const kinds = acknowledgedWarnings.map((each) => each.replace(/:.*$/, ""));
  const warnings = new Set(kinds.map((kind) => names[kind] ?? history.otherWarning));
  return (
    <>
      <span className="history-what">{history.actions[action]}</span>
      <span className="quiet">
        {by.kind === "person" ? by.name : history.system[by.name]}
        {by.kind === "person" && by.via !== undefined && " (Slack)"} ·{" "}
        <time dateTime={at}>{zonedText(at, language)}</time>
      </span>
      <PayTimeChange event={event} />
      <NameChange event={event} />
      {warnings.size > 0 && (
        <span className="quiet">{history.confirmed([...warnings].join(", "))}</span>
      )}
      <Why event={event} />
    </>
  );
}

/** When it was to be paid until then, and when from then on. */
function PayTimeChange({ event: { payTime } }: { readonly event: AuditEvent }) {
  const { history } = useTexts();
  const { language } = useLanguage();
  if (payTime === undefined) return null;
  const { before, after } = payTime;
  const times = [before, after].filter((time) => time !== undefined);
  const shown = times.map(({ at, timeZone }) => zonedText(at, language, timeZone)).join(" → ");
  const text = after === undefined ? history.payTimeBefore(shown) : history.payTime(shown);
  return <span className="quiet">{text}</span>;
}

/** What it was called, or which file it had, until then and from then on. */
function NameChange({ event: { title, file } }: { readonly event: AuditEvent }) {
  const { drafts, figures } = useTexts();
  if (title !== undefined) {
    return <span className="quiet">{drafts.titleChange(title.before, title.after)}</span>;
  }
  if (file === undefined) return null;
  const { fileName, payments, totalPoints } = file.before;
  const was = [
    fileName,
    ...(payments === undefined ? [] : [figures.payments(payments)]),
    ...(totalPoints === undefined ? [] : [figures.points(totalPoints)]),
  ].join(" · ");
  return <span className="quiet">{drafts.fileChange(was, file.after.fileName)}</span>;
}

/** Why, in a person's words or in Paysheet's, with the payout that it names. */
function Why({ event: { why, reason } }: { readonly event: AuditEvent }) {
  const { check } = useTexts();
  const { language } = useLanguage();
  const said = reason === undefined ? why : reason.note;
  return (
    <>
      {reason !== undefined && <span className="quiet">{reason.message[language]}</span>}
      {said !== undefined && <q className="history-why">{said}</q>}
      {reason?.payoutId !== undefined && (
        <Link to={`/payouts/${reason.payoutId}`}>{check.openOther}</Link>
      )}
    </>
  );
}
