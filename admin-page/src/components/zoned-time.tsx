import { useLanguage, useTexts } from "../texts/language.ts";
import { OWN_TIME_ZONE, sameClock, timeIn } from "./times.ts";

/** An instant in its zone and, where the reader's clocks differ, in theirs. */
export function ZonedTime({
  instant,
  timeZone,
}: {
  readonly instant: string;
  readonly timeZone: string;
}) {
  const { schedule } = useTexts();
  const { language } = useLanguage();
  return (
    <span className="zoned-time">
      <time dateTime={instant}>{timeIn(instant, timeZone, language)}</time>{" "}
      <span className="zone">{timeZone}</span>
      {!sameClock(instant, timeZone, OWN_TIME_ZONE) && (
        <span className="own-time">
          {schedule.yours} {timeIn(instant, OWN_TIME_ZONE, language)} ({OWN_TIME_ZONE})
        </span>
      )}
    </span>
  );
}
