import { showInZone } from "../../domain/payout/zoned-time.ts";
import type { Bilingual } from "../../domain/sheet/problem.ts";
import { type CsvCell, csvLine } from "../../presentation/csv.ts";
import { stateNamesOf } from "../problems/state-names.ts";
import type { PayoutSummary } from "../schemas/payout.ts";
import type { CsvLook } from "./csv-look.ts";

interface Column {
  readonly name: Bilingual;
  /** Of a time: the zone is named beside the column. */
  readonly isTime?: true;
  readonly of: (payout: PayoutSummary, look: CsvLook) => CsvCell;
}

const COLUMNS: readonly Column[] = [
  { name: { ko: "지급 번호", en: "Payout" }, of: ({ payoutId }) => payoutId },
  { name: { ko: "제목", en: "Title" }, of: ({ title }) => title },
  { name: { ko: "파일", en: "File" }, of: ({ fileName }) => fileName },
  {
    name: { ko: "상태", en: "State" },
    of: (payout, { language }) => stateNamesOf(payout)[payout.state][language],
  },
  {
    name: { ko: "연습", en: "Dry run" },
    of: ({ dryRun }, { language }) => (dryRun ? { ko: "연습", en: "yes" }[language] : undefined),
  },
  { name: { ko: "회수한 지급", en: "Takes back" }, of: ({ reversalOf }) => reversalOf },
  {
    name: { ko: "지급 수단", en: "Points API" },
    of: ({ pointsApi }, { language }) => pointsApi?.title[language],
  },
  {
    name: { ko: "지급 시각", en: "To be paid" },
    isTime: true,
    of: ({ schedule, request }, look) => timeCell((schedule ?? request)?.instant, look),
  },
  {
    name: { ko: "시작", en: "Started" },
    isTime: true,
    of: ({ startedAt }, look) => timeCell(startedAt, look),
  },
  {
    name: { ko: "끝", en: "Finished" },
    isTime: true,
    of: ({ finishedAt }, look) => timeCell(finishedAt, look),
  },
  { name: { ko: "건수", en: "Payments" }, of: ({ check }) => wholeOf(check)?.payments },
  { name: { ko: "포인트", en: "Points" }, of: ({ check }) => wholeOf(check)?.totalPoints },
  { name: { ko: "지급 완료", en: "Paid" }, of: ({ counts }) => counts?.paid },
  { name: { ko: "지급 실패", en: "Failed" }, of: ({ counts }) => counts?.rejected },
  { name: { ko: "확인 필요", en: "To be checked" }, of: ({ counts }) => counts?.unknown },
  { name: { ko: "지급 안 함", en: "Withdrawn" }, of: ({ counts }) => counts?.withdrawn },
  { name: { ko: "지급한 포인트", en: "Points paid" }, of: ({ points }) => points?.paid },
  { name: { ko: "만든 사람", en: "Uploaded by" }, of: ({ createdBy }) => createdBy.name },
  { name: { ko: "담당자", en: "Owner" }, of: ({ owner }) => owner.name },
  {
    name: { ko: "예약한 사람", en: "Scheduled by" },
    of: ({ schedule, request }) => (schedule ?? request)?.requestedBy.name,
  },
  {
    name: { ko: "승인한 사람", en: "Approved by" },
    of: ({ schedule }) => schedule?.approvedBy?.name,
  },
  {
    name: { ko: "만든 시각", en: "Created" },
    isTime: true,
    of: ({ createdAt }, look) => timeCell(createdAt, look),
  },
];

/** The names of the columns. */
export function payoutsHeader(look: CsvLook): string {
  return csvLine(COLUMNS.map(({ name, isTime }) => headerOf(name, look, isTime)));
}

export function payoutRecord(payout: PayoutSummary, look: CsvLook): string {
  return csvLine(COLUMNS.map(({ of }) => of(payout, look)));
}

/** Of a sheet with problems only the good rows were counted. */
function wholeOf(check: PayoutSummary["check"]): PayoutSummary["check"] {
  return check?.problemCount === 0 ? check : undefined;
}

/** A column's name, with the zone where it holds times. */
export function headerOf(name: Bilingual, { language, timeZone }: CsvLook, isTime?: true): string {
  return isTime === true ? `${name[language]} (${timeZone})` : name[language];
}

/** An instant as a spreadsheet reads it, by the clocks of the zone. */
export function timeCell(instant: string | undefined, { timeZone }: CsvLook): CsvCell {
  return instant === undefined
    ? undefined
    : showInZone(instant, timeZone).localTime.replace("T", " ");
}
