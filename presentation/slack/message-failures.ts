import type { Failure } from "../../domain/payout/payout.ts";
import { plainReason } from "../failure-reason.ts";
import { formatAmount } from "../formats.ts";
import { code, italic, type MessageBlock, plain, richTextList } from "./message-blocks.ts";
import { cleanData, escapeData } from "./message-text.ts";
import type { MessageWords } from "./vocabulary.ts";

/** A payment that was not paid, in words; people's data in it is cut but not escaped. */
export interface NamedFailure {
  readonly row: string;
  readonly userId: string;
  readonly points: string;
  readonly reason: string;
  /** The points API's own words. */
  readonly detail?: string | undefined;
}

const USER_ID_LENGTH = 64;
const DETAIL_LENGTH = 80;

export function nameFailure(failure: Failure, words: MessageWords): NamedFailure {
  const { detail } = failure;
  return {
    row: words.row(failure.row),
    userId: cleanData(failure.userId, USER_ID_LENGTH),
    points: words.points(formatAmount(failure.points)),
    reason: plainReason(failure, words.language, words.isReversal),
    detail: detail === undefined ? undefined : cleanData(detail, DETAIL_LENGTH),
  };
}

/** Rich text, so that a user id can be copied exactly as it is in the sheet. */
export function failureList(failures: readonly NamedFailure[]): MessageBlock {
  return richTextList(
    failures.map(({ row, userId, points, reason, detail }) => [
      plain(`${row} · `),
      code(userId),
      plain(` · ${points} — ${reason}`),
      ...(detail === undefined ? [] : [italic(` “${detail}”`)]),
    ]),
  );
}

/** The same as a line of text, escaped. */
export function failureLine({ row, userId, points, reason, detail }: NamedFailure): string {
  const user = escapeData(userId, USER_ID_LENGTH);
  const said = detail === undefined ? "" : ` “${escapeData(detail, DETAIL_LENGTH)}”`;
  return `• ${row} · ${user} · ${points} — ${escapeData(reason, DETAIL_LENGTH)}${said}`;
}
