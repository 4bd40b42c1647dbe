import type {
  Description,
  Meaning,
  Reply,
  ResultStatus,
  Said,
} from "../../connectors/connector.ts";
import {
  meaningOfOthersAnswer,
  meaningOfStatus,
  type Meaning as StatusMeaning,
  TRANSPORT_FAILURES,
} from "../../domain/distribution/answer-table.ts";
import { CODE_BYTES } from "../../domain/distribution/ledger.ts";
import type { Answer } from "../../domain/distribution/points-api.ts";
import { optional } from "../../domain/optional.ts";
import { cutBytes, plainLine } from "../../domain/plain-text.ts";
import { shownWords } from "./answer-words.ts";
import { type HttpReply, wordsOf } from "./http-reply.ts";
import type { Failure } from "./open-call.ts";

/** What answers are read by, beside what they say themselves. */
export type Reading = Pick<Description, "words" | "confirm">;

/** An answer that neither pays nor promises to. */
export type Unpaid = Exclude<Answer, { kind: "paid" | "accepted" }>;

/** A code, and the points API's own words. */
export interface Told {
  readonly code: string;
  readonly detail?: string;
}

/**
 * An answer by what its connector knows of it, else by the answer table. One that is not the points
 * API's own is read by the table alone, and so is one that the connector fails to read.
 */
export function readAnswer(
  reply: HttpReply,
  read: (reply: Reply) => Meaning | undefined,
  reading: Reading,
): Answer {
  if (reply.problem !== undefined) return readOthersAnswer(reply, reading);
  const meaning = attempt(() => read(reply));
  if ("error" in meaning) return unread(reply, reading);
  return meaning.value === undefined
    ? readByStatus(reply, reply.status, reading)
    : answerOf(reply, meaning.value, reading);
}

/** What a connector makes of an answer, or of one result in it, as the domain has it. */
export function answerOf(
  reply: HttpReply,
  meaning: Meaning | ResultStatus,
  reading: Reading,
): Answer {
  const { unavailable } = meaningOfStatus(reply.status);
  switch (meaning.means) {
    case "paid":
      return { kind: "paid", ...optional("transactionId", idOf(meaning.transactionId)) };
    case "accepted":
      return reading.confirm === undefined || !isWholeId(meaning.reference)
        ? { kind: "in_doubt", unavailable: false, ...toldBy(reply, {}, reading) }
        : { kind: "accepted", reference: meaning.reference };
    case "status":
      return readByStatus(reply, meaning.status, reading, meaning);
    case "not_done": {
      const retryAfterMs = meaning.retryAfterMs ?? reply.retryAfterMs;
      const told = toldBy(reply, meaning, reading);
      return { kind: "not_done", unavailable, ...told, ...optional("retryAfterMs", retryAfterMs) };
    }
    case "in_doubt": {
      const { retryAfterMs } = reply;
      const told = toldBy(reply, meaning, reading);
      return { kind: "in_doubt", unavailable, ...told, ...optional("retryAfterMs", retryAfterMs) };
    }
    default:
      return { kind: meaning.means, ...toldBy(reply, meaning, reading) };
  }
}

function readByStatus(
  reply: HttpReply,
  status: number,
  reading: Reading,
  said: Pick<Said, "detail"> = {},
): Unpaid {
  const told = toldBy(reply, { code: `http_${status}`, ...said }, reading);
  return unpaid(meaningOfStatus(status), told, {
    retryAfterMs: reply.retryAfterMs,
    isReadable: reply.json !== undefined,
  });
}

/** An answer of which no connector knows anything. */
export function readByTable(reply: HttpReply, reading: Reading): Unpaid {
  return reply.problem === undefined
    ? readByStatus(reply, reply.status, reading)
    : readOthersAnswer(reply, reading);
}

/** No connector is asked: what is not the points API's own answer says nothing of a payment. */
function readOthersAnswer(reply: HttpReply, reading: Reading): Unpaid {
  const told = toldBy(reply, {}, reading);
  const { kind } = meaningOfStatus(reply.status);
  // By its own code, lest it is shown as a refusal of the points API.
  const code = kind === "rejected" ? `${reply.problem}_${reply.status}` : told.code;
  const meaning = kind === "paid" ? meaningOfStatus(200) : meaningOfOthersAnswer(reply.status);
  const { retryAfterMs } = reply;
  return unpaid(meaning, { ...told, code }, { retryAfterMs, isReadable: false });
}

/** As in doubt as if it were not there: what a connector stumbles over proves nothing. */
function unread(reply: HttpReply, reading: Reading): Unpaid {
  return unpaid(meaningOfStatus(200), toldBy(reply, {}, reading), { isReadable: true });
}

/** Why there is no answer, as one. */
export function answerOfFailure({ failure, detail, retryAfterMs }: Failure): Unpaid {
  const meaning = failure === "call_not_made" ? CALL_NOT_MADE : TRANSPORT_FAILURES[failure];
  return unpaid(meaning, { code: failure, detail }, { retryAfterMs, isReadable: false });
}

const CALL_NOT_MADE: StatusMeaning = { kind: "ours", unavailable: false };

function unpaid(
  { kind, unavailable }: StatusMeaning,
  told: Told,
  {
    retryAfterMs,
    isReadable,
  }: { readonly retryAfterMs?: number | undefined; readonly isReadable: boolean },
): Unpaid {
  switch (kind) {
    case "not_done":
    case "in_doubt":
      return { kind, unavailable, ...told, ...optional("retryAfterMs", retryAfterMs) };
    // It says so, without the proof that was promised. An answer that came is no outage.
    case "paid":
      return { kind: "in_doubt", unavailable: !isReadable, ...told, code: "unreadable_answer" };
    default:
      return { kind, ...told };
  }
}

/** Of a grant's id and of a reference. */
const ID_BYTES = 500;

/** A code of the points API's own, however much it says in its place; undefined when it is empty. */
function codeOf(code: string | undefined): string | undefined {
  return code === undefined ? undefined : cutBytes(plainLine(code), CODE_BYTES) || undefined;
}

/** A grant's id is for people; a part of it finds it as well. */
function idOf(transactionId: string | undefined): string | undefined {
  return transactionId === undefined ? undefined : cutBytes(transactionId, ID_BYTES);
}

/** By a part of a reference nobody could ask what became of the payment, and by a part of an account pay it. */
export function isWholeId(id: string): boolean {
  return id !== "" && cutBytes(id, ID_BYTES) === id;
}

/** The code, and the words for people: one line, without our credentials. */
export function toldBy(reply: HttpReply, { code, detail }: Said, reading: Reading): Told {
  const words = detail ?? ownWords(reply, reading);
  return {
    code: codeOf(code) ?? `http_${reply.status}`,
    ...optional("detail", words === undefined ? undefined : shownWords(reply.hide(words))),
  };
}

function ownWords(reply: HttpReply, { words }: Reading): string | undefined {
  if (words === undefined || reply.json === undefined || reply.problem !== undefined) {
    return wordsOf(reply);
  }
  const own = attempt(() => words(reply));
  return "value" in own ? own.value : wordsOf(reply);
}

/** What a connector's function returns, or that it threw. */
export function attempt<T>(read: () => T): { readonly value: T } | { readonly error: unknown } {
  try {
    return { value: read() };
  } catch (error) {
    return { error };
  }
}
