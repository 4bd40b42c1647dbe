import { Button, Input } from "antd";
import { type FormEvent, lazy, type ReactNode, Suspense, useState } from "react";
import * as z from "zod/mini";
import { dataOf, defined } from "../../api/client.ts";
import { usePayoutChange } from "../../api/payouts.ts";
import { ApiProblemError } from "../../api/problem.ts";
import type { Check, Payout, SheetProblem } from "../../api/types.ts";
import { amountInWords } from "../../components/amount-in-words.ts";
import { Field } from "../../components/field.tsx";
import { readWholeNumber } from "../../components/numbers.ts";
import { ProblemAlert } from "../../components/problem-alert.tsx";
import { duration } from "../../components/times.ts";
import { useDraft } from "../../components/use-draft.ts";
import { useConfig } from "../../config-context.ts";
import { nextTimeOfDay } from "../../drafts/next-time-of-day.ts";
import { useDecides } from "../../sign-in/use-me.ts";
import { useLanguage, useTexts } from "../../texts/language.ts";
import {
  acknowledgementsIn,
  isTicked,
  type WarningGroup,
  Warnings,
  warningGroups,
} from "../check/warnings.tsx";
import { NoteField } from "./note-field.tsx";

const NOTHING_MISSING = { ticks: undefined, at: undefined, total: undefined };
const TimeFields = lazy(() => import("./time-fields.tsx"));

/** When to pay, and the total typed once more by hand. Schedules a payout, or moves it. */
export function ScheduleForm({
  payout,
  check,
  extra,
  onDone,
}: {
  readonly payout: Payout;
  readonly check: Check;
  /** What else may be done here. */
  readonly extra: ReactNode;
  readonly onDone?: () => void;
}) {
  const { schedule } = useTexts();
  const { language } = useLanguage();
  const { payoutId } = payout;
  const { draft, change, forget } = useScheduleDraft(payout, check);
  const [tried, setTried] = useState(false);
  const [foundSince, setFoundSince] = useState(warningsOf(payout));
  const groups = warningGroups(check, foundSince);
  const scheduling = usePayoutChange(
    async (api, { soonest, timeZone, latest, note, total, ticked, ...draft }: ScheduleDraft) => {
      const expectedTotalPoints = readWholeNumber(total) ?? 0;
      // What that is, the API says once it is asked: at the click, and by its own clock.
      const at = soonest ? "soonest" : draft.at;
      const body = {
        ...{ at, timeZone, expectedTotalPoints },
        acknowledgedWarnings: acknowledgementsIn(groups, ticked),
        ...defined({ latest: latest === "" ? undefined : latest }),
        ...defined({ note: note.trim() === "" ? undefined : note.trim() }),
      };
      const path = { payoutId };
      return dataOf(api.PUT("/api/payouts/{payoutId}/schedule", { params: { path }, body }));
    },
  );
  const missing = useMissing(draft, check, groups);
  const needsApproval = useNeedsApproval(payout, check);
  const submitText = useSubmitText(payout, check);
  const shown = tried ? missing : NOTHING_MISSING;

  const typedInWords = amountInWords(readWholeNumber(draft.total) ?? 0, language);

  function submit(event: FormEvent<HTMLFormElement>): void {
    event.preventDefault();
    const form = event.currentTarget;
    setTried(true);
    if (Object.values(missing).some((text) => text !== undefined)) {
      focusFirstWrong(form);
      return;
    }
    scheduling.mutate(draft, {
      onSuccess() {
        forget();
        onDone?.();
      },
      onError(error) {
        const found = warningsIn(error);
        if (found === undefined) return;
        setFoundSince(found);
        focusFirstWrong(form);
      },
    });
  }

  return (
    <form className="form" onSubmit={submit} noValidate>
      <Warnings
        groups={groups}
        ticked={draft.ticked}
        onTick={(ticked) => change({ ...draft, ticked })}
      />
      {shown.ticks !== undefined && <p className="field-error">{shown.ticks}</p>}
      <Suspense fallback={<div className="time-fields-place" />}>
        <TimeFields draft={draft} change={change} error={shown.at} />
      </Suspense>
      <NoteField
        note={draft.note}
        isWanted={needsApproval !== undefined}
        onChange={(note) => change({ ...draft, note })}
      />
      <Field label={schedule.total} help={schedule.totalHelp} error={shown.total}>
        {({ id, describedBy }) => (
          <Input
            id={id}
            className="total"
            inputMode="numeric"
            autoComplete="off"
            aria-describedby={describedBy}
            aria-invalid={shown.total !== undefined}
            status={shown.total === undefined ? "" : "error"}
            suffix={typedInWords === undefined ? "P" : `P (${typedInWords})`}
            value={draft.total}
            onChange={({ target }) => change({ ...draft, total: target.value })}
          />
        )}
      </Field>
      <Consequences payout={payout} check={check} />
      <ProblemAlert error={warningsIn(scheduling.error) === undefined ? scheduling.error : null} />
      <div className="form-end">
        <Button type="primary" htmlType="submit" loading={scheduling.isPending}>
          {submitText}
        </Button>
        {extra}
      </div>
    </form>
  );
}

/** Warnings that another payout brought about since; they are shown to be ticked. */
function warningsIn(error: unknown): readonly SheetProblem[] | undefined {
  return error instanceof ApiProblemError ? error.problem.warnings : undefined;
}

/** What was found when it was scheduled before; the check knows of no other payouts since. */
function warningsOf({ schedule, request }: Payout): readonly SheetProblem[] {
  return (schedule ?? request)?.warnings ?? [];
}

/** Once the fields are marked as wrong, which the next frame shows. */
function focusFirstWrong(form: HTMLFormElement): void {
  requestAnimationFrame(() => {
    const wrong = form.querySelector<HTMLElement>(
      '.warnings input:not(:checked), [aria-invalid="true"]',
    );
    wrong?.focus();
  });
}

/** What is still missing from the draft or wrong with it, in words. */
function useMissing(draft: ScheduleDraft, check: Check, groups: readonly WarningGroup[]) {
  const { schedule } = useTexts();
  const total = readWholeNumber(draft.total);
  const areTicked = groups.every((group) => isTicked(group, draft.ticked));
  return {
    ticks: areTicked ? undefined : schedule.warningsMissing,
    at: timeProblem(),
    // What it is says the field itself.
    latest: draft.unreadLatest === "" ? undefined : draft.unreadLatest,
    total: totalProblem(total, draft.total, check.totalPoints),
  };

  function timeProblem() {
    if (draft.unreadAt !== "") return schedule.timeUnreadable(draft.unreadAt);
    return draft.at === "" && !draft.soonest ? schedule.timeMissing : undefined;
  }

  function totalProblem(value: number | undefined, typed: string, expected: number) {
    if (typed.trim() === "") return schedule.totalMissing;
    return value === expected ? undefined : schedule.totalWrong;
  }
}

/** Above this total somebody must approve: what it is paid in may have a limit of its own. */
function useApprovalLimit({ pointsApi }: Payout): number | undefined {
  const { approvalAbovePoints, pointsApis = [] } = useConfig();
  const own = pointsApis.find(({ name }) => name === pointsApi?.name);
  return own?.approvalAbovePoints ?? approvalAbovePoints;
}

/** Why somebody else must approve it, as far as the page knows; the API decides. */
function useNeedsApproval(payout: Payout, check: Check): "limit" | "again" | "brake" | undefined {
  const limit = useApprovalLimit(payout);
  const decides = useDecides(payout);
  if (decides) return undefined;
  if (payout.brake !== undefined) return "brake";
  // Whatever it comes to.
  if (payout.reversalOf !== undefined) return "limit";
  if (payout.needsApproval === true || payout.schedule?.approvedBy !== undefined) return "again";
  return limit !== undefined && check.totalPoints > limit ? "limit" : undefined;
}

function useSubmitText(payout: Payout, check: Check): string {
  const { schedule } = useTexts();
  const needsApproval = useNeedsApproval(payout, check);
  if (needsApproval !== undefined) return schedule.submitForApproval;
  return payout.state === "scheduled" ? schedule.submitMove : schedule.submit;
}

/** How long it will take, and whether somebody must approve. */
function Consequences({ payout, check }: { readonly payout: Payout; readonly check: Check }) {
  const texts = useTexts();
  const { schedule } = texts;
  const approvalAbovePoints = useApprovalLimit(payout);
  const needsApproval = useNeedsApproval(payout, check);
  return (
    <p className="consequences">
      {payout.forecast !== undefined && (
        <span>
          {schedule.forecast}: {schedule.about(duration(payout.forecast.seconds * 1_000, texts))}
        </span>
      )}
      {approvalAbovePoints !== undefined && (
        <span>{schedule.approval[needsApproval ?? "none"](approvalAbovePoints)}</span>
      )}
    </p>
  );
}

/** What a marketer has typed into the schedule form. */
const scheduleDraftSchema = z.object({
  /** `YYYY-MM-DDTHH:mm:ss` in `timeZone`; empty until chosen. */
  at: z.string(),
  /** What was typed instead and can't be read; empty where nothing was. */
  unreadAt: z._default(z.string(), ""),
  /** As soon as it can be, counted from when it is scheduled; there is no `at` then. */
  soonest: z._default(z.boolean(), false),
  timeZone: z.string(),
  /** As `at`: after it nobody is paid any more; empty where nothing is said. */
  latest: z._default(z.string(), ""),
  /** To whoever approves it; empty where nothing is said. */
  note: z._default(z.string(), ""),
  unreadLatest: z._default(z.string(), ""),
  total: z.string(),
  /** The keys of the warnings that were ticked. */
  ticked: z.array(z.string()),
});

export type ScheduleDraft = z.infer<typeof scheduleDraftSchema>;

/** The draft of a payout's schedule; it begins with the time it has, if any. */
function useScheduleDraft({ payoutId, schedule, request, sheet, plan }: Payout, check: Check) {
  const { defaultTimeZone } = useConfig();
  const time = schedule ?? request;
  const [nowMs] = useState(Date.now);
  const suggested =
    plan?.timeOfDay === undefined ? "" : nextTimeOfDay(plan.timeOfDay, defaultTimeZone, nowMs);
  // What was ticked of one file says nothing of the next.
  const name = `schedule.${payoutId}.${check.digest}.${sheet?.versionId}`;
  return useDraft(name, scheduleDraftSchema, {
    at: time?.at ?? suggested,
    unreadAt: "",
    soonest: false,
    timeZone: time?.timeZone ?? defaultTimeZone,
    latest: time?.latest?.at ?? "",
    note: time?.note ?? plan?.note ?? "",
    unreadLatest: "",
    total: "",
    ticked: [],
  });
}
