import { Alert } from "antd";
import type { Payout } from "../../api/types.ts";
import { zonedText } from "../../components/times.ts";
import { ZonedTime } from "../../components/zoned-time.tsx";
import { useLanguage, useTexts } from "../../texts/language.ts";

/** When paying really begins, where its time is in quiet hours, and when it ends at the latest. */
export function TimeBounds({
  payout,
  time,
}: {
  readonly payout: Pick<Payout, "beginsAt">;
  readonly time: NonNullable<Payout["request"]>;
}) {
  const { schedule } = useTexts();
  const { language } = useLanguage();
  const { timeZone, latest } = time;
  const { beginsAt } = payout;
  return (
    <>
      {beginsAt !== undefined && (
        <Alert
          type="info"
          showIcon
          title={schedule.quiet(zonedText(beginsAt, language, timeZone))}
        />
      )}
      {latest !== undefined && (
        <p className="latest">
          {schedule.latest}: <ZonedTime instant={latest.instant} timeZone={timeZone} />
        </p>
      )}
    </>
  );
}
