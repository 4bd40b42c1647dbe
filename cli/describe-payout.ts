import { REVERSAL_STATE_NAMES, stateNamesOf } from "../admin-api/problems/state-names.ts";
import type { PayoutAnswer, PayoutSummary } from "../admin-api/schemas/payout.ts";
import type { Language } from "../domain/language.ts";
import type { Problem } from "../domain/sheet/problem.ts";
import { BRAKED_BY } from "../presentation/brake-words.ts";

const SHOWN_PROBLEMS = 20;
const OUTCOMES = ["paid", "rejected", "unknown", "withdrawn", "accepted", "pending"] as const;

const LABELS = {
  ko: {
    state: "상태",
    dryRun: "연습",
    nobodyIsPaid: "실제로 지급되는 포인트는 없습니다",
    wouldBePaid: "지급될 포인트",
    title: "제목",
    pointsApi: "지급 수단",
    file: "파일",
    payments: "지급 건수",
    total: "총 포인트",
    perPayment: "한 사람에게",
    perPaymentOf: { average: "평균", median: "중앙값", most: "최대" },
    schedule: "예약",
    request: "승인 대기 시각",
    latest: "가장 늦은 시각",
    note: "승인자에게 남긴 말",
    beginsAt: "실제 시작 (그때까지 지급하지 않는 시간대)",
    canary: (count: number) => `먼저 ${count}건을 지급하고 확인하는 중`,
    counts: "결과",
    points: "지급 포인트",
    forecast: "예상 소요",
    retryOf: "재지급 대상",
    reversalOf: "회수 대상",
    reversalReason: "회수 이유",
    takenBackBy: "회수",
    takenBack: "회수 포인트",
    toTakeBack: "회수할 건수",
    createdBy: "등록",
    owner: "담당자",
    revision: "변경 번호",
    stopped: "멈춘 이유",
    approvedBy: "승인",
    approvalReasons: "승인이 필요한 이유",
    sentBack: "지급하지 않은 이유",
    ended: "종료",
    problems: "오류",
    warnings: "주의",
    more: (count: number) => `… 외 ${count}건`,
    outcomes: {
      paid: "지급 완료",
      rejected: "지급 실패",
      unknown: "확인 필요",
      withdrawn: "지급 안 함",
      accepted: "접수됨",
      pending: "남음",
    },
    dryOutcomes: { paid: "지급 예상", rejected: "지급 불가" },
    reversalOutcomes: { paid: "회수", rejected: "회수 못 함", withdrawn: "회수 안 함" },
    counted: (count: string, word: string) => `${word} ${count}`,
    seconds: (seconds: string) => `약 ${seconds}초`,
  },
  en: {
    state: "State",
    dryRun: "Dry run",
    nobodyIsPaid: "nobody is paid",
    wouldBePaid: "Points that would be paid",
    title: "Title",
    pointsApi: "Paid in",
    file: "File",
    payments: "Payments",
    total: "Total points",
    perPayment: "One person gets",
    perPaymentOf: { average: "average", median: "median", most: "at most" },
    schedule: "Scheduled",
    request: "Awaits approval for",
    latest: "At the latest",
    note: "Note to whoever approves",
    beginsAt: "Really begins (quiet hours until then)",
    canary: (count: number) => `the first ${count} payments are paid and looked at`,
    counts: "Outcome",
    points: "Points paid",
    forecast: "Will take",
    retryOf: "Pays again",
    reversalOf: "Takes back",
    reversalReason: "Because",
    takenBackBy: "Taken back by",
    takenBack: "Points taken back",
    toTakeBack: "To be taken back",
    createdBy: "Created by",
    owner: "Owner",
    revision: "Revision",
    stopped: "Stopped because",
    approvedBy: "Approved by",
    approvalReasons: "Needs approval",
    sentBack: "Not paid",
    ended: "Ended by",
    problems: "Problems",
    warnings: "Warnings",
    more: (count: number) => `… and ${count} more`,
    outcomes: {
      paid: "paid",
      rejected: "rejected",
      unknown: "unknown",
      withdrawn: "withdrawn",
      accepted: "accepted",
      pending: "pending",
    },
    dryOutcomes: { paid: "would be paid", rejected: "would fail" },
    reversalOutcomes: { paid: "taken back", rejected: "not taken back", withdrawn: "withdrawn" },
    counted: (count: string, word: string) => `${count} ${word}`,
    seconds: (seconds: string) => `about ${seconds} s`,
  },
};

const numberText = (value: number) => value.toLocaleString("en-US");

/** A payout as lines of text. */
export function describePayout(payout: PayoutAnswer, language: Language): string[] {
  const label = LABELS[language];
  const { check, counts, points, schedule, request, forecast, pause, halt, endedBy } = payout;
  const { brake } = payout;
  const isReversal = payout.reversalOf !== undefined;
  const lines: [string, string | undefined][] = [
    ["payoutId", payout.payoutId],
    [label.state, `${stateNamesOf(payout)[payout.state][language]} (${payout.state})`],
    [brake === undefined ? "" : BRAKED_BY[brake.kind][language], brake && brakeText(brake)],
    [label.dryRun, payout.dryRun ? label.nobodyIsPaid : undefined],
    [label.title, payout.title],
    [
      label.pointsApi,
      payout.pointsApi && `${payout.pointsApi.title[language]} (${payout.pointsApi.name})`,
    ],
    [label.file, payout.fileName],
    [isReversal ? label.toTakeBack : label.payments, check && numberText(check.payments)],
    [label.total, check && numberText(check.totalPoints)],
    [label.perPayment, perPaymentText(payout, language)],
    [label.schedule, schedule && timeText(schedule)],
    [label.approvedBy, schedule?.approvedBy?.name],
    [label.approvedBy, request?.firstApproval?.by.name],
    [label.request, request && timeText(request)],
    [label.latest, latestText(payout)],
    [label.note, noteText(payout)],
    [label.beginsAt, payout.beginsAt],
    [label.state, payout.canary && label.canary(payout.canary.payments)],
    [label.counts, counts && outcomeText(counts, payout, language)],
    [
      pointsLabel(payout, language),
      points && `${numberText(points.paid)} / ${numberText(points.total)}`,
    ],
    [label.forecast, forecast && label.seconds(numberText(forecast.seconds))],
    [label.stopped, pause === undefined ? halt?.reason : pauseText(pause)],
    ...canaryLines(pause, language),
    [label.ended, endedBy && `${endedBy.by.name}, ${endedBy.at}: ${endedBy.reason}`],
    [label.retryOf, payout.retryOf],
    ...reversalLines(payout, language),
    [label.revision, String(payout.revision)],
    [label.createdBy, `${payout.createdBy.name}, ${payout.createdAt}`],
    [label.owner, ownerText(payout)],
  ];
  return [
    ...lines.flatMap(([name, value]) => (value === undefined ? [] : [`${name}: ${value}`])),
    ...describeReasons(label.approvalReasons, request?.approvalReasons, language),
    ...describeReasons(label.sentBack, payout.sentBack?.reasons, language),
    ...describeProblems(label.problems, check?.problems, check?.problemCount, language),
    ...describeProblems(label.warnings, check?.warnings, check?.warningCount, language),
  ];
}

function describeReasons(
  label: string,
  reasons: NonNullable<PayoutAnswer["sentBack"]>["reasons"] = [],
  language: Language,
): string[] {
  return reasons.map(({ message }) => `${label}: ${message[language]}`);
}

/** Whose it is, once it was handed over. */
function ownerText({ owner, handedOver }: PayoutAnswer): string | undefined {
  return handedOver && `${owner.name}, ${handedOver.at}`;
}

/** What it takes back and why, or what was taken back of it. */
function reversalLines(
  { reversalOf, reversalReason, reversals = [] }: PayoutAnswer,
  language: Language,
): [string, string | undefined][] {
  const label = LABELS[language];
  return [
    [label.reversalOf, reversalOf],
    [label.reversalReason, reversalReason],
    ...reversals.map(({ payoutId, state, takenBack }): [string, string] => {
      const what =
        takenBack && `${numberText(takenBack.points)} P, ${numberText(takenBack.payments)}`;
      const who = `${payoutId} (${REVERSAL_STATE_NAMES[state][language]})`;
      return [label.takenBackBy, what === undefined ? who : `${who}: ${what}`];
    }),
  ];
}

/** What a dry run is called. */
export function dryRunWord(language: Language): string {
  return LABELS[language].dryRun;
}

function pointsLabel(
  { dryRun, reversalOf }: Pick<PayoutAnswer, "dryRun" | "reversalOf">,
  language: Language,
): string {
  const { takenBack, wouldBePaid, points } = LABELS[language];
  if (reversalOf !== undefined) return takenBack;
  return dryRun ? wouldBePaid : points;
}

/** What one person gets: a column in another unit shows in nothing else. */
function perPaymentText(
  { check, reversalOf }: PayoutAnswer,
  language: Language,
): string | undefined {
  if (check === undefined || check.payments === 0 || reversalOf !== undefined) return undefined;
  const { payments, totalPoints, medianPoints, largest } = check;
  const { average, median, most } = LABELS[language].perPaymentOf;
  const figures = [
    [average, Math.round(totalPoints / payments)],
    [median, medianPoints],
    [most, largest[0]?.points],
  ] as const;
  const shown = figures.flatMap(([name, points]) =>
    points === undefined ? [] : [`${name} ${numberText(points)}`],
  );
  return shown.join(", ");
}

/** A person needs the points API's own words where it pauses a payout, or another person's. */
function pauseText(pause: NonNullable<PayoutAnswer["pause"]>): string {
  const { reason, row, detail, by, note } = pause;
  const at = row === undefined ? undefined : `row ${row}`;
  return [reason, at, detail, by?.name, note].filter((part) => part !== undefined).join(", ");
}

function timeText({ at, timeZone, instant }: NonNullable<PayoutAnswer["request"]>): string {
  return `${at} ${timeZone} (${instant})`;
}

function noteText({ schedule, request }: PayoutAnswer): string | undefined {
  return (schedule ?? request)?.note;
}

function latestText({ schedule, request }: PayoutAnswer): string | undefined {
  return (schedule ?? request)?.latest?.at;
}

/** What was asked and answered of the first payments, one a line. */
function canaryLines(pause: PayoutAnswer["pause"], language: Language): [string, string][] {
  return (pause?.canary?.payments ?? []).map((payment) => {
    const { row, userId, points, reason, key, state, code, detail, why } = payment;
    const { balanceBefore, balanceAfter } = payment;
    const balance =
      balanceBefore === undefined ? undefined : `${balanceBefore} → ${balanceAfter ?? "?"}`;
    const parts = [userId, `${numberText(points)} P`, reason, key, state, code];
    const words = [...parts, why?.[language], detail, balance];
    return [`#${row}`, words.filter((part) => part !== undefined).join(", ")];
  });
}

function brakeText({ by, at, reason }: NonNullable<PayoutAnswer["brake"]>): string {
  return reason === undefined ? `${by.name}, ${at}` : `${by.name}, ${at}: ${reason}`;
}

/** How a payout's payments stand, in one line; states that few payouts know only where they are. */
export function outcomeText(
  counts: NonNullable<PayoutAnswer["counts"]>,
  { dryRun, reversalOf }: Pick<PayoutAnswer, "dryRun" | "reversalOf">,
  language: Language,
): string {
  const { outcomes, dryOutcomes, reversalOutcomes, counted } = LABELS[language];
  const words = {
    ...outcomes,
    ...(dryRun && dryOutcomes),
    ...(reversalOf !== undefined && reversalOutcomes),
  };
  const isRare = (state: keyof typeof words) =>
    state === "withdrawn" || state === "accepted" || (dryRun && state === "unknown");
  const parts = OUTCOMES.filter((state) => counts[state] > 0 || !isRare(state));
  return parts.map((state) => counted(numberText(counts[state]), words[state])).join(", ");
}

/** A payout in a list, as one line. */
export function summaryLine(payout: PayoutSummary, language: Language): string {
  const total = payout.check === undefined ? "" : `${numberText(payout.check.totalPoints)} P`;
  const time = payout.schedule?.at ?? payout.request?.at ?? "";
  const mark = payout.dryRun ? `[${LABELS[language].dryRun}]` : "";
  const { brake, state } = payout;
  const why = brake?.reason === undefined ? "" : `, ${brake.reason}`;
  const braked =
    brake === undefined ? "" : `(${BRAKED_BY[brake.kind][language]}: ${brake.by.name}${why})`;
  return [
    payout.payoutId,
    stateNamesOf(payout)[state][language],
    braked,
    time,
    total,
    mark,
    payout.title,
  ]
    .filter((part) => part !== "")
    .join("  ");
}

function describeProblems(
  label: string,
  problems: readonly Problem[] | undefined = [],
  count = 0,
  language: Language,
): string[] {
  if (problems.length === 0) return [];
  const shown = problems.slice(0, SHOWN_PROBLEMS);
  const hidden = count - shown.length;
  return [
    `${label} (${numberText(count)}):`,
    ...shown.map((problem) => `  ${problemLine(problem, language)}`),
    ...(hidden > 0 ? [`  ${LABELS[language].more(hidden)}`] : []),
  ];
}

function problemLine({ sheet, cell, value, message }: Problem, language: Language): string {
  const place = [sheet, cell].filter((part) => part !== undefined).join("!");
  const quoted = value === undefined ? "" : ` "${value}"`;
  return place === "" ? message[language] : `${place}${quoted}: ${message[language]}`;
}
