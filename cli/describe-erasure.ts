import type { ErasureAnswer } from "../admin-api/schemas/personal-data.ts";
import type { Language } from "../domain/language.ts";

type Result = NonNullable<ErasureAnswer["result"]>;
type Outcome = Result["outcomes"][number];

const WORDS = {
  ko: {
    running: "아직 삭제하는 중입니다. 잠시 뒤 같은 명령을 다시 실행해 주세요.",
    erased: ({ payouts, payments, files }: Result) =>
      `지급 ${payouts}건을 확인해 지급 내역 ${payments}건과 파일 ${files}개에서 삭제했습니다.`,
    user: "회원ID 대신 남는 값",
    forNow: "아직 남아 있습니다",
    inSlack: "Slack에서 직접 지워 주세요",
    erasedFrom: "삭제했습니다",
    payments: (count: number) => `지급 내역 ${count}건`,
    message: "메시지",
    workbook: "결과 파일",
    unreadable: (count: number) =>
      `읽을 수 없는 시트 ${count}개에 회원ID가 있는지 확인하지 못했습니다. 보관 기간이 지나면 삭제됩니다.`,
    more: (count: number) => `… 외 지급 ${count}건`,
    stays: "계속 남는 것과 그 이유",
  },
  en: {
    running: "It is still being erased. Run the same command again in a while.",
    erased: ({ payouts, payments, files }: Result) =>
      `Looked into ${payouts} payouts; erased from ${payments} payments and ${files} files.`,
    user: "Stands in the place of the id",
    forNow: "Stays for now",
    inSlack: "Delete by hand in Slack",
    erasedFrom: "Erased",
    payments: (count: number) => `${count} payments`,
    message: "message",
    workbook: "result file",
    unreadable: (count: number) =>
      `${count} sheets can't be read, and may name the user; they are deleted after the retention period.`,
    more: (count: number) => `… and ${count} more payouts`,
    stays: "What stays, and why",
  },
} as const;

/** What came of erasing a user, as lines of text; it names nobody. */
export function describeErasure(erasure: ErasureAnswer, language: Language): string[] {
  const words = WORDS[language];
  const { result, userIdHash, stays } = erasure;
  if (result === undefined || erasure.state === "running") return [words.running];
  const { outcomes, moreOutcomes, unreadableSheets } = result;
  const ofPayout = ({ payoutId, payments }: Outcome) =>
    payments === 0 ? payoutId : `${payoutId}, ${words.payments(payments)}`;
  const kept = outcomes.filter(({ why }) => why !== undefined);
  const erased = outcomes.filter(({ why }) => why === undefined);
  const inSlack = outcomes.filter((outcome) => outcome.inSlack !== undefined);
  return [
    words.erased(result),
    `${words.user}: ${userIdHash}`,
    ...listed(words.forNow, kept, (one) => `${ofPayout(one)}: ${one.why?.[language]}`),
    ...listed(words.erasedFrom, erased, ofPayout),
    ...listed(words.inSlack, inSlack, (one) => {
      const what = [one.inSlack?.failure && words.message, one.inSlack?.workbook && words.workbook];
      return `${one.payoutId}: ${what.filter((part) => typeof part === "string").join(", ")}`;
    }),
    ...(moreOutcomes === 0 ? [] : [`  ${words.more(moreOutcomes)}`]),
    ...(unreadableSheets === 0 ? [] : [words.unreadable(unreadableSheets)]),
    ...listed(words.stays, stays, ({ message }) => message[language]),
  ];
}

function listed<T>(title: string, items: readonly T[], line: (item: T) => string): string[] {
  return items.length === 0 ? [] : [`${title}:`, ...items.map((item) => `  ${line(item)}`)];
}

/** Whether nothing is left that somebody has to do something about, and then to ask again. */
export function isAllErased({ state, result }: ErasureAnswer): boolean {
  if (state === "running" || result === undefined) return false;
  return result.unreadableSheets === 0 && result.outcomes.every(({ stays }) => stays === undefined);
}
