import { formatAmount } from "../formats.ts";
import { RESULT_SHEETS, STATE_WORDS } from "./result-workbook-layout.ts";
import type { WorkbookWords } from "./words.ts";

/** All that our workbooks say, in English. */
export const english: WorkbookWords = {
  summary: {
    lead: (counts, points) =>
      `${formatAmount(counts.paid)} of ${formatAmount(counts.payments)} payments are paid ` +
      `(${formatAmount(points.paid)} of ${formatAmount(points.total)} points).`,
    dryRun: {
      mark: "[Dry run]",
      lead: (counts, points) =>
        "This is a dry run: nobody was paid. " +
        `Paid for real, ${formatAmount(counts.paid)} of ${formatAmount(counts.payments)} payments would go through ` +
        `(${formatAmount(points.paid)} of ${formatAmount(points.total)} points).`,
      whyNot: "Why not all could be paid",
      failed:
        `The “${RESULT_SHEETS.failed.en}” tab holds what would fail, and nothing else. Mend it in the sheet you uploaded, then upload that whole sheet as a new payout. ` +
        "Uploaded as it is, this file becomes a payout of that tab alone.",
    },
    state: "State",
    payments: "Payments",
    points: "Points",
    total: "All",
    whyNot: "Why not all were paid",
    code: "Code",
    reason: "Why",
    otherReasons: "Other reasons",
    whatNow: "What to do now",
    about: "About this payout",
    notes: {
      unknown:
        `“${STATE_WORDS.unknown.en}” means that a payment may or may not have been made: the points system was asked, and what came of it could not be found out. ` +
        `Paying it again could pay it twice, so it is not in the “${RESULT_SHEETS.failed.en}” tab. ` +
        `Look up each payment of the “${RESULT_SHEETS.unknown.en}” tab in the points system, then settle them as paid or not paid on the payout's page, one by one or from a list with what became of each. ` +
        "“Not paid” takes two people. " +
        "Download the result again afterwards: it tells what was settled.",
      failed:
        `The “${RESULT_SHEETS.failed.en}” tab holds what was surely not paid, and nothing else. Mend the causes, then upload this very file again: only that tab is paid. ` +
        "Don't upload it if somebody used the payout's retry button already.",
      withdrawn:
        `“${STATE_WORDS.withdrawn.en}” are payments that were not asked for, as the payout was ended before their turn. ` +
        `They stand in the “${RESULT_SHEETS.failed.en}” tab as well: upload this very file again to pay that tab, ` +
        "unless somebody used the payout's retry button already.",
      withdrawnInDryRun: `“${STATE_WORDS.withdrawn.en}” are payments that were not tried, as the dry run was ended before their turn.`,
      defaults:
        "When you upload this file again, enter what was given to every row as well: see below. It is not in the file. The button that pays again keeps it.",
      pending: `“${STATE_WORDS.pending.en}” are payments that have not been asked for yet.`,
      noSheetColumns:
        "The uploaded sheet could not be read again, so that user id, points and reason stand here instead of its own columns. How each payment ended is complete.",
    },
    facts: {
      payoutId: "Payout",
      fileName: "File",
      reversalOf: "Takes back what was paid by",
      reversalReason: "Why it is taken back",
      pointsApi: "Paid in",
      forAllRows: "Given to every row",
      uploadedBy: "Uploaded by",
      scheduledBy: "Scheduled by",
      approvedBy: "Approved by",
      scheduledFor: "Scheduled for",
      startedAt: "Started at",
      lastSettledAt: "Last settled at",
      brakedAt: "At",
      brakeReason: "Why",
      endedBy: "Ended by",
      endedAt: "Ended at",
      endReason: "Why it was ended",
      writtenAt: "File written at",
      timeZone: "Time zone here",
      rowsTimeZone: "Time zone of the other tabs",
    },
  },
  receipt: {
    title: "Receipt of a payout",
    reversalOf: "Takes back what was paid by",
    reversalReason: "Why it is taken back",
    digest: "Fingerprint of what was paid",
    firstApproval: "First approval",
    noApproval: "Not needed",
    uploadedAt: "Uploaded at",
    approvedAt: "Approved at",
    of: "Of",
    sheet: "The sheet",
    asked: "Asked for",
    compared: "Looked up in the points system",
    inBooks: "Paid by the points system's books",
    comparison: "Compared",
    agree: "All agree.",
    differ: (findings) =>
      findings === 1
        ? "There is 1 difference."
        : `There are ${formatAmount(findings)} differences.`,
    notAskedYet:
      "Sheet and ledger were compared. How they compare with the books of the points system is said by the receipt on the payout's page.",
    noBooks:
      "The books of this points system can't be asked: only sheet, ledger and the payout's totals were compared.",
    sample:
      "Sheet and ledger were compared for all payments, the books of the points system for some, spread evenly.",
    all: "Sheet, ledger and the books of the points system were compared for all payments.",
    comparedAt: "Compared at",
    row: "Row",
    whole: "All",
    evidence: "Evidence",
    whatAndToDo: "What differs, and what to do",
    more: (findings) => `There are ${formatAmount(findings)} more.`,
    signOff: "Sign-off",
    notSigned: "Nobody had signed this receipt when the file was written.",
    signedBy: "Signed by",
    signedAt: "Signed at",
    signNote: "Their note",
    changedSinceSigned:
      "The receipt has changed since it was signed. What changed is said on the payout's page.",
  },
  line: {
    lookItUp: "Look it up in the points system.",
    accepted: "The points system took it, and has not yet said that it is paid.",
    withdrawn: "It was not paid: the payout was ended before its turn.",
    inFlight: "It was asked for, and the outcome is not known yet.",
    notAsked: "It has not been asked for yet.",
    foundPaid: (name: string, note: string) => `${name} settled it as paid: ${note}`,
    by: (name: string, note: string) => `(${name}: ${note})`,
    reversed: (payoutId: string) => `It was handed to ${payoutId} to be taken back.`,
    retried: (payoutId: string) => `It was handed to payout ${payoutId} to be paid again.`,
  },
  problems: {
    listSheet: "Paysheet problems",
    onlySheet: "Payments",
    title: (problems, warnings) =>
      `${formatAmount(problems)} problems, ${formatAmount(warnings)} warnings`,
    cut: (listed) =>
      `Only the first ${formatAmount(listed)} of each are shown. Mend them and upload again to see the rest.`,
    howTo: [
      "Red cells must be mended, yellow cells should be looked at. Point at a cell to see why and how.",
      "Mend the cells, save this file as it is, and upload it again. Colours, comments and this tab may stay.",
      "Formulas became their values; pictures, charts, fonts and colours were left out.",
    ],
    columns: {
      place: "Where",
      kind: "Kind",
      value: "What the cell holds",
      message: "What is wrong and how to mend it",
    },
    problem: "Problem",
    warning: "Warning",
  },
  missingUsers: {
    sheet: "Missing users",
    row: "Row in the sheet",
    userId: "User ID",
    why: "Why",
  },
  template: {
    sheet: "Payments",
    notesSheet: "How to fill it in",
    userId: "User ID",
    points: "Points",
    reason: "Reason",
    userIdPrompt: "The user's id exactly as it is. Leading zeros are kept.",
    pointsPrompt: "A whole number, 1 or more.",
    pointsErrorTitle: "Check the points",
    pointsError:
      "Points must be a whole number, 1 or more, like 1000. No fractions, text, 0 or less.",
    notes: {
      title: "How to fill it in",
      notes: [
        "1. From the second row of the first sheet on, write one user a row. Leave the header row as it is.",
        "2. User ID: exactly as in your system. The column is formatted as text, so that ids such as 00123 keep their zeros. When you bring ids from another file, paste values only.",
        "3. Points: a whole number, 1 or more, such as 1000. Turn formulas into values first.",
        "4. Reason: may stay empty. It is shown with the points.",
        "5. Add no totals row. Blank rows are passed over.",
        "6. If one row is wrong, nobody is paid. After the upload you see every wrong cell and how to mend it.",
        "Example: to pay 1000 points to user 00123 for 'Autumn event', write 00123, 1000 and Autumn event in the three cells of a row.",
      ],
    },
  },
};
