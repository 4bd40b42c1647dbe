import type { Payout } from "../../api/types.ts";
import { type Fact, Facts } from "../../components/facts.tsx";
import { count } from "../../components/numbers.ts";
import { duration, timeOfDay } from "../../components/times.ts";
import { useLanguage, useTexts } from "../../texts/language.ts";

/** Points, rate, time left or taken, and who decided. */
export function WatchFacts({ payout }: { readonly payout: Payout }) {
  const texts = useTexts();
  const { language } = useLanguage();
  const { watch, schedule: words, dryRun } = texts;
  const { points, progress, startedAt, finishedAt, schedule } = payout;
  const facts: (Fact | false)[] = [
    points !== undefined && {
      name: payout.dryRun ? dryRun.points : watch.points,
      value: watch.of(count(points.paid), texts.points(points.total)),
    },
    progress !== undefined && {
      name: watch.speed,
      value: [
        watch.rate(String(progress.ratePerSecond)),
        progress.secondsLeft === undefined
          ? ""
          : watch.left(duration(progress.secondsLeft * 1_000, texts)),
      ]
        .filter((part) => part !== "")
        .join(" · "),
    },
    startedAt !== undefined && { name: watch.startedAt, value: timeOfDay(startedAt, language) },
    finishedAt !== undefined && { name: watch.finishedAt, value: timeOfDay(finishedAt, language) },
    startedAt !== undefined &&
      finishedAt !== undefined && {
        name: watch.took,
        value: duration(Date.parse(finishedAt) - Date.parse(startedAt), texts),
      },
    schedule !== undefined && { name: words.scheduledBy, value: schedule.requestedBy.name },
    schedule?.approvedBy !== undefined && {
      name: words.approvedBy,
      value: schedule.approvedBy.name,
    },
  ];
  return <Facts large={1} facts={facts.filter((fact) => fact !== false)} />;
}
