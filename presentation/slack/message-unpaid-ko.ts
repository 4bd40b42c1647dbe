import { formatAmount } from "../format-amount.ts";
import type { UnpaidWords } from "./message-unpaid.ts";

const rowsOf = (rows: readonly number[], count: number): string =>
  `${rows.join(", ")}행${count > rows.length ? ` 외 ${formatAmount(count - rows.length)}건` : ""}`;

export const koreanUnpaid: UnpaidWords = {
  failed: (count, somebodyPaid) => ({
    heading: `실패 ${formatAmount(count)}건`,
    text:
      "포인트를 받지 못했습니다. 회원 ID가 틀렸다면 결과 파일의 ‘지급 실패’ 시트를 고쳐 새 지급으로 " +
      `올려 주세요. 고칠 것이 없다면 지급 내역 화면에서 ‘실패한 건 다시 지급’을 눌러 주세요. ${
        somebodyPaid
          ? "둘 다 하거나 처음 파일을 다시 올리면 두 번 받는 회원이 생기니 하지 마세요."
          : "둘 다 하면 두 번 받는 회원이 생기니 하나만 해 주세요."
      }`,
  }),
  failedInDryRun: (count) => ({
    heading: `지급할 수 없는 ${formatAmount(count)}건`,
    text:
      "실제로 지급했다면 실패했을 건입니다. 처음 파일에서 회원 ID를 고친 뒤, 고친 파일 전체를 새 지급으로 " +
      "올려 주세요. 연습에서는 아무에게도 지급하지 않았으므로 두 번 받는 회원은 없습니다.",
  }),
  unknown: (count) => ({
    heading: `확인 필요 ${formatAmount(count)}건`,
    text:
      "지급됐는지 알 수 없습니다. 다시 지급하지 마시고, 포인트 시스템의 지급 기록과 대조한 뒤 " +
      "지급 내역 화면에서 한 건씩 ‘지급됨’ 또는 ‘지급 안 됨’으로 확정해 주세요.",
  }),
  paidBefore: (count) => ({
    heading: `다시 지급하지 않은 ${formatAmount(count)}건`,
    text: "처음 지급에서 이미 지급된 것으로 확인되어 다시 지급하지 않았습니다. 하실 일은 없습니다.",
  }),
  paidTwice: ({ count, rows }) => ({
    heading: `두 번 지급된 ${formatAmount(count)}건`,
    text:
      "다시 지급한 뒤에야 처음 지급에서도 지급된 것이 확인됐습니다. 관리자에게 알려 포인트 시스템에서 " +
      `회수해 주세요: ${rowsOf(rows, count)}.`,
  }),

  headline: ({ unknown }) =>
    unknown ? "📋 실패 및 확인 필요 건의 사유와 명단" : "📋 실패한 건의 사유와 명단",
  why: "사유별 건수",
  names: ({ all, unknown }) => {
    const who = unknown ? "실패 및 확인 필요 내역" : "실패 내역";
    return all ? who : `${who} (앞에서부터)`;
  },
  counted: (count, reason) => `${formatAmount(count)}건 — ${reason}`,
  moreReasons: (count) => `그 밖의 사유 ${formatAmount(count)}건`,
  moreNames: (count) => `외 ${formatAmount(count)}건`,
  inThread: "사유와 명단은 이 메시지의 스레드에 있습니다.",
  inThisThread: "사유와 명단은 이 스레드에 있습니다.",
  workbook: {
    attached: "전체 명단은 이 스레드의 결과 파일에 있습니다.",
    on_page: "전체 명단은 지급 내역 화면에서 받는 결과 파일에 있습니다.",
    none: "전체 명단은 지급 내역 화면에서 볼 수 있습니다.",
  },
};
