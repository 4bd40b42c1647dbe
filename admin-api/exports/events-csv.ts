import type { AuditEvent } from "../../domain/payout/audit-event.ts";
import type { Bilingual } from "../../domain/sheet/problem.ts";
import { actionWords, SYSTEM_WORDS } from "../../presentation/audit-actions.ts";
import { auditReason } from "../../presentation/audit-reason.ts";
import { type CsvCell, csvLine } from "../../presentation/csv.ts";
import { stateNamesOf } from "../problems/state-names.ts";
import type { CsvLook } from "./csv-look.ts";
import { headerOf, timeCell } from "./payouts-csv.ts";

interface Told {
  readonly event: AuditEvent;
  readonly reversalOf: string | undefined;
}

interface Column {
  readonly name: Bilingual;
  readonly isTime?: true;
  readonly of: (told: Told, look: CsvLook) => CsvCell;
}

const COLUMNS: readonly Column[] = [
  { name: { ko: "순서", en: "Revision" }, of: ({ event }) => event.revision },
  {
    name: { ko: "시각", en: "Time" },
    isTime: true,
    of: ({ event }, look) => timeCell(event.at, look),
  },
  {
    name: { ko: "누가", en: "Who" },
    of: ({ event: { by } }, { language }) =>
      by.kind === "person" ? by.name : SYSTEM_WORDS[by.name][language],
  },
  {
    name: { ko: "어디서", en: "Through" },
    of: ({ event: { by } }) => (by.kind === "person" && by.via !== undefined ? "Slack" : undefined),
  },
  {
    name: { ko: "무엇을", en: "What" },
    of: ({ event, reversalOf }, { language }) =>
      actionWords(event.action, reversalOf !== undefined)[language],
  },
  {
    name: { ko: "전 상태", en: "From" },
    of: (told, look) => stateCell(told, told.event.from, look),
  },
  { name: { ko: "새 상태", en: "To" }, of: (told, look) => stateCell(told, told.event.to, look) },
  {
    name: { ko: "전 지급 시각", en: "To be paid before" },
    isTime: true,
    of: ({ event }, look) => timeCell(event.payTime?.before?.at, look),
  },
  {
    name: { ko: "새 지급 시각", en: "To be paid after" },
    isTime: true,
    of: ({ event }, look) => timeCell(event.payTime?.after?.at, look),
  },
  { name: { ko: "이유", en: "Why" }, of: whyCell },
  {
    name: { ko: "확인한 경고", en: "Acknowledged warnings" },
    of: ({ event }) => event.acknowledgedWarnings?.join(" "),
  },
];

export function eventsHeader(look: CsvLook): string {
  return csvLine(COLUMNS.map(({ name, isTime }) => headerOf(name, look, isTime)));
}

export function eventRecord(told: Told, look: CsvLook): string {
  return csvLine(COLUMNS.map(({ of }) => of(told, look)));
}

function stateCell(
  told: Pick<Told, "reversalOf">,
  state: AuditEvent["from"],
  { language }: CsvLook,
): CsvCell {
  return state === undefined ? undefined : stateNamesOf(told)[state][language];
}

/** In the words of a person, or of Paysheet with what a person said besides. */
function whyCell({ event, reversalOf }: Told, { language }: CsvLook): CsvCell {
  const reason = auditReason(event, reversalOf !== undefined);
  if (reason === undefined) return event.why;
  const { message, note, payoutId } = reason;
  return [message[language], note, payoutId].filter((part) => part !== undefined).join(" ");
}
