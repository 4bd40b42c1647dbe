import type {
  PaidSoFar,
  PayoutFacts,
  PlannedTime,
  ScheduledTime,
  UsersLookedUpFacts,
} from "../../domain/channel/message-facts.ts";
import type { ApprovalReason } from "../../domain/payout/approval-reason.ts";
import { amountInWords } from "../amount-in-words.ts";
import { approvalReasonText } from "../approval-reason.ts";
import { BRAKED_BY } from "../brake-words.ts";
import { formatAmount, formatTimeZone, readLocalTime } from "../formats.ts";
import type { Fact, Link } from "./message-blocks.ts";
import type { ActButton } from "./message-buttons.ts";
import type { MessageList, TitledContent } from "./message-layout.ts";
import { mentionLine } from "./message-mention.ts";
import { cleanData, escapeData, escapeLine } from "./message-text.ts";
import type { MessageWords, Said, Vocabulary } from "./vocabulary.ts";

/** Together with the number of parts these keep a message within Slack's limits. */
const TITLE_LENGTH = 120;
export const NAME_LENGTH = 60;
const TIME_LENGTH = 90;
const DETAIL_LENGTH = 80;
export const REASON_LENGTH = 200;
/** The page has all of it. */
const NOTE_LENGTH = 300;

/** What opens every message: the headline, the title, what happened, and what to do. */
export function opening(
  { title, dryRun }: PayoutFacts,
  { headline, summary, toDo }: Said,
  { status }: Vocabulary,
): TitledContent {
  return {
    headline: markedIfDryRun(headline, { dryRun }, { status }),
    title: cleanData(title, TITLE_LENGTH),
    // First, so that it is never what a long sentence is cut short by.
    summary: dryRun === true ? `${status.dryRun.summary} ${summary}` : summary,
    advices: toDo === undefined ? [] : [{ icon: "👉", heading: status.toDo, text: toDo }],
  };
}

/** A message about a dry run must not look like one about payments. */
export function markedIfDryRun(
  text: string,
  { dryRun }: { readonly dryRun?: boolean | undefined },
  { status }: Pick<Vocabulary, "status">,
): string {
  return dryRun === true ? `${status.dryRun.mark} ${text}` : text;
}

/** A person's name within a sentence. */
export function nameOf(person: string): string {
  return cleanData(person, NAME_LENGTH);
}

export function nameIfKnown(person: string | undefined): string | undefined {
  return person === undefined ? undefined : nameOf(person);
}

/** How many payments and points. */
export function whatOf({ payments, totalPoints }: PayoutFacts, { status }: Vocabulary): string {
  return status.what(payments, totalPoints);
}

/** The same with its total in words beside it, for who decides on it. */
export function whatInWords(facts: PayoutFacts, vocabulary: Vocabulary): string {
  const { language } = vocabulary.words;
  const words = amountInWords(facts.totalPoints, language);
  const what = whatOf(facts, vocabulary);
  if (words === undefined) return what;
  return language === "ko" ? `${what}(${words})` : `${what} (${words})`;
}

/** A time as people read it, with its weekday and zone. Not escaped. */
export function whenOf({ localTime, timeZone }: ScheduledTime, words: MessageWords): string {
  const time = readLocalTime(localTime);
  const shown =
    time === undefined
      ? `${localTime} (${timeZone})`
      : `${words.localTime(time)} (${formatTimeZone(timeZone, words.language, time)})`;
  return cleanData(shown, TIME_LENGTH);
}

/** When it is paid and in what, who created and approved it, and what it pays again. */
export function originFacts(
  facts: PayoutFacts & { readonly beginsAt?: ScheduledTime | undefined },
  scheduledFor: PlannedTime | undefined,
  vocabulary: Vocabulary,
): Fact[] {
  const { words, status } = vocabulary;
  const { approvedBy, retryOf, reversalOf, reversalReason } = facts;
  return [
    ...pointsApiFacts(facts, vocabulary),
    ...(scheduledFor === undefined
      ? []
      : [
          timeFact(words.scheduledFor, scheduledFor, words),
          ...boundFacts(facts, scheduledFor, vocabulary),
        ]),
    whoseFact(facts, vocabulary),
    ...(approvedBy === undefined ? [] : [personFact(words.approvedBy, approvedBy)]),
    ...(retryOf === undefined
      ? []
      : [
          {
            label: status.labels.retryOf,
            value: status.failedOf(escapeData(retryOf, NAME_LENGTH)),
          },
        ]),
    ...(reversalOf === undefined
      ? []
      : [
          {
            label: status.labels.reversalOf,
            value: status.paidOf(escapeData(reversalOf, NAME_LENGTH)),
          },
        ]),
    ...(reversalReason === undefined
      ? []
      : [
          {
            label: status.labels.reversalReason,
            value: escapeData(reversalReason, REASON_LENGTH),
          },
        ]),
  ];
}

/** From when on it is really paid, and until when at the latest. */
export function boundFacts(
  { beginsAt }: { readonly beginsAt?: ScheduledTime | undefined },
  { latest, timeZone }: PlannedTime,
  { words, status: { labels } }: Vocabulary,
): Fact[] {
  return [
    ...(beginsAt === undefined ? [] : [timeFact(labels.beginsAt, beginsAt, words)]),
    ...(latest === undefined
      ? []
      : [timeFact(labels.latest, { localTime: latest.localTime, timeZone }, words)]),
  ];
}

/** Who had it stopped, held or declined, and why. */
export function brakeFacts({ brake }: Pick<PayoutFacts, "brake">, { words }: Vocabulary): Fact[] {
  if (brake === undefined) return [];
  const { kind, by, reason } = brake;
  const who = escapeData(by, NAME_LENGTH);
  const value = reason === undefined ? who : `${who}: ${escapeData(reason, REASON_LENGTH)}`;
  return [{ label: BRAKED_BY[kind][words.language], value }];
}

/** What whoever asks for approval says to whoever gives it. */
export function noteFacts(
  { note }: { readonly note?: string | undefined },
  { status }: Vocabulary,
): Fact[] {
  if (note === undefined) return [];
  return [{ label: status.labels.note, value: escapeData(note, NOTE_LENGTH) }];
}

/** No time of day was asked for: it goes by the approval. */
export function soonestFacts(
  { soonestUntil }: { readonly soonestUntil?: ScheduledTime | undefined },
  { words, status }: Vocabulary,
): Fact[] {
  if (soonestUntil === undefined) return [];
  return [timeFact(status.labels.soonestUntil, soonestUntil, words)];
}

/** What it is paid in, where there is more than one. */
export function pointsApiFacts(
  { pointsApi }: Pick<PayoutFacts, "pointsApi">,
  { words, status }: Vocabulary,
): Fact[] {
  if (pointsApi === undefined) return [];
  const value = escapeData(pointsApi[words.language], NAME_LENGTH);
  return [{ label: status.labels.pointsApi, value }];
}

export function timeFact(label: string, time: ScheduledTime, words: MessageWords): Fact {
  return { label, value: escapeData(whenOf(time, words), TIME_LENGTH) };
}

/** Whether the users of its sheet exist, and how long ago that was so. */
export function usersFacts(
  users: UsersLookedUpFacts | undefined,
  { words, status }: Vocabulary,
): Fact[] {
  if (users === undefined) return [];
  const when = escapeData(whenOf(users.at, words), TIME_LENGTH);
  const looked = formatAmount(users.looked);
  const value =
    users.missing === 0
      ? status.usersFound(looked, when)
      : status.usersMissing(formatAmount(users.missing), looked, when);
  return [{ label: status.labels.users, value }];
}

/** The same where somebody may be surprised: some of them are missing. */
export function missingUsersFacts(
  users: UsersLookedUpFacts | undefined,
  vocabulary: Vocabulary,
): Fact[] {
  return users === undefined || users.missing === 0 ? [] : usersFacts(users, vocabulary);
}

/** Who answers for it: its uploader, or whoever it was handed over to. */
export function whoseFact(
  { uploadedBy, handedOver }: Pick<PayoutFacts, "uploadedBy" | "handedOver">,
  { words }: Vocabulary,
): Fact {
  const uploader = escapeData(uploadedBy, NAME_LENGTH);
  if (handedOver === undefined) return { label: words.uploadedBy, value: uploader };
  return {
    label: words.owner,
    value: words.ownerOf(escapeData(handedOver.to, NAME_LENGTH), uploader),
  };
}

function personFact(label: string, person: string): Fact {
  return { label, value: escapeData(person, NAME_LENGTH) };
}

type Counted = Pick<PaidSoFar, "counts"> & Pick<PayoutFacts, "dryRun">;

/** How far it has come, as counts. */
export function soFarFact(facts: Counted, vocabulary: Vocabulary): Fact {
  return { label: vocabulary.status.labels.soFar, value: countsOf(facts, vocabulary) };
}

/** Payments that may have been paid, while nothing goes on: they wait for nothing but to be looked up. */
export function askedFacts({ counts }: Counted, { status }: Vocabulary): Fact[] {
  const { sending = 0 } = counts;
  if (sending === 0) return [];
  return [{ label: status.labels.asked, value: status.labels.askedOf(formatAmount(sending)) }];
}

/** In a dry run nobody was paid, whatever the ledger calls it. */
export function countsOf({ counts, dryRun }: Counted, { words, status }: Vocabulary): string {
  return (dryRun === true ? status.dryRun : words).counts(counts);
}

export function pointsFact(
  { points, dryRun }: PaidSoFar & Pick<PayoutFacts, "dryRun">,
  { words, status }: Vocabulary,
): Fact {
  const value = words.pointsOf(formatAmount(points.paid), formatAmount(points.total));
  return { label: dryRun === true ? status.dryRun.pointsPaid : words.pointsPaid, value };
}

export function callOf(mentions: readonly string[], { status }: Vocabulary): string | undefined {
  const line = mentionLine(mentions);
  return line === undefined ? undefined : status.call(line);
}

export function openLink({ link }: Pick<PayoutFacts, "link">, { words }: Vocabulary): Link {
  return { id: "open_payout", label: words.openPayout, url: link };
}

export function actButton(
  facts: PayoutFacts,
  { id, style, revision }: Pick<ActButton, "id" | "style"> & { readonly revision?: number },
  vocabulary: Vocabulary,
): ActButton {
  const { payoutId, title, dryRun } = facts;
  const words = vocabulary.buttons[id];
  return {
    id,
    style,
    words: dryRun === true ? dryRunWords(id, vocabulary) : words,
    what: id === "approve_payout" ? whatInWords(facts, vocabulary) : whatOf(facts, vocabulary),
    value: revision === undefined ? { payoutId } : { payoutId, revision },
    title: markedIfDryRun(title, facts, vocabulary),
  };
}

function dryRunWords(id: ActButton["id"], { buttons, status }: Vocabulary): ActButton["words"] {
  const { summary, approve } = status.dryRun;
  const words = buttons[id];
  const then = id === "approve_payout" ? approve : words.consequence;
  return { ...words, consequence: (what) => `${summary} ${then(what)}` };
}

export function footerOf({ payoutId }: PayoutFacts, { words }: Vocabulary): string {
  return words.payoutId(escapeData(payoutId, NAME_LENGTH));
}

/** The footer of a message with buttons that are about the payout as it shows it, and nothing else. */
export function footerWithRevision(
  facts: PayoutFacts & { readonly revision: number },
  vocabulary: Vocabulary,
): string {
  // In the text, so that the buttons of a message that is up to date are too.
  const revision = vocabulary.status.revision(formatAmount(facts.revision));
  return `${footerOf(facts, vocabulary)} · ${revision}`;
}

/** Goes on with what stopped short. */
export function resumeButton(
  facts: PayoutFacts & { readonly revision: number },
  vocabulary: Vocabulary,
): ActButton {
  const { revision } = facts;
  return actButton(facts, { id: "resume_payout", style: "primary", revision }, vocabulary);
}

/** What only an admin needs. */
export function adminNote(detail: string | undefined, { status }: Vocabulary): string | undefined {
  return detail === undefined ? undefined : status.forAdmin(escapeData(detail, DETAIL_LENGTH));
}

const MOST_REASONS = 8;
const REASON_LINE_LENGTH = 300;

/** Why it needs approval, or is not paid; undefined where there is no reason. */
export function reasonList(
  heading: "whyApproval" | "whyNotPaid",
  reasons: readonly ApprovalReason[],
  { words, status }: Vocabulary,
): MessageList | undefined {
  if (reasons.length === 0) return undefined;
  const lines = reasons
    .slice(0, MOST_REASONS)
    .map((reason) => approvalReasonText(reason)[words.language])
    .map((text) => `• ${escapeLine(text, REASON_LINE_LENGTH)}`);
  return { heading: status.labels[heading], lines };
}
