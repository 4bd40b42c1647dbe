import "dayjs/locale/ko";
import { Alert, Button, Select } from "antd";
import { useMemo } from "react";
import { Temporal } from "temporal-polyfill";
import { Field } from "../../components/field.tsx";
import { duration, OWN_TIME_ZONE, zonedText } from "../../components/times.ts";
import { useNow } from "../../components/use-now.ts";
import { ZonedTime } from "../../components/zoned-time.tsx";
import { useConfig } from "../../config-context.ts";
import { useLanguage, useTexts } from "../../texts/language.ts";
import { type QuietHours, quietUntil } from "./quiet-hours.ts";
import type { ScheduleDraft } from "./schedule-form.tsx";
import { TimeField } from "./time-field.tsx";

/** Date, time and zone, with what they mean in words. Loaded apart, for its size. */
export default function TimeFields({
  draft,
  change,
  error,
}: {
  readonly draft: ScheduleDraft;
  readonly change: (draft: ScheduleDraft) => void;
  readonly error: string | undefined;
}) {
  const { schedule } = useTexts();
  const { at, timeZone } = draft;
  const zones = useMemo(() => timeZones(timeZone), [timeZone]);
  return (
    <>
      <div className="time-fields">
        <TimeField
          label={schedule.time}
          placeholder={draft.soonest ? schedule.soonest : schedule.timePlaceholder}
          value={{ at, unread: draft.unreadAt }}
          help={draft.soonest ? schedule.soonestHelp : undefined}
          error={error}
          onChange={(entered) =>
            change({ ...draft, at: entered.at, unreadAt: entered.unread, soonest: false })
          }
        />
        <Field label={schedule.zone}>
          {({ id }) => (
            <Select
              id={id}
              className="wide"
              showSearch
              value={timeZone}
              options={zones}
              onChange={(zone) => change({ ...draft, timeZone: zone })}
            />
          )}
        </Field>
      </div>
      <UsualTimes draft={draft} change={change} />
      {at !== "" && <Meaning reading={readLocalTime(at, timeZone)} timeZone={timeZone} />}
      <LatestField draft={draft} change={change} />
    </>
  );
}

/** Folded away unless it says something: few payouts have a latest time. */
function LatestField({
  draft,
  change,
}: {
  readonly draft: ScheduleDraft;
  readonly change: (draft: ScheduleDraft) => void;
}) {
  const { schedule } = useTexts();
  const { quietHours = [] } = useConfig();
  const { at, latest, timeZone } = draft;
  const isTooSoon = latest !== "" && at !== "" && latest <= beginning(at, timeZone, quietHours);
  return (
    <details className="latest-field" open={latest + draft.unreadLatest !== "" || undefined}>
      <summary>{schedule.latestOptional}</summary>
      <TimeField
        label={schedule.latest}
        placeholder={schedule.timePlaceholder}
        value={{ at: latest, unread: draft.unreadLatest }}
        help={schedule.latestHelp}
        error={isTooSoon ? schedule.latestTooSoon : undefined}
        onChange={(entered) =>
          change({ ...draft, latest: entered.at, unreadLatest: entered.unread })
        }
      />
    </details>
  );
}

function UsualTimes({
  draft,
  change,
}: {
  readonly draft: ScheduleDraft;
  readonly change: (draft: ScheduleDraft) => void;
}) {
  const { schedule } = useTexts();
  const nowMs = useNow();
  const { today, tomorrow, monday } = usualTimes(draft.timeZone, nowMs);
  const chosen = { ...draft, at: "", unreadAt: "", soonest: false };
  const choices = [
    { name: schedule.today, at: today },
    { name: schedule.tomorrow, at: tomorrow },
    { name: schedule.monday, at: monday },
  ];
  return (
    <div className="usual-times">
      <Button
        size="small"
        aria-pressed={draft.soonest}
        onClick={() => change({ ...chosen, soonest: true })}
      >
        {schedule.soonest}
      </Button>
      {choices.map(
        ({ name, at }) =>
          at !== undefined && (
            <Button key={name} size="small" onClick={() => change({ ...chosen, at })}>
              {name}
            </Button>
          ),
      )}
    </div>
  );
}

function Meaning({ reading, timeZone }: { readonly reading: Reading; readonly timeZone: string }) {
  const texts = useTexts();
  const { language } = useLanguage();
  const { quietHours = [] } = useConfig();
  const nowMs = useNow();
  if (reading.kind === "skipped") return <p className="field-error">{texts.schedule.skipped}</p>;
  const leftMs = Date.parse(reading.instant) - nowMs;
  const beginsAt = quietUntil(reading.instant, quietHours);
  return (
    <>
      <p className="meaning">
        <ZonedTime instant={reading.instant} timeZone={timeZone} />
        <span className={leftMs > 0 ? "from-now" : "field-error"}>
          {leftMs > 0 ? texts.schedule.fromNow(duration(leftMs, texts)) : texts.schedule.past}
        </span>
      </p>
      {beginsAt !== undefined && (
        <Alert
          type="info"
          showIcon
          title={texts.schedule.quiet(zonedText(beginsAt, language, timeZone))}
        />
      )}
    </>
  );
}

/** All zones that the browser knows, those that matter first. */
function timeZones(chosen: string) {
  const names = new Set([
    "Asia/Seoul",
    OWN_TIME_ZONE,
    chosen,
    "UTC",
    ...Intl.supportedValuesOf("timeZone"),
  ]);
  return [...names].map((name) => ({ value: name, label: name }));
}

type Reading =
  | { readonly kind: "instant"; readonly instant: string }
  /** The zone's clocks skip that time. */
  | { readonly kind: "skipped" };

/** The instant at which a zone's clocks show `YYYY-MM-DDTHH:mm:ss`; the earlier if they do twice. */
function readLocalTime(localTime: string, timeZone: string): Reading {
  const plain = Temporal.PlainDateTime.from(localTime);
  const zoned = plain.toZonedDateTime(timeZone, { disambiguation: "compatible" });
  return zoned.toPlainDateTime().equals(plain)
    ? { kind: "instant", instant: zoned.toInstant().toString() }
    : { kind: "skipped" };
}

/** When paying really begins, as a local time of the zone; the chosen time where its clocks skip that. */
function beginning(at: string, timeZone: string, quietHours: QuietHours): string {
  const reading = readLocalTime(at, timeZone);
  const until = reading.kind === "instant" ? quietUntil(reading.instant, quietHours) : undefined;
  if (until === undefined) return at;
  return toText(Temporal.Instant.from(until).toZonedDateTimeISO(timeZone).toPlainDateTime());
}

const toText = (time: Temporal.PlainDateTime) => time.toString({ smallestUnit: "second" });

/** Times people often choose, as `YYYY-MM-DDTHH:mm:ss` of the zone. */
function usualTimes(timeZone: string, nowMs: number) {
  const now = Temporal.Instant.fromEpochMilliseconds(nowMs)
    .toZonedDateTimeISO(timeZone)
    .toPlainDateTime();
  const at = (time: Temporal.PlainDateTime, hour: number) =>
    time.with({ hour, minute: 0, second: 0, millisecond: 0, microsecond: 0, nanosecond: 0 });
  const today = at(now, 18);
  const isEarly = Temporal.PlainDateTime.compare(now.add({ minutes: 1 }), today) < 0;
  return {
    ...(isEarly ? { today: toText(today) } : {}),
    tomorrow: toText(at(now.add({ days: 1 }), 10)),
    monday: toText(at(now.add({ days: 8 - now.dayOfWeek }), 10)),
  };
}
