import type { Ask, Bulk, Meaning, ResultStatus } from "../../connectors/connector.ts";
import { refusesCredentials } from "../../domain/distribution/answer-table.ts";
import type {
  Answer,
  BulkAnswer,
  CallPermit,
  PayRequest,
} from "../../domain/distribution/points-api.ts";
import type { HttpReply } from "./http-reply.ts";
import { MAX_ANSWER_BYTES, type OpenCall } from "./open-call.ts";
import {
  answerOf,
  answerOfFailure,
  attempt,
  type Reading,
  readByTable,
  toldBy,
} from "./read-meaning.ts";

const MAX_RESULT_BYTES = 8 * 1024;

/** What many payments in one call are paid with. */
export interface BulkDeps {
  readonly bulk: Bulk;
  readonly reading: Reading;
  readonly open: (permit: CallPermit) => OpenCall;
  readonly askFor: (request: PayRequest) => Ask;
  /** Of a payment that can't be asked for: no call is made for it. */
  readonly refusalOf: (request: PayRequest) => Answer | undefined;
}

/** Pays those that can be asked for by one call. */
export async function payInBulk(
  all: readonly PayRequest[],
  permit: CallPermit,
  { bulk, reading, open, askFor, refusalOf }: BulkDeps,
): Promise<BulkAnswer> {
  const refused = all.flatMap((request) => {
    const refusal = refusalOf(request);
    return refusal === undefined ? [] : [[request.idempotencyKey, refusal] as const];
  });
  const requests = all.filter((request) => refusalOf(request) === undefined);
  if (requests.length === 0) return { kind: "answered", answers: new Map(refused) };
  const asks = requests.map(askFor);
  const maxBytes = MAX_ANSWER_BYTES + requests.length * MAX_RESULT_BYTES;
  const reply = await open(permit).send(() => bulk.call(asks), maxBytes);
  const answer =
    "failure" in reply
      ? asWhole(answerOfFailure(reply))
      : readBulkReply(reply, { bulk, asks, requests, reading });
  return withRefused(answer, requests, refused);
}

/** By its results where it has any, else as a whole. */
function readBulkReply(
  reply: HttpReply,
  at: Pick<BulkDeps, "bulk" | "reading"> & {
    readonly asks: readonly Ask[];
    readonly requests: readonly PayRequest[];
  },
): BulkAnswer {
  const { reading, requests } = at;
  const results = resultsIn(reply, at);
  // What is said of them all is not said of one.
  const ofResult: Reading = { ...reading, words: () => undefined };
  const answers = new Map(
    requests.flatMap(({ idempotencyKey }, index) => {
      const result = results[index];
      return result === undefined
        ? []
        : [[idempotencyKey, answerOf(reply, result, ofResult)] as const];
    }),
  );
  if (answers.size > 0) return { kind: "answered", answers };
  const whole = readByTable(reply, reading);
  if (whole.kind === "in_doubt" && whole.code === "unreadable_answer") {
    return { ...whole, detail: toldBy(reply, {}, reading).detail ?? NO_RESULTS };
  }
  return asWhole(whole);
}

const NO_RESULTS = "The answer to the bulk call has no readable results.";

function resultsIn(
  reply: HttpReply,
  { bulk, asks }: { readonly bulk: Bulk; readonly asks: readonly Ask[] },
): readonly (Meaning | ResultStatus | undefined)[] {
  if (reply.problem !== undefined) return [];
  const read = attempt(() => bulk.read(reply, asks));
  return "value" in read ? (read.value ?? []) : [];
}

/** An answer, or a failure to get one, as that of a whole call for many payments. */
function asWhole(answer: Answer): BulkAnswer {
  switch (answer.kind) {
    case "ours":
      // How a bulk call is made may be wrong while single ones are taken; our credentials serve both.
      return refusesCredentials(answer.code) ? answer : { ...answer, kind: "refused" };
    case "not_done":
    case "in_doubt":
      return answer;
    case "rejected":
    case "forbidden":
      return { ...answer, kind: "refused" };
    // A call as a whole pays nobody.
    default:
      return {
        kind: "in_doubt",
        unavailable: false,
        code: "unreadable_answer",
        detail: NO_RESULTS,
      };
  }
}

/** The answer to those that were asked for, with what is known of those that could not be. */
function withRefused(
  answer: BulkAnswer,
  asked: readonly PayRequest[],
  refused: readonly (readonly [string, Answer])[],
): BulkAnswer {
  if (refused.length === 0) return answer;
  switch (answer.kind) {
    case "answered":
      return { kind: "answered", answers: new Map([...answer.answers, ...refused]) };
    case "in_doubt": {
      const inDoubt = asked.map(({ idempotencyKey }) => [idempotencyKey, answer] as const);
      return { kind: "answered", answers: new Map([...inDoubt, ...refused]) };
    }
    // All of them are asked for again.
    default:
      return answer;
  }
}
