import { formatDuration } from "./format-duration.ts";
import type { MessageContent } from "./message-layout.ts";
import type { Vocabulary } from "./message-vocabulary.ts";
import type { MomentOf } from "./moment-facts.ts";
import {
  actButton,
  nameOf,
  opening,
  openLink,
  personFact,
  timeFact,
  whatOf,
  whenOf,
} from "./story-parts.ts";

export function reminderContent(
  moment: MomentOf<"reminder">,
  vocabulary: Vocabulary,
): MessageContent {
  const { words, moments } = vocabulary;
  const { minutesLeft, scheduledFor, uploadedBy } = moment;
  const duration =
    minutesLeft >= 1 ? formatDuration(minutesLeft * 60_000, words.durationUnits) : undefined;
  const said = {
    headline: moments.reminder(duration),
    summary: moments.reminderSummary(whatOf(moment, vocabulary), whenOf(scheduledFor, words)),
    toDo: moments.reminderToDo,
  };
  return {
    ...opening(moment, said, vocabulary),
    facts: [personFact(words.uploadedBy, uploadedBy)],
    buttons: [
      actButton(moment, { id: "hold_payout", style: "danger" }, vocabulary),
      openLink(moment, vocabulary),
    ],
  };
}

export function approvalContent(
  moment: MomentOf<"approval_needed">,
  vocabulary: Vocabulary,
): MessageContent {
  const { words, moments } = vocabulary;
  const what = whatOf(moment, vocabulary);
  const when = whenOf(moment.scheduledFor, words);
  const said = {
    headline: moments.approvalNeeded,
    summary: moments.approvalSummary(what, when, nameOf(moment.requestedBy)),
    toDo: moments.approvalToDo,
  };
  return { ...opening(moment, said, vocabulary), buttons: [openLink(moment, vocabulary)] };
}

export function overdueContent(
  moment: MomentOf<"overdue">,
  vocabulary: Vocabulary,
): MessageContent {
  const { words, story } = vocabulary;
  return {
    ...opening(moment, story.overdue(), vocabulary),
    facts: [
      { label: story.labels.what, value: whatOf(moment, vocabulary) },
      timeFact(words.scheduledFor, moment.scheduledFor, words),
      personFact(words.uploadedBy, moment.uploadedBy),
    ],
    buttons: [
      actButton(moment, { id: "hold_payout", style: "danger" }, vocabulary),
      openLink(moment, vocabulary),
    ],
  };
}
