import { approvalReasonSchema } from "../domain/payout/approval-reason.ts";
import type { AuditEvent } from "../domain/payout/audit-event.ts";
import type { Bilingual } from "../domain/sheet/problem.ts";
import { approvalReasonText } from "./approval-reason.ts";

/** Why a change was made, where Paysheet itself wrote it down: for people, and apart from their words. */
export interface AuditReason {
  readonly message: Bilingual;
  /** What a person said besides. */
  readonly note?: string | undefined;
  /** The payout that it names. */
  readonly payoutId?: string | undefined;
}

interface Form {
  readonly actions: readonly AuditEvent["action"][];
  readonly written: RegExp;
  readonly read: (parts: Record<string, string>, isReversal: boolean) => Bilingual | undefined;
}

/** What the trail has of each kind: by its action, so that no person's words are taken for it. */
const FORMS: readonly Form[] = [
  {
    actions: ["recounted", "payment_resolved", "settlement_proposed"],
    written: /^(?:Row (?<row>\d+)|(?<count>\d+) payments?): (?<said>[^.]+)\. (?<note>.*)$/s,
    read: settlementText,
  },
  {
    actions: ["recounted"],
    written: /^The result workbook was written again\.$/,
    read: () => ({ ko: "결과 파일을 다시 만들었습니다.", en: "The result file was made again." }),
  },
  {
    actions: ["retried"],
    written:
      /^Rejected payments: (?<count>\d+)\. New payout: (?<payoutId>[^\s.]+)\.(?: Ids corrected in rows: (?<rows>.+)\.)?$/,
    read: ({ count, rows }) => ({
      ko: `${count}건으로 새 지급을 만들었습니다.${rows === undefined ? "" : ` 사용자 ID를 고친 행: ${rows}.`}`,
      en: `Payments in the new payout: ${count}.${rows === undefined ? "" : ` Rows whose user ID was corrected: ${rows}.`}`,
    }),
  },
  {
    actions: ["reversed"],
    written:
      /^Payments to be taken back: (?<count>\d+)\. New payout: (?<payoutId>\S+)\. (?<note>.*)$/s,
    read: ({ count }) => ({
      ko: `${count}건을 회수할 건을 만들었습니다.`,
      en: `Payments to be taken back: ${count}.`,
    }),
  },
  {
    actions: ["created"],
    written: /^A dry run(?: of what was rejected of payout (?<payoutId>\S+))?: nobody is paid\.$/,
    read: () => ({
      ko: "연습이라 아무에게도 지급되지 않습니다.",
      en: "A dry run: nobody is paid.",
    }),
  },
  {
    actions: ["created"],
    written: /^Pays again what was rejected of payout (?<payoutId>\S+)\.$/,
    read: () => ({
      ko: "다른 지급에서 지급되지 않은 건을 다시 지급합니다.",
      en: "It pays again what another payout did not pay.",
    }),
  },
  {
    actions: ["created"],
    written: /^Takes back what payout (?<payoutId>\S+) paid: (?<note>.*)$/s,
    read: () => ({
      ko: "다른 지급에서 지급한 포인트를 회수합니다.",
      en: "It takes back what another payout paid.",
    }),
  },
  {
    actions: ["expired"],
    written: /^Nobody changed it since \S+\.$/,
    read: () => ({
      ko: "오랫동안 아무도 바꾸지 않았습니다.",
      en: "Nobody had changed it for a long time.",
    }),
  },
  {
    actions: ["cancelled"],
    written: /^It was left half-made, without its sheet\.$/,
    read: () => ({
      ko: "파일 없이 만들다 만 지급입니다.",
      en: "It was left half-made, without its sheet.",
    }),
  },
  {
    actions: ["user_erased"],
    written: /^A user's data was erased\.$/,
    read: () => ({ ko: "개인정보 삭제 요청", en: "A request to erase a person's data" }),
  },
  {
    actions: ["found_overdue"],
    written: /^It fired (?<late>\d+) h after its time, later than the (?<most>\d+) h .*$/,
    read: ({ late, most }) => ({
      ko: `예약 시각보다 ${late}시간 늦어 지급하지 않았습니다. ${most}시간까지만 늦게 시작합니다.`,
      en: `It came ${late} h late, and nobody is paid more than ${most} h late.`,
    }),
  },
  {
    actions: ["sent_back"],
    written: /^It may not be paid as it is: (?<reasons>.+)\.$/s,
    read: ({ reasons = "" }) => reasonsText(reasons),
  },
];

/** Undefined where a person wrote it, or nobody did. */
export function auditReason(
  { action, why }: Pick<AuditEvent, "action" | "why">,
  isReversal = false,
): AuditReason | undefined {
  if (why === undefined) return undefined;
  for (const { actions, written, read } of FORMS) {
    const parts = actions.includes(action) ? written.exec(why) : null;
    const message = parts === null ? undefined : read({ ...parts.groups }, isReversal);
    if (message === undefined) continue;
    const { note, payoutId } = parts?.groups ?? {};
    return { message, note: note === "" ? undefined : note, payoutId };
  }
  return undefined;
}

type Said = "paid" | "not_paid" | "not_paid confirmed" | "not_paid proposed" | "taken back";

const SAID: Readonly<Record<Said, Bilingual & { readonly ofReversal: Bilingual }>> = {
  paid: { ko: "지급됨", en: "paid", ofReversal: { ko: "회수됨", en: "taken back" } },
  not_paid: {
    ko: "지급 안 됨",
    en: "not paid",
    ofReversal: { ko: "회수 안 됨", en: "not taken back" },
  },
  "not_paid confirmed": {
    ko: "지급 안 됨 (두 사람이 확인)",
    en: "not paid, as two people say",
    ofReversal: { ko: "회수 안 됨 (두 사람이 확인)", en: "not taken back, as two people say" },
  },
  "not_paid proposed": {
    ko: "지급 안 됨 의견 (두 번째 확인 대기)",
    en: "not paid, as one person says",
    ofReversal: {
      ko: "회수 안 됨 의견 (두 번째 확인 대기)",
      en: "not taken back, as one person says",
    },
  },
  "taken back": {
    ko: "의견을 거둠",
    en: "not known after all",
    ofReversal: { ko: "의견을 거둠", en: "not known after all" },
  },
};

function settlementText(
  { row, count, said = "" }: Record<string, string>,
  isReversal: boolean,
): Bilingual | undefined {
  const parts = said.split(", ").map((part) => /^(?:(\d+) )?(.+)$/.exec(part));
  const texts = parts.map((part) => {
    const word = part?.[2];
    if (!isSaid(word)) return undefined;
    const { ko, en } = isReversal ? SAID[word].ofReversal : SAID[word];
    const times = part?.[1];
    return times === undefined ? { ko, en } : { ko: `${ko} ${times}건`, en: `${times} ${en}` };
  });
  const known = texts.filter((text) => text !== undefined);
  if (known.length < texts.length) return undefined;
  const which =
    row === undefined
      ? { ko: `${count}건`, en: count === "1" ? "1 payment" : `${count} payments` }
      : { ko: `${row}행`, en: `Row ${row}` };
  return {
    ko: `${which.ko}: ${known.map(({ ko }) => ko).join(", ")}`,
    en: `${which.en}: ${known.map(({ en }) => en).join(", ")}`,
  };
}

function isSaid(word: string | undefined): word is Said {
  return word !== undefined && Object.hasOwn(SAID, word);
}

/** `code (amount, above limit) (person)`, the last two where there are any. */
const REASON = /^(\w+)(?: \((\d+)(?:, above (\d+))?\))?(?: \((.+)\))?$/s;

/** Of several reasons, apart by semicolons. */
function reasonsText(reasons: string): Bilingual | undefined {
  const texts = reasons.split("; ").map((reason) => {
    const [, code, amount, limit, person] = REASON.exec(reason) ?? [];
    const figures = { amount: numberIn(amount), limit: numberIn(limit) };
    const parsed = approvalReasonSchema.safeParse({ code, ...figures, person });
    return parsed.data && approvalReasonText(parsed.data);
  });
  const known = texts.filter((text) => text !== undefined);
  if (known.length < texts.length) return undefined;
  return {
    ko: known.map(({ ko }) => ko).join(" "),
    en: known.map(({ en }) => en).join(" "),
  };
}

function numberIn(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits);
}
