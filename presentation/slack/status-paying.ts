import type { StatusAt } from "../../domain/channel/status-facts.ts";
import { formatAmount } from "../format-amount.ts";
import { formatDuration } from "../format-duration.ts";
import type { Fact } from "./message-blocks.ts";
import type { TitledContent } from "./message-layout.ts";
import {
  actButton,
  adminNote,
  footerOf,
  nameIfKnown,
  opening,
  openLink,
  originFacts,
  pointsFact,
  soFarFact,
  timeFact,
} from "./status-parts.ts";
import { percentOf, progressBar } from "./status-progress.ts";
import type { Vocabulary } from "./vocabulary.ts";

export function distributingContent(
  facts: StatusAt<"distributing">,
  vocabulary: Vocabulary,
): TitledContent {
  const { counts, outage, scheduledFor } = facts;
  const { words, status } = vocabulary;
  const percent = percentOf(counts);
  const said = status.distributing(percent, counts);
  const footer = footerOf(facts, vocabulary);
  return {
    ...opening(
      facts,
      outage === undefined ? said : { ...status.outage, headline: status.waiting(percent) },
      vocabulary,
    ),
    bar: progressBar(percent),
    facts: [
      soFarFact(facts, vocabulary),
      pointsFact(facts, vocabulary),
      ...(outage === undefined
        ? paceFacts(facts, vocabulary)
        : [timeFact(status.labels.outageSince, outage.since, words)]),
      ...originFacts(facts, scheduledFor, vocabulary),
    ],
    buttons: [
      actButton(facts, { id: "stop_payout", style: "danger" }, vocabulary),
      openLink(facts, vocabulary),
    ],
    footer: outage === undefined ? footer : `${footer}\n${adminNote(outage.code, vocabulary)}`,
  };
}

export function pausedContent(facts: StatusAt<"paused">, vocabulary: Vocabulary): TitledContent {
  const { words, status } = vocabulary;
  const { counts, detail, reason, scheduledFor, since, stoppedBy } = facts;
  const percent = percentOf(counts);
  const said = {
    headline: status.paused(percent),
    ...status.pause(reason, nameIfKnown(stoppedBy)),
  };
  const note = adminNote(detail, vocabulary);
  const footer = footerOf(facts, vocabulary);
  return {
    ...opening(facts, said, vocabulary),
    bar: progressBar(percent),
    facts: [
      soFarFact(facts, vocabulary),
      pointsFact(facts, vocabulary),
      timeFact(status.labels.pausedSince, since, words),
      ...originFacts(facts, scheduledFor, vocabulary),
    ],
    buttons: [
      // What waits for the points system would go on by itself.
      ...(reason === "points_api_unavailable"
        ? [actButton(facts, { id: "stop_payout", style: "danger" }, vocabulary)]
        : []),
      openLink(facts, vocabulary),
    ],
    footer: note === undefined ? footer : `${footer}\n${note}`,
  };
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
