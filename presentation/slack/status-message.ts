import type { StatusAt, StatusFacts } from "../../domain/channel/message-facts.ts";
import type { Language } from "../../domain/language.ts";
import type { Counts } from "../../domain/payout/payout.ts";
import { formatAmount, formatDuration } from "../formats.ts";
import { outageCause } from "../outage-cause.ts";
import { canaryFacts, canaryList } from "./canary-parts.ts";
import type { Fact, SlackMessage } from "./message-blocks.ts";
import { layOutMessage, type TitledContent } from "./message-layout.ts";
import { escapeData } from "./message-text.ts";
import { perPaymentFact, warningList } from "./sheet-parts.ts";
import {
  actButton,
  adminNote,
  askedFacts,
  brakeFacts,
  footerOf,
  footerWithRevision,
  missingUsersFacts,
  nameIfKnown,
  nameOf,
  noteFacts,
  opening,
  openLink,
  originFacts,
  pointsFact,
  REASON_LENGTH,
  reasonList,
  resumeButton,
  soFarFact,
  soonestFacts,
  timeFact,
  whatInWords,
  whatOf,
} from "./status-parts.ts";
import { completedContent, haltedContent } from "./status-report.ts";
import { endedFacts, outageEndFacts, refusalFacts } from "./trouble-parts.ts";
import { type Said, type Vocabulary, vocabularyOf } from "./vocabulary.ts";

/**
 * The one message of a payout, as it reads at a stage of its life. Its text says all that its
 * blocks do; within Slack's limits for any facts.
 */
export function statusMessage(facts: StatusFacts, language: Language): SlackMessage {
  return layOutMessage(contentOf(facts, vocabularyOf(language, facts.reversalOf !== undefined)));
}

function contentOf(facts: StatusFacts, vocabulary: Vocabulary): TitledContent {
  switch (facts.stage) {
    case "awaiting_approval":
      return awaitingContent(facts, vocabulary);
    case "ready":
      return readyContent(facts, vocabulary);
    case "scheduled":
      return scheduledContent(facts, vocabulary);
    case "distributing":
      return distributingContent(facts, vocabulary);
    case "paused":
      return pausedContent(facts, vocabulary);
    case "cancelled":
      return cancelledContent(facts, vocabulary);
    case "halted":
      return haltedContent(facts, vocabulary);
    case "completed":
      return completedContent(facts, vocabulary);
  }
}

function awaitingContent(
  facts: StatusAt<"awaiting_approval">,
  vocabulary: Vocabulary,
): TitledContent {
  const { approvalReasons = [], isExpired, revision, scheduledFor, sheet } = facts;
  return {
    ...opening(facts, awaitingWords(facts, vocabulary), vocabulary),
    facts: [
      ...brakeFacts(facts, vocabulary),
      ...noteFacts(facts, vocabulary),
      perPaymentFact(sheet, vocabulary),
      ...soonestFacts(facts, vocabulary),
      ...originFacts(facts, scheduledFor, vocabulary),
    ],
    list: reasonList("whyApproval", approvalReasons, vocabulary),
    bounded: warningList(facts, vocabulary),
    buttons: [
      // Once its time is over, there is nothing to decide on.
      ...(isExpired === true
        ? []
        : [
            actButton(facts, { id: "approve_payout", style: "primary", revision }, vocabulary),
            actButton(facts, { id: "decline_payout", style: "danger", revision }, vocabulary),
          ]),
      openLink(facts, vocabulary),
    ],
    footer: footerWithRevision(facts, vocabulary),
  };
}

function awaitingWords(
  { isExpired, requestedBy, ...facts }: StatusAt<"awaiting_approval">,
  vocabulary: Vocabulary,
): Said {
  const { status, decisions } = vocabulary;
  if (isExpired !== true) {
    return status.awaitingApproval(whatInWords(facts, vocabulary), nameOf(requestedBy));
  }
  const { expiredOf, expiredSummary: summary, expiredToDo: toDo } = decisions;
  return { headline: expiredOf(whatOf(facts, vocabulary)), summary, toDo };
}

function readyContent(facts: StatusAt<"ready">, vocabulary: Vocabulary): TitledContent {
  const { status } = vocabulary;
  const { because, by, reason, reasons = [], scheduledFor } = facts;
  const what = whatOf(facts, vocabulary);
  const said = {
    ...(because === "sent_back" ? status.sentBack(what) : status[because](what, nameIfKnown(by))),
    ...(facts.brake !== undefined && { toDo: status.scheduleForApproval }),
  };
  const why: Fact[] =
    reason === undefined
      ? []
      : [{ label: status.labels.reason, value: escapeData(reason, REASON_LENGTH) }];
  return {
    ...opening(facts, said, vocabulary),
    facts: [
      ...(because === "sent_back" ? brakeFacts(facts, vocabulary) : []),
      ...why,
      ...originFacts(facts, scheduledFor, vocabulary),
    ],
    list: reasonList("whyNotPaid", reasons, vocabulary),
    buttons: [openLink(facts, vocabulary)],
    footer: footerOf(facts, vocabulary),
  };
}

function scheduledContent(facts: StatusAt<"scheduled">, vocabulary: Vocabulary): TitledContent {
  const { status } = vocabulary;
  const what = whatOf(facts, vocabulary);
  const isOverdue = facts.overdueSince !== undefined;
  const said = isOverdue ? status.overdue() : status.scheduled(what);
  return {
    ...opening(facts, said, vocabulary),
    facts: [
      ...(isOverdue ? [{ label: status.labels.what, value: what }] : []),
      ...originFacts(facts, facts.scheduledFor, vocabulary),
      ...missingUsersFacts(facts.usersLookedUp, vocabulary),
    ],
    buttons: [
      actButton(facts, { id: "hold_payout", style: "danger" }, vocabulary),
      openLink(facts, vocabulary),
    ],
    footer: footerOf(facts, vocabulary),
  };
}

function cancelledContent(facts: StatusAt<"cancelled">, vocabulary: Vocabulary): TitledContent {
  const { by, scheduledFor } = facts;
  const who = nameIfKnown(by);
  return {
    ...opening(facts, vocabulary.status.cancelled(whatOf(facts, vocabulary), who), vocabulary),
    facts: [...brakeFacts(facts, vocabulary), ...originFacts(facts, scheduledFor, vocabulary)],
    buttons: [openLink(facts, vocabulary)],
    footer: footerOf(facts, vocabulary),
  };
}

function distributingContent(
  facts: StatusAt<"distributing">,
  vocabulary: Vocabulary,
): TitledContent {
  const { counts, ended, outage, scheduledFor } = facts;
  const percent = percentOf(counts);
  const footer = footerOf(facts, vocabulary);
  return {
    ...opening(facts, distributingWords(facts, percent, vocabulary), vocabulary),
    bar: progressBar(percent),
    facts: [
      soFarFact(facts, vocabulary),
      pointsFact(facts, vocabulary),
      ...(outage === undefined ? paceFacts(facts, vocabulary) : outageFacts(outage, vocabulary)),
      ...endedFacts(facts, vocabulary),
      ...brakeFacts(facts, vocabulary),
      ...originFacts(facts, scheduledFor, vocabulary),
      ...missingUsersFacts(facts.usersLookedUp, vocabulary),
    ],
    buttons: [
      // What is being ended begins no payment that could be stopped.
      ...(ended === undefined
        ? [actButton(facts, { id: "stop_payout", style: "danger" }, vocabulary)]
        : []),
      openLink(facts, vocabulary),
    ],
    footer: outage === undefined ? footer : `${footer}\n${adminNote(outage.code, vocabulary)}`,
  };
}

function distributingWords(
  { counts, ended, outage, canaryOf }: StatusAt<"distributing">,
  percent: number,
  { status }: Vocabulary,
): Said {
  if (outage !== undefined) {
    return { ...status.outage(outageCause(outage.code)), headline: status.waiting(percent) };
  }
  if (ended !== undefined) return status.ending(percent, nameOf(ended.by), counts);
  return canaryOf === undefined
    ? status.distributing(percent, counts)
    : status.canary.paying(percent, canaryOf);
}

function pausedContent(facts: StatusAt<"paused">, vocabulary: Vocabulary): TitledContent {
  const { words, status } = vocabulary;
  const { brake, counts, detail, ended, reason, refusal, scheduledFor, since } = facts;
  const { canary, stoppedBy, stoppedFor } = facts;
  const percent = percentOf(counts);
  const said = {
    headline: status.paused(percent),
    ...status.pause(reason, nameIfKnown(stoppedBy)),
    ...(brake !== undefined && { toDo: status.resumeByApprover }),
    ...(ended !== undefined && { toDo: status.endAgain }),
  };
  const note = adminNote(detail, vocabulary);
  // In an outage paying goes on by itself; what is being ended is not paid any further.
  const isOutage = reason === "points_api_unavailable";
  const mayResume = !isOutage && ended === undefined;
  const footer = (mayResume ? footerWithRevision : footerOf)(facts, vocabulary);
  return {
    ...opening(facts, said, vocabulary),
    bar: progressBar(percent),
    facts: [
      soFarFact(facts, vocabulary),
      ...askedFacts(facts, vocabulary),
      pointsFact(facts, vocabulary),
      // Where they stopped it, what it says already is theirs.
      ...(brake !== undefined && (brake.by !== stoppedBy || brake.reason !== stoppedFor)
        ? brakeFacts(facts, vocabulary)
        : []),
      ...(stoppedFor === undefined
        ? []
        : [{ label: status.labels.reason, value: escapeData(stoppedFor, REASON_LENGTH) }]),
      ...(ended === undefined
        ? [...refusalFacts(refusal, vocabulary), ...canaryFacts(canary, vocabulary)]
        : endedFacts(facts, vocabulary)),
      timeFact(status.labels.pausedSince, since, words),
      ...originFacts(facts, scheduledFor, vocabulary),
    ],
    bounded: canaryList(canary, vocabulary),
    buttons: [
      ...(isOutage ? [actButton(facts, { id: "stop_payout", style: "danger" }, vocabulary)] : []),
      ...(mayResume ? [resumeButton(facts, vocabulary)] : []),
      openLink(facts, vocabulary),
    ],
    footer: note === undefined ? footer : `${footer}\n${note}`,
  };
}

function outageFacts(
  outage: NonNullable<StatusAt<"distributing">["outage"]>,
  vocabulary: Vocabulary,
): Fact[] {
  const { words, status } = vocabulary;
  return [
    timeFact(status.labels.outageSince, outage.since, words),
    ...outageEndFacts(outage, vocabulary),
  ];
}

function paceFacts({ progress }: StatusAt<"distributing">, { words, status }: Vocabulary): Fact[] {
  if (progress === undefined) return [];
  const { ratePerSecond, secondsLeft } = progress;
  const rate = status.ratePerSecond(formatAmount(ratePerSecond));
  if (secondsLeft === undefined) return [{ label: status.labels.rate, value: rate }];
  const left = formatDuration(secondsLeft * 1000, words.durationUnits);
  return [
    { label: status.labels.rate, value: rate },
    { label: status.labels.timeLeft, value: status.about(left) },
  ];
}

const BAR_WIDTH = 20;

/** Whole percent that are settled; a hundred only once all are. */
export function percentOf({ payments, pending, accepted }: Counts): number {
  if (payments <= 0) return 100;
  const percent = Math.floor(((payments - pending - accepted) / payments) * 100);
  return Math.min(100, Math.max(0, percent));
}

/** A bar of twenty signs and its percent, e.g. `▓▓▓▓▓▓▓▓░░░░░░░░░░░░ 40%`. */
export function progressBar(percent: number): string {
  const full = Math.floor((percent / 100) * BAR_WIDTH);
  return `${"▓".repeat(full)}${"░".repeat(BAR_WIDTH - full)} ${percent}%`;
}
