import { useEvents } from "../api/payouts.ts";
import type { AuditEvent, Payout } from "../api/types.ts";
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
    <ol className="history" aria-label={texts.history} reversed>
      {query.data.items.toReversed().map((event) => (
        <li key={event.eventId}>
          <EventLine event={event} />
        </li>
      ))}
    </ol>
  );
}

/** One change: what, who, when, and why. */
export function EventLine({ event }: { readonly event: AuditEvent }) {
  const { history } = useTexts();
  const { language } = useLanguage();
  const { at, by, action, why, acknowledgedWarnings = [] } = event;
  const names: Readonly<Record<string, string>> = history.warnings;
  // Of a warning that names another payout, only the kind.
  const kinds = new Set(acknowledgedWarnings.map((each) => each.replace(/:.*$/, "")));
  return (
    <>
      <span className="history-what">{history.actions[action]}</span>
      <span className="quiet">
        {by.kind === "person" ? by.name : history.system[by.name]}
        {by.kind === "person" && by.via !== undefined && " (Slack)"} ·{" "}
        <time dateTime={at}>{zonedText(at, language)}</time>
      </span>
      {kinds.size > 0 && (
        <span className="quiet">
          {history.confirmed([...kinds].map((kind) => names[kind] ?? kind).join(", "))}
        </span>
      )}
      {why !== undefined && <q className="history-why">{why}</q>}
    </>
  );
}
