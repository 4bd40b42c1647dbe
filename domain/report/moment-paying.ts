import type { MessageContent } from "./message-layout.ts";
import type { Vocabulary } from "./message-vocabulary.ts";
import type { MomentOf } from "./moment-facts.ts";
import {
  adminNote,
  nameIfKnown,
  opening,
  openLink,
  personFact,
  pointsFact,
  soFarFact,
} from "./story-parts.ts";
import { completedWords } from "./story-report.ts";
import { isUntouched, unpaidAdvices, unpaidCount } from "./story-unpaid.ts";

export function pausedContent(moment: MomentOf<"paused">, vocabulary: Vocabulary): MessageContent {
  const { story, moments } = vocabulary;
  const { detail, reason, stoppedBy } = moment;
  const said = { headline: moments.paused, ...story.pause(reason, nameIfKnown(stoppedBy)) };
  return {
    ...opening(moment, said, vocabulary),
    facts: [soFarFact(moment, vocabulary), pointsFact(moment, vocabulary)],
    buttons: [openLink(moment, vocabulary)],
    footer: adminNote(detail, vocabulary),
  };
}

export function outageContent(moment: MomentOf<"outage">, vocabulary: Vocabulary): MessageContent {
  const { story, moments } = vocabulary;
  return {
    ...opening(moment, { headline: moments.outage, ...story.outage }, vocabulary),
    facts: [soFarFact(moment, vocabulary), pointsFact(moment, vocabulary)],
    buttons: [openLink(moment, vocabulary)],
    footer: adminNote(moment.outage?.code, vocabulary),
  };
}

export function goingOnContent(
  moment: MomentOf<"going_on">,
  vocabulary: Vocabulary,
): MessageContent {
  const { goingOn, goingOnSummary } = vocabulary.moments;
  return {
    ...opening(moment, { headline: goingOn, summary: goingOnSummary }, vocabulary),
    facts: [soFarFact(moment, vocabulary), pointsFact(moment, vocabulary)],
    buttons: [openLink(moment, vocabulary)],
  };
}

export function reportContent(moment: MomentOf<"report">, vocabulary: Vocabulary): MessageContent {
  const { counts } = moment;
  return {
    ...opening(moment, completedWords(moment, vocabulary), vocabulary),
    facts: [pointsFact(moment, vocabulary)],
    advices: unpaidAdvices(moment, vocabulary),
    buttons: [openLink(moment, vocabulary)],
    footer: unpaidCount(counts) === 0 ? undefined : vocabulary.unpaid.inThisThread,
  };
}

export function haltedContent(moment: MomentOf<"halted">, vocabulary: Vocabulary): MessageContent {
  const { words, story, moments } = vocabulary;
  const { counts, haltReason, uploadedBy } = moment;
  const said = { headline: moments.halted, ...story.halt(haltReason, isUntouched(counts)) };
  return {
    ...opening(moment, said, vocabulary),
    facts: [
      soFarFact(moment, vocabulary),
      pointsFact(moment, vocabulary),
      personFact(words.uploadedBy, uploadedBy),
    ],
    buttons: [openLink(moment, vocabulary)],
  };
}
