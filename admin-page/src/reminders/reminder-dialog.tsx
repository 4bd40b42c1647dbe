import { Button, Input, InputNumber } from "antd";
import { useState } from "react";
import { defined } from "../api/client.ts";
import { type Reminder, useSaveReminder } from "../api/reminders.ts";
import { Dialog } from "../components/dialog.tsx";
import { Field } from "../components/field.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import type { NewPayoutSettings } from "../drafts/use-new-payout-settings.ts";
import { PointsApiChoice, usePointsApi } from "../new-payout/points-api-choice.tsx";
import { RowDefaultsFields, useGivenDefaults } from "../new-payout/row-defaults.tsx";
import { useTexts } from "../texts/language.ts";

const LAST_DAY = 31;
const MORNING = "09:00";

/** When the channel is reminded, and what the payout gets that is made then. */
export function ReminderDialog({
  title,
  known,
  settings,
  onClose,
}: {
  readonly title: string;
  /** The one that is changed; a new one without it. */
  readonly known: Reminder | undefined;
  readonly settings: NewPayoutSettings;
  readonly onClose: () => void;
}) {
  const { drafts, newPayout, schedule, back } = useTexts();
  const [typed, setTyped] = useState({
    title: settings.title,
    dayOfMonth: known?.dayOfMonth ?? null,
    toldAt: known?.toldAt ?? MORNING,
    timeOfDay: settings.plan?.timeOfDay ?? "",
    note: settings.plan?.note ?? "",
    ...settings.defaults,
  });
  const [chosen, setChosen] = useState(settings.pointsApi);
  const pointsApi = usePointsApi(chosen);
  const defaults = useGivenDefaults(typed, pointsApi);
  const saving = useSaveReminder(known);
  const { dayOfMonth } = typed;
  const isReady = typed.title.trim() !== "" && dayOfMonth !== null && typed.toldAt !== "";

  function save(): void {
    if (dayOfMonth === null) return;
    const note = typed.note.trim();
    const plan = {
      ...(typed.timeOfDay !== "" && { timeOfDay: typed.timeOfDay }),
      ...(note !== "" && { note }),
    };
    const body = {
      ...{ title: typed.title.trim(), dayOfMonth, toldAt: typed.toldAt },
      ...defined({ pointsApi, defaults, plan: Object.keys(plan).length > 0 ? plan : undefined }),
    };
    saving.mutate(body, { onSuccess: onClose });
  }

  return (
    <Dialog
      open
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{back}</Button>
          <Button type="primary" disabled={!isReady} loading={saving.isPending} onClick={save}>
            {drafts.saveReminder}
          </Button>
        </>
      }
    >
      <Field label={newPayout.name} help={drafts.reminderTitleHelp}>
        {({ id, describedBy }) => (
          <Input
            id={id}
            aria-describedby={describedBy}
            maxLength={200}
            value={typed.title}
            onChange={({ target }) => setTyped({ ...typed, title: target.value })}
          />
        )}
      </Field>
      <div className="reminder-time">
        <Field label={drafts.dayOfMonth} help={drafts.dayOfMonthHelp}>
          {({ id, describedBy }) => (
            <InputNumber
              id={id}
              className="wide"
              aria-describedby={describedBy}
              min={1}
              max={LAST_DAY}
              precision={0}
              value={dayOfMonth}
              onChange={(day) => setTyped({ ...typed, dayOfMonth: day })}
            />
          )}
        </Field>
        <Field label={drafts.toldAt}>
          {({ id }) => (
            <Input
              id={id}
              type="time"
              value={typed.toldAt}
              onChange={({ target }) => setTyped({ ...typed, toldAt: target.value })}
            />
          )}
        </Field>
      </div>
      <PointsApiChoice value={pointsApi} disabled={saving.isPending} onChange={setChosen} />
      <RowDefaultsFields
        value={typed}
        pointsApi={pointsApi}
        disabled={saving.isPending}
        onChange={({ reason, extras }) => setTyped({ ...typed, ...defined({ reason, extras }) })}
      />
      <details className="latest-field" open={typed.timeOfDay + typed.note !== "" || undefined}>
        <summary>{drafts.plan}</summary>
        <Field label={drafts.timeOfDay} help={drafts.planHelp}>
          {({ id, describedBy }) => (
            <Input
              id={id}
              type="time"
              aria-describedby={describedBy}
              value={typed.timeOfDay}
              onChange={({ target }) => setTyped({ ...typed, timeOfDay: target.value })}
            />
          )}
        </Field>
        <Field label={schedule.note}>
          {({ id }) => (
            <Input.TextArea
              id={id}
              rows={2}
              maxLength={500}
              value={typed.note}
              onChange={({ target }) => setTyped({ ...typed, note: target.value })}
            />
          )}
        </Field>
      </details>
      <ProblemAlert error={saving.error} />
    </Dialog>
  );
}
