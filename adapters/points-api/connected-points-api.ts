import type {
  Ask,
  Balance,
  Call,
  Confirmation,
  Description,
  FindAccount,
  FindUser,
  Float,
  Meaning,
  Paying,
  Reply,
  Reversing,
} from "../../connectors/connector.ts";
import { keyInForm } from "../../connectors/payment-key.ts";
import { reversalKeyOf } from "../../domain/distribution/ledger.ts";
import type {
  AccountAnswer,
  Answer,
  AskedPayment,
  CallPermit,
  ClaimedPayment,
  ConfirmationAnswer,
  ConfirmationApi,
  FloatAnswer,
  KeptKeys,
  LookupAnswer,
  MadePayment,
  PayRequest,
  PointsApi,
  UserAnswer,
} from "../../domain/distribution/points-api.ts";
import { DEFAULT_PAYING_SETTINGS } from "../../domain/distribution/settings.ts";
import { optional } from "../../domain/optional.ts";
import type { Payment } from "../../domain/sheet/payment.ts";
import type { HttpReply } from "./http-reply.ts";
import { lookUpPages } from "./look-up-pages.ts";
import { createCaller } from "./open-call.ts";
import { payInBulk } from "./pay-in-bulk.ts";
import {
  answerOfFailure,
  attempt,
  isWholeId,
  type Reading,
  readAnswer,
  readByTable,
  toldBy,
  type Unpaid,
} from "./read-meaning.ts";
import type { Credentials } from "./secret-credentials.ts";
import { messageOf } from "./transport-failure.ts";

export interface ConnectedPointsApiDeps {
  readonly description: Description;
  readonly credentials: Credentials;
  readonly nowMs: () => number;
  /** A signal that is aborted by a `TimeoutError` after so many ms; `AbortSignal.timeout` by default. */
  readonly abortAfter?: (ms: number) => AbortSignal;
}

const MOST_POINTS = BigInt(Number.MAX_SAFE_INTEGER);
/** A code for a user id that the connector refuses without one. */
const USER_ID_REFUSED = "user_id_refused";

/** The company's points API over HTTP, as a connector describes it. */
export function createConnectedPointsApi(deps: ConnectedPointsApiDeps): PointsApi & {
  close(): Promise<void>;
} {
  const { description, credentials, nowMs } = deps;
  const { pay, reverse, bulk, lookUp, confirm, findUser, findAccount, balance, float } =
    description;
  const looksUpUser = findUser ?? findAccount;
  const { words, keyForm, timeoutMs, rateLimit } = description;
  const { abortAfter = (ms) => AbortSignal.timeout(ms) } = deps;
  const { concurrency, concurrencyPerWorker } = DEFAULT_PAYING_SETTINGS;
  const connections = Math.min(description.concurrency ?? concurrency, concurrencyPerWorker);
  const caller = createCaller(
    { credentials, nowMs, abortAfter },
    { connections, timeoutMs, rateLimit },
  );
  const { open } = caller;
  const reading: Reading = { words, confirm };

  function askFor({ payment, idempotencyKey }: PayRequest): Ask {
    return { ...asked(payment), key: keyInForm(idempotencyKey, keyForm) };
  }

  /** Of a payment that can't be asked for: no call is made for it. */
  function refusalOf({ payment: { userId } }: Pick<PayRequest, "payment">): Unpaid | undefined {
    const checked = attempt(() => description.checkUserId?.(userId));
    if ("error" in checked) {
      return answerOfFailure({ failure: "call_not_made", detail: messageOf(checked.error) });
    }
    const said = checked.value;
    if (said === undefined) return undefined;
    const { code = USER_ID_REFUSED, detail } = said;
    return { kind: "rejected", code, ...optional("detail", detail) };
  }

  async function exchange(
    permit: CallPermit,
    { call, read }: { call(): Call; read(reply: Reply): Meaning | undefined },
  ): Promise<Answer> {
    const reply = await open(permit).send(call);
    return "failure" in reply ? answerOfFailure(reply) : readAnswer(reply, read, reading);
  }

  return {
    keys: keysOf(description),

    async pay(payment, idempotencyKey, permit): Promise<Answer> {
      const refusal = refusalOf({ payment });
      if (refusal !== undefined) return refusal;
      const ask = askFor({ payment, idempotencyKey });
      return await exchange(permit, {
        call: () => pay.call(ask),
        read: (reply) => pay.read(reply, ask),
      });
    },

    reverse: reverse && reversalOf(reverse),

    bulk: bulk && {
      most: bulk.most,
      pay: (requests, permit) =>
        payInBulk(requests, permit, { bulk, reading, open, askFor, refusalOf }),
    },

    lookUp:
      lookUp &&
      ((claimed: ClaimedPayment, nextPermit): Promise<LookupAnswer> => {
        const { claimedAtMs } = claimed;
        const nextCall = async () => open(await nextPermit());
        return lookUpPages({ lookUp, ask: askFor(claimed), claimedAtMs }, nextCall, reading);
      }),

    confirm: confirm && confirmationApi(confirm),

    findUser: looksUpUser && userLookUp(looksUpUser),

    findAccount: findAccount && accountLookUp(findAccount),

    balance: balance && balanceOf(balance),

    float: float && floatReading(float),

    close: caller.close,
  };

  function reversalOf(connected: Reversing) {
    return async (made: MadePayment, permit: CallPermit): Promise<Answer> => {
      const { payment, idempotencyKey, transactionId, reference } = made;
      const ask = askFor({ payment, idempotencyKey: reversalKeyOf(idempotencyKey) });
      const original = { key: keyInForm(idempotencyKey, keyForm), transactionId, reference };
      return await exchange(permit, {
        call: () => connected.call(ask, original),
        read: (reply) => connected.read(reply, ask),
      });
    };
  }

  function confirmationApi(confirmation: Confirmation): ConfirmationApi {
    return {
      deadlineMs: confirmation.deadlineMs,
      async ask(accepted, permit): Promise<ConfirmationAnswer> {
        const ask = askFor(accepted);
        const reply = await open(permit).send(() => confirmation.call(accepted.reference, ask));
        if ("failure" in reply) {
          const { failure: code, detail, retryAfterMs } = reply;
          return { kind: "pending", code, detail, ...optional("retryAfterMs", retryAfterMs) };
        }
        const meaning = finalMeaningOf(reply, () => confirmation.read(reply, ask));
        switch (meaning?.means) {
          case "paid":
            return { kind: "paid", ...optional("transactionId", meaning.transactionId) };
          case "rejected":
            return { kind: "rejected", ...toldBy(reply, meaning, reading) };
          default: {
            const { retryAfterMs } = reply;
            const told = toldBy(reply, {}, reading);
            return { kind: "pending", ...told, ...optional("retryAfterMs", retryAfterMs) };
          }
        }
      },
    };
  }

  function userLookUp({ call, read }: Pick<FindUser, "call" | "read">) {
    return async (payment: Payment, permit: CallPermit): Promise<UserAnswer> => {
      const answer = await askAboutUser(payment, permit, { call, read: asIfPaid(read) });
      return answer.kind === "paid" || answer.kind === "accepted" ? { kind: "found" } : answer;
    };
  }

  function accountLookUp({ call, read }: FindAccount) {
    return async (payment: Payment, permit: CallPermit): Promise<AccountAnswer> => {
      let accountId = "";
      const noting: FindAccount["read"] = (reply, ask) => {
        const meaning = read(reply, ask);
        if (meaning?.means !== "found") return meaning;
        accountId = meaning.accountId;
        // By a part of it somebody else might be paid.
        return isWholeId(accountId) ? meaning : undefined;
      };
      const answer = await askAboutUser(payment, permit, { call, read: asIfPaid(noting) });
      return answer.kind === "paid" || answer.kind === "accepted"
        ? { kind: "found", accountId }
        : answer;
    };
  }

  function balanceOf({ call, read }: Balance) {
    return async (payment: AskedPayment, permit: CallPermit): Promise<bigint | undefined> => {
      if (refusalOf({ payment }) !== undefined) return undefined;
      const whose = payment.accountId ?? payment.userId;
      const reply = await open(permit).send(() => call(whose, nowMs()));
      return "failure" in reply ? undefined : finalMeaningOf(reply, () => read(reply, whose));
    };
  }

  function floatReading({ call, read }: Float) {
    return async (permit: CallPermit): Promise<FloatAnswer> => {
      const reply = await open(permit).send(() => call(nowMs()));
      if ("failure" in reply) return answerOfFailure(reply);
      const points = finalMeaningOf(reply, () => read(reply));
      return points === undefined
        ? readByTable(reply, reading)
        : { kind: "told", points: Number(points > MOST_POINTS ? MOST_POINTS : points) };
    };
  }

  async function askAboutUser(
    payment: Payment,
    permit: CallPermit,
    { call, read }: Paying,
  ): Promise<Answer> {
    const refusal = refusalOf({ payment });
    if (refusal !== undefined) return refusal;
    const ask = { ...asked(payment), key: "" };
    return await exchange(permit, { call: () => call(ask), read: (reply) => read(reply, ask) });
  }
}

/** Whoever is found counts as paid. */
function asIfPaid(
  read: (reply: Reply, ask: Ask) => Meaning | { readonly means: "found" } | undefined,
): Paying["read"] {
  return (reply, ask) => {
    const meaning = read(reply, ask);
    return meaning?.means === "found" ? { means: "paid" } : meaning;
  };
}

function asked(payment: AskedPayment): Omit<Ask, "key"> {
  const { userId, accountId, points, reason, extras } = payment;
  return { userId, ...optional("accountId", accountId), points, reason, extras };
}

function keysOf({ doubt }: Description): KeptKeys | undefined {
  if (doubt.ends !== "replays" && doubt.ends !== "refuses") return undefined;
  const { keyLifetimeMs, refusalProvesUnpaid } = doubt;
  return {
    lifetimeMs: keyLifetimeMs === "forever" ? Number.POSITIVE_INFINITY : keyLifetimeMs,
    refusalProvesUnpaid,
  };
}

/** A page for browsers decides nothing, and neither does what the connector stumbles over. */
function finalMeaningOf<T>(reply: HttpReply, read: () => T | undefined): T | undefined {
  if (reply.problem !== undefined) return undefined;
  const meaning = attempt(read);
  return "value" in meaning ? meaning.value : undefined;
}
