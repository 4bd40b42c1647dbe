import { BellOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import { Link, useSearchParams } from "react-router";
import { type Reminder, useDeleteReminder, useReminders } from "../api/reminders.ts";
import { ConfirmDialog } from "../components/confirm-dialog.tsx";
import { Empty } from "../components/empty.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { timeIn } from "../components/times.ts";
import { useConfig } from "../config-context.ts";
import { type NewPayoutSettings, useNewPayoutSettings } from "../drafts/use-new-payout-settings.ts";
import { Loading } from "../layout/loading.tsx";
import { useTitle } from "../layout/use-title.ts";
import { useMe } from "../sign-in/use-me.ts";
import { useLanguage, useTexts } from "../texts/language.ts";
import { ReminderDialog } from "./reminder-dialog.tsx";
import "../drafts/drafts.css";

/** What the channel is reminded of every month; made alone, or from the payout that the address names. */
export default function RemindersPage() {
  const { drafts } = useTexts();
  const me = useMe();
  const query = useReminders();
  const [params, setParams] = useSearchParams();
  const source = useNewPayoutSettings(params);
  const [isNew, setNew] = useState(false);
  useTitle(drafts.reminders);
  const mayMake = me.may("createReminder");
  const isMaking = mayMake && (isNew || source.isCopied);
  const close = () => {
    setNew(false);
    setParams({}, { replace: true });
  };
  return (
    <div className="page page-narrow">
      <div className="page-head">
        <h1>{drafts.reminders}</h1>
        {mayMake && (
          <Button type="primary" icon={<BellOutlined aria-hidden />} onClick={() => setNew(true)}>
            {drafts.newReminder}
          </Button>
        )}
      </div>
      <p className="quiet">{drafts.remindersHelp}</p>
      <ProblemAlert error={source.error} />
      <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
      {query.isPending && !query.isError && <Loading />}
      {query.data?.items.length === 0 && <Empty title={drafts.noReminders} />}
      {query.data !== undefined && query.data.items.length > 0 && (
        <ul className="reminders">
          {query.data.items.map((reminder) => (
            <ReminderItem key={reminder.reminderId} reminder={reminder} />
          ))}
        </ul>
      )}
      {isMaking && (
        <ReminderDialog
          title={drafts.newReminder}
          known={undefined}
          settings={source.isCopied ? source.settings : NOTHING}
          onClose={close}
        />
      )}
    </div>
  );
}

const NOTHING: NewPayoutSettings = { title: "" };

function ReminderItem({ reminder }: { readonly reminder: Reminder }) {
  const { drafts } = useTexts();
  const { language } = useLanguage();
  const { defaultTimeZone } = useConfig();
  const me = useMe();
  const [isChanging, setChanging] = useState(false);
  const { reminderId, title, dayOfMonth, toldAt, next, createdBy } = reminder;
  return (
    <li className="card reminder">
      <div>
        <h2>{title}</h2>
        <p>
          {drafts.everyMonth(dayOfMonth, toldAt)} ·{" "}
          {drafts.nextReminder(timeIn(next.instant, defaultTimeZone, language))}
        </p>
        <p className="quiet">{createdBy.name}</p>
      </div>
      {me.may("changeReminder") && (
        <div className="draft-actions">
          <Link to={`/new?reminder=${reminderId}&month=${next.day.slice(0, "2026-12".length)}`}>
            {drafts.uploadNow}
          </Link>
          <Button type="text" onClick={() => setChanging(true)}>
            {drafts.changeReminder}
          </Button>
          <DeleteReminderButton reminder={reminder} />
        </div>
      )}
      {isChanging && (
        <ReminderDialog
          title={drafts.changeReminder}
          known={reminder}
          settings={reminder}
          onClose={() => setChanging(false)}
        />
      )}
    </li>
  );
}

function DeleteReminderButton({ reminder }: { readonly reminder: Reminder }) {
  const { drafts } = useTexts();
  const [isAsking, setAsking] = useState(false);
  const deleting = useDeleteReminder(reminder.reminderId);
  return (
    <>
      <Button type="text" danger onClick={() => setAsking(true)}>
        {drafts.delete}
      </Button>
      <ConfirmDialog
        open={isAsking}
        title={drafts.deleteReminder(reminder.title)}
        help={drafts.deleteReminderHelp}
        action={drafts.delete}
        danger
        isPending={deleting.isPending}
        error={deleting.error}
        onConfirm={() => deleting.mutate(undefined)}
        onClose={() => {
          setAsking(false);
          deleting.reset();
        }}
      />
    </>
  );
}
