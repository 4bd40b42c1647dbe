import { formatAmount } from "../formats.ts";
import { RESULT_SHEETS, STATE_WORDS } from "./result-workbook-layout.ts";
import type { WorkbookWords } from "./words.ts";
import { english } from "./words-en.ts";
import { korean } from "./words-ko.ts";

/** What the workbook of a payout says that takes points back, in Korean. */
export const koreanOfReversals: WorkbookWords = {
  ...korean,
  summary: {
    ...korean.summary,
    lead: (counts, points) =>
      `전체 ${formatAmount(counts.payments)}건 중 ${formatAmount(counts.paid)}건을 회수했습니다` +
      `(${formatAmount(points.total)}P 중 ${formatAmount(points.paid)}P).`,
    whyNot: "회수하지 못한 이유",
    about: "회수 정보",
    notes: {
      ...korean.summary.notes,
      unknown:
        `‘${STATE_WORDS.unknown.ko}’는 회수되었을 수도, 안 되었을 수도 있는 건입니다. ` +
        `‘${RESULT_SHEETS.unknown.ko}’ 시트의 건을 포인트 시스템의 기록에서 하나씩 찾아본 뒤, 회수 화면에서 회수되었는지 아닌지 한 건씩 또는 결과가 적힌 목록으로 한 번에 확정해 주세요. ` +
        "‘회수 안 됨’은 두 사람이 확인해야 확정됩니다.",
      failed:
        "회수하지 못한 건은 포인트가 그대로 남아 있습니다. 이유를 확인한 뒤, 다시 회수하려면 원래 지급의 화면에서 요청해 주세요.",
      withdrawn:
        "차례가 오기 전에 회수를 종료해 회수하지 않은 건이 있습니다. 회수하려면 원래 지급의 화면에서 다시 요청해 주세요.",
      pending: `‘${STATE_WORDS.pending.ko}’는 아직 회수를 요청하지 않은 건입니다.`,
      noSheetColumns:
        "명단을 다시 읽을 수 없어, 그 열 대신 회원ID, 포인트, 사유만 담았습니다. 회수 결과는 모두 맞습니다.",
    },
    facts: {
      ...korean.summary.facts,
      payoutId: "회수 번호",
      fileName: "명단",
      uploadedBy: "회수를 요청한 사람",
      startedAt: "회수 시작",
    },
  },
  receipt: {
    ...korean.receipt,
    title: "회수 영수증",
    digest: "회수 내용 지문",
    sheet: "명단",
    asked: "회수 요청",
    inBooks: "포인트 시스템의 기록에 회수됨",
    notAskedYet:
      "명단과 원장을 대조했습니다. 포인트 시스템의 기록과 대조한 결과는 회수 페이지의 영수증에 있습니다.",
    noBooks:
      "이 포인트 시스템은 회수 기록을 조회할 수 없어, 명단과 원장, 회수 결과만 대조했습니다.",
    sample: "명단과 원장은 모든 건을, 포인트 시스템의 기록은 고르게 고른 일부를 대조했습니다.",
    all: "명단과 원장, 포인트 시스템의 기록을 모든 건에 대해 대조했습니다.",
    changedSinceSigned:
      "서명한 뒤에 영수증이 바뀌었습니다. 무엇이 바뀌었는지는 회수 페이지에 있습니다.",
  },
  line: {
    ...korean.line,
    lookItUp: "포인트 시스템의 기록을 확인해 주세요.",
    accepted: "포인트 시스템이 접수했고, 회수되었는지는 아직 알려 주지 않았습니다.",
    withdrawn: "차례가 오기 전에 회수를 종료해 회수하지 않았습니다.",
    inFlight: "회수를 요청했고 결과를 기다리고 있습니다.",
    notAsked: "아직 회수를 요청하지 않았습니다.",
    foundPaid: (name, note) => `${name} 님이 회수된 것으로 확정했습니다: ${note}`,
  },
};

/** The same in English. */
export const englishOfReversals: WorkbookWords = {
  ...english,
  summary: {
    ...english.summary,
    lead: (counts, points) =>
      `${formatAmount(counts.paid)} of ${formatAmount(counts.payments)} payments are taken back ` +
      `(${formatAmount(points.paid)} of ${formatAmount(points.total)} points).`,
    whyNot: "Why not all were taken back",
    about: "About this reversal",
    notes: {
      ...english.summary.notes,
      unknown:
        `“${STATE_WORDS.unknown.en}” means that a payment may or may not have been taken back. ` +
        `Look up each payment of the “${RESULT_SHEETS.unknown.en}” tab in the points system, then settle them on the reversal's page, one by one or from a list with what became of each. ` +
        "“Not taken back” takes two people.",
      failed:
        "What could not be taken back is still with its users. Read why; to try once more, ask for it on the original payout's page.",
      withdrawn:
        "The reversal was ended before the turn of some payments. To take them back after all, ask for it on the original payout's page.",
      noSheetColumns:
        "The list could not be read again, so that user id, points and reason stand here instead of its own columns. How each ended is complete.",
    },
    facts: {
      ...english.summary.facts,
      payoutId: "Reversal",
      uploadedBy: "Asked for by",
    },
  },
  receipt: {
    ...english.receipt,
    title: "Receipt of a reversal",
    digest: "Fingerprint of what was taken back",
    sheet: "The list",
    inBooks: "Taken back by the points system's books",
    notAskedYet:
      "List and ledger were compared. How they compare with the books of the points system is said by the receipt on the reversal's page.",
    noBooks:
      "The books of this points system can't be asked: only list, ledger and the reversal's totals were compared.",
    sample:
      "List and ledger were compared for all payments, the books of the points system for some, spread evenly.",
    all: "List, ledger and the books of the points system were compared for all payments.",
    changedSinceSigned:
      "The receipt has changed since it was signed. What changed is said on the reversal's page.",
  },
  line: {
    ...english.line,
    accepted: "The points system took it, and has not yet said that it is taken back.",
    withdrawn: "It was not taken back: the reversal was ended before its turn.",
    foundPaid: (name, note) => `${name} settled it as taken back: ${note}`,
  },
};
