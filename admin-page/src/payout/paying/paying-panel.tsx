import type { Schemas } from "../../api/contract.ts";
import type { Payout } from "../../api/types.ts";
import { usePaymentStates } from "../../components/dry-run.tsx";
import { type Fact, Facts } from "../../components/facts.tsx";
import { count } from "../../components/numbers.ts";
import { duration, zonedText } from "../../components/times.ts";
import { ZonedTime } from "../../components/zoned-time.tsx";
import { useLanguage, useTexts } from "../../texts/language.ts";
import {
  AcceptedNotice,
  AskedNotice,
  EndedNotice,
  TakenBackNotice,
  UnknownNotice,
} from "./notices.tsx";
import { PayingActions } from "./paying-actions.tsx";
import { Trouble } from "./trouble.tsx";

/** A payout that has begun: how far it is or what it came to, and what may be done about it. */
export function PayingPanel({ payout }: { readonly payout: Payout }) {
  const { counts } = payout;
  return (
    <section className="card">
      <EndedNotice payout={payout} />
      <Trouble payout={payout} />
      {counts !== undefined && (
        <ProgressBar counts={counts} isResting={payout.state !== "distributing"} />
      )}
      <PayingFacts payout={payout} />
      <AskedNotice payout={payout} />
      <AcceptedNotice payout={payout} />
      <UnknownNotice payout={payout} />
      <TakenBackNotice payout={payout} />
      <PayingActions payout={payout} />
    </section>
  );
}

const PARTS = ["paid", "rejected", "unknown", "withdrawn", "accepted"] as const;
/** Few payouts have any; the legend names them only where there are some. */
const RARE: readonly string[] = ["withdrawn", "accepted", "sending"];

/** How many payments ended how, as parts of one bar, with a legend in numbers. */
function ProgressBar({
  counts,
  isResting,
}: {
  readonly counts: Schemas["Counts"];
  /** Whether nobody is at it: what was asked for does not come to its end by itself then. */
  readonly isResting: boolean;
}) {
  const { paying } = useTexts();
  const states = usePaymentStates();
  const settled = counts.payments - counts.pending - counts.accepted;
  const percent = counts.payments === 0 ? 0 : Math.floor((settled / counts.payments) * 100);
  const sending = isResting ? (counts.sending ?? 0) : 0;
  const shown = { ...counts, sending, pending: counts.pending - sending };
  const names = { ...states, sending: paying.asked };
  const legend = ([...PARTS, "sending", "pending"] as const).filter(
    (part) => !RARE.includes(part) || shown[part] > 0,
  );
  return (
    <>
      <p className="percent">
        {percent}%
        <span className="quiet"> {paying.of(count(settled), count(counts.payments))}</span>
      </p>
      <div
        className="bar"
        role="progressbar"
        aria-label={paying.progress}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
      >
        {PARTS.map((part) => (
          <div
            key={part}
            className={`bar-part bar-${part}`}
            style={{ width: `${(counts[part] / Math.max(1, counts.payments)) * 100}%` }}
          />
        ))}
      </div>
      <dl className="legend">
        {legend.map((part) => (
          <div key={part} className={`legend-${part}`}>
            <dt>{names[part]}</dt>
            <dd>{count(shown[part])}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** Points, rate, time left or taken, and who decided. */
function PayingFacts({ payout }: { readonly payout: Payout }) {
  const texts = useTexts();
  const { language } = useLanguage();
  const { paying, schedule: words, dryRun, receipt } = texts;
  const { points, progress, counts, startedAt, finishedAt, schedule } = payout;
  const facts: (Fact | false)[] = [
    points !== undefined && {
      name: payout.dryRun ? dryRun.points : paying.points,
      value: paying.of(count(points.paid), texts.points(points.total)),
    },
    // What is left is up to the points system: a rate would only mislead.
    progress !== undefined &&
      payout.outage === undefined &&
      !(counts?.pending === 0 && counts.accepted > 0) && {
        name: paying.speed,
        value: [
          paying.rate(String(progress.ratePerSecond)),
          progress.secondsLeft === undefined
            ? ""
            : paying.left(duration(progress.secondsLeft * 1_000, texts)),
        ]
          .filter((part) => part !== "")
          .join(" · "),
      },
    schedule !== undefined && {
      name: receipt.scheduledFor,
      value: <ZonedTime instant={schedule.instant} timeZone={schedule.timeZone} />,
    },
    startedAt !== undefined && { name: paying.startedAt, value: zonedText(startedAt, language) },
    finishedAt !== undefined && { name: paying.finishedAt, value: zonedText(finishedAt, language) },
    startedAt !== undefined &&
      finishedAt !== undefined && {
        name: paying.took,
        value: duration(Date.parse(finishedAt) - Date.parse(startedAt), texts),
      },
    schedule?.latest !== undefined && {
      name: words.latest,
      value: <ZonedTime instant={schedule.latest.instant} timeZone={schedule.timeZone} />,
    },
    schedule !== undefined && { name: words.scheduledBy, value: schedule.requestedBy.name },
    schedule?.approvedBy !== undefined && {
      name: words.approvedBy,
      value: schedule.approvedBy.name,
    },
  ];
  return <Facts large={1} facts={facts.filter((fact) => fact !== false)} />;
}
