import { Link } from "react-router";
import type { PayoutSummary, Waiting } from "../api/types.ts";
import { zonedText } from "../components/times.ts";
import { Brake } from "../payout-list/payout-table.tsx";
import { useLanguage, useTexts } from "../texts/language.ts";
import { PayoutLine } from "./payout-line.tsx";

type Kind = keyof Waiting;

/** The most urgent first. */
const KINDS = [
  "stopped",
  "toSettle",
  "toApprove",
  "toMend",
  "toSchedule",
] as const satisfies readonly Kind[];
/** Where all of a kind are found, and others with them. */
const IN_LIST: Readonly<Record<Kind, string>> = {
  stopped: "/payouts?attention=true",
  toSettle: "/payouts?state=completed&attention=true",
  toApprove: "/payouts?state=awaiting_approval",
  toMend: "/payouts?attention=true&mine=true",
  toSchedule: "/payouts?state=ready&mine=true",
};
const SHOWN = 4;

/** What nobody but whoever is signed in, or others who may, brings on. Not there for those who only look. */
export function WaitingPart({ waiting }: { readonly waiting: Waiting }) {
  const { overview } = useTexts();
  const isTheirs = KINDS.some((kind) => waiting[kind] !== undefined);
  if (!isTheirs) return null;
  const waits = KINDS.filter((kind) => (waiting[kind]?.items.length ?? 0) > 0);
  return (
    <section className="card" aria-labelledby="overview-waiting">
      <h2 id="overview-waiting">{overview.waiting}</h2>
      {waits.length === 0 && <p className="quiet">{overview.nothingWaits}</p>}
      {waits.length > 0 && (
        <div className="overview-kinds">
          {waits.map((kind) => (
            <WaitingKind key={kind} kind={kind} found={waiting[kind]} />
          ))}
        </div>
      )}
    </section>
  );
}

function WaitingKind({ kind, found }: { readonly kind: Kind; readonly found: Waiting[Kind] }) {
  const { overview } = useTexts();
  const { items = [], hasMore = false } = found ?? {};
  const id = `overview-${kind}`;
  return (
    <section className="overview-kind" aria-labelledby={id}>
      <h3 id={id}>
        {overview.kinds[kind]}{" "}
        <span className="overview-count">{overview.kindCount(items.length, hasMore)}</span>
      </h3>
      <ul className="overview-list">
        {items.slice(0, SHOWN).map((payout) => (
          <PayoutLine key={payout.payoutId} payout={payout}>
            <About kind={kind} payout={payout} />
          </PayoutLine>
        ))}
      </ul>
      {(items.length > SHOWN || hasMore) && (
        <Link className="overview-all" to={IN_LIST[kind]}>
          {overview.all}
          <span className="unseen">: {overview.kinds[kind]}</span>
        </Link>
      )}
    </section>
  );
}

/** What somebody wants to know of it before they open it. */
function About({ kind, payout }: { readonly kind: Kind; readonly payout: PayoutSummary }) {
  const { overview, paymentCount, points } = useTexts();
  const { language } = useLanguage();
  const { check, request, counts, pause, owner } = payout;
  const size =
    check === undefined || check.problemCount > 0
      ? []
      : [points(check.totalPoints), paymentCount(check.payments)];
  const said: Readonly<Record<Kind, readonly string[]>> = {
    toApprove: [
      ...(request === undefined ? [] : [zonedText(request.instant, language, request.timeZone)]),
      ...size,
      overview.askedBy(request?.requestedBy.name ?? owner.name),
    ],
    toMend:
      check !== undefined && check.problemCount > 0 ? [overview.toFix(check.problemCount)] : size,
    toSchedule: size,
    toSettle: [overview.toSettle(counts?.unknown ?? 0), owner.name],
    stopped: [...size, pause?.by === undefined ? owner.name : overview.stoppedBy(pause.by.name)],
  };
  return (
    <>
      <span className="quiet small">{said[kind].join(" · ")}</span>
      {kind === "toMend" && <Brake payout={payout} />}
    </>
  );
}
