import type { StatusAt } from "../../domain/channel/status-facts.ts";
import type { Fact } from "./message-blocks.ts";
import type { TitledContent } from "./message-layout.ts";
import { escapeData } from "./message-text.ts";
import {
  actButton,
  footerOf,
  nameIfKnown,
  nameOf,
  opening,
  openLink,
  originFacts,
  whatOf,
} from "./status-parts.ts";
import type { Vocabulary } from "./vocabulary.ts";

const REASON_LENGTH = 200;

export function awaitingContent(
  facts: StatusAt<"awaiting_approval">,
  vocabulary: Vocabulary,
): TitledContent {
  const { digest, requestedBy, scheduledFor } = facts;
  const what = whatOf(facts, vocabulary);
  return {
    ...opening(facts, vocabulary.status.awaitingApproval(what, nameOf(requestedBy)), vocabulary),
    facts: originFacts(facts, scheduledFor, vocabulary),
    buttons: [
      actButton(facts, { id: "approve_payout", style: "primary", digest }, vocabulary),
      actButton(facts, { id: "decline_payout", style: "danger", digest }, vocabulary),
      openLink(facts, vocabulary),
    ],
    footer: footerOf(facts, vocabulary),
  };
}

export function readyContent(facts: StatusAt<"ready">, vocabulary: Vocabulary): TitledContent {
  const { status } = vocabulary;
  const { because, by, reason, scheduledFor } = facts;
  const said = status[because](whatOf(facts, vocabulary), nameIfKnown(by));
  const why: Fact[] =
    reason === undefined
      ? []
      : [{ label: status.labels.reason, value: escapeData(reason, REASON_LENGTH) }];
  return {
    ...opening(facts, said, vocabulary),
    facts: [...why, ...originFacts(facts, scheduledFor, vocabulary)],
    buttons: [openLink(facts, vocabulary)],
    footer: footerOf(facts, vocabulary),
  };
}

export function scheduledContent(
  facts: StatusAt<"scheduled">,
  vocabulary: Vocabulary,
): TitledContent {
  const { status } = vocabulary;
  const what = whatOf(facts, vocabulary);
  const isOverdue = facts.overdueSince !== undefined;
  const said = isOverdue ? status.overdue() : status.scheduled(what);
  return {
    ...opening(facts, said, vocabulary),
    facts: [
      ...(isOverdue ? [{ label: status.labels.what, value: what }] : []),
      ...originFacts(facts, facts.scheduledFor, vocabulary),
    ],
    buttons: [
      actButton(facts, { id: "hold_payout", style: "danger" }, vocabulary),
      openLink(facts, vocabulary),
    ],
    footer: footerOf(facts, vocabulary),
  };
}

export function cancelledContent(
  facts: StatusAt<"cancelled">,
  vocabulary: Vocabulary,
): TitledContent {
  const { by, scheduledFor } = facts;
  const who = nameIfKnown(by);
  return {
    ...opening(facts, vocabulary.status.cancelled(whatOf(facts, vocabulary), who), vocabulary),
    facts: originFacts(facts, scheduledFor, vocabulary),
    buttons: [openLink(facts, vocabulary)],
    footer: footerOf(facts, vocabulary),
  };
}
