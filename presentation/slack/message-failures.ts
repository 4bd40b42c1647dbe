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
  /** What its row says besides, each under its header. */
  readonly values?: string | undefined;
  /** The points API's own words. */
  readonly detail?: string | undefined;
}

const USER_ID_LENGTH = 64;
const DETAIL_LENGTH = 80;
const VALUES_LENGTH = 120;

export function nameFailure(failure: Failure, words: MessageWords): NamedFailure {
  const { detail, values = {} } = failure;
  const said = Object.entries(values).map(([header, value]) => `${header}: ${value}`);
  return {
    row: words.row(failure.row),
    userId: cleanData(failure.userId, USER_ID_LENGTH),
    points: words.points(formatAmount(failure.points)),
    reason: plainReason(failure, words.language, words.isReversal),
    values: said.length === 0 ? undefined : cleanData(said.join(" · "), VALUES_LENGTH),
    detail: detail === undefined ? undefined : cleanData(detail, DETAIL_LENGTH),
  };
}

/** Rich text, so that a user id can be copied exactly as it is in the sheet. */
export function failureList(failures: readonly NamedFailure[]): MessageBlock {
  return richTextList(
    failures.map(({ row, userId, points, reason, values, detail }) => [
      plain(`${row} · `),
      code(userId),
      plain(` · ${points}${values === undefined ? "" : ` · ${values}`} — ${reason}`),
      ...(detail === undefined ? [] : [italic(` “${detail}”`)]),
    ]),
  );
}

/** The same as a line of text, escaped. */
export function failureLine(failure: NamedFailure): string {
  const { row, userId, points, reason, values, detail } = failure;
  const user = escapeData(userId, USER_ID_LENGTH);
  const besides = values === undefined ? "" : ` · ${escapeData(values, VALUES_LENGTH)}`;
  const said = detail === undefined ? "" : ` “${escapeData(detail, DETAIL_LENGTH)}”`;
  return `• ${row} · ${user} · ${points}${besides} — ${escapeData(reason, DETAIL_LENGTH)}${said}`;
}
