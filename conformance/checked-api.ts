import {
  type ConnectedPointsApiDeps,
  createConnectedPointsApi,
} from "../adapters/points-api/connected-points-api.ts";
import { createCaller } from "../adapters/points-api/open-call.ts";
import { attempt } from "../adapters/points-api/read-meaning.ts";
import type { Credentials } from "../adapters/points-api/secret-credentials.ts";
import type { Balance, Description } from "../connectors/connector.ts";
import type { Clock } from "../domain/clock.ts";
import type {
  AccountAnswer,
  Answer,
  AskedPayment,
  BulkAnswer,
  CallPermit,
  ClaimedPayment,
  ConfirmationAnswer,
  FloatAnswer,
  LookupAnswer,
  MadePayment,
  PayRequest,
  PointsApi,
  UserAnswer,
} from "../domain/distribution/points-api.ts";
import { optional } from "../domain/optional.ts";
import { type LosingProxy, startLosingProxy } from "./losing-proxy.ts";

export interface CheckedApiDeps {
  readonly description: Description;
  readonly credentials: Credentials;
  readonly wrongCredentials: Credentials | undefined;
  readonly clock: Clock;
  readonly abortAfter?: ConnectedPointsApiDeps["abortAfter"];
}

/** A call whose answer was lost on purpose. */
export interface LostAnswer {
  readonly answer: Answer;
  /** Of the answer that we did not get to see; undefined when the API was not reached. */
  readonly lostStatus: number | undefined;
}

/** A user's balance, or why it can't be told. */
export type BalanceReading = { readonly points: bigint } | { readonly said: string };

/** The points API under check, called as a payout calls it, and never faster than its rate. */
export interface CheckedApi {
  pay(request: PayRequest): Promise<Answer>;
  payLosingAnswer(request: PayRequest): Promise<LostAnswer>;
  readonly payWithWrongCredentials?: ((request: PayRequest) => Promise<Answer>) | undefined;
  readonly lookUp?: ((claimed: ClaimedPayment) => Promise<LookupAnswer>) | undefined;
  readonly confirm?:
    | ((accepted: PayRequest & { readonly reference: string }) => Promise<ConfirmationAnswer>)
    | undefined;
  readonly reverse?: ((made: MadePayment) => Promise<Answer>) | undefined;
  readonly findUser?: ((payment: PayRequest["payment"]) => Promise<UserAnswer>) | undefined;
  readonly payInBulk?: ((requests: readonly PayRequest[]) => Promise<BulkAnswer>) | undefined;
  readonly readFloat?: (() => Promise<FloatAnswer>) | undefined;
  readonly readBalance?: ((userId: string) => Promise<BalanceReading>) | undefined;
  close(): Promise<void>;
}

export async function openCheckedApi(deps: CheckedApiDeps): Promise<CheckedApi> {
  const { description, wrongCredentials, clock } = deps;
  const { nowMs } = clock;
  const proxy = await startLosingProxy();
  const connect = (credentials: Credentials, described = description) =>
    createConnectedPointsApi({
      description: described,
      credentials,
      nowMs,
      ...optional("abortAfter", deps.abortAfter),
    });
  const api = connect(deps.credentials);
  const losing = connect(signingFor(proxy, deps.credentials), paidThrough(proxy, description));
  const refused = wrongCredentials && connect(wrongCredentials);
  const balance = description.balance && openBalance(deps, description.balance);
  const pace = createPace(clock, description.limits.ratePerSecond);

  async function nextPermit(): Promise<CallPermit> {
    await pace();
    return { deadlineMs: nowMs() + description.timeoutMs, assertMaySend: () => undefined };
  }

  async function paced<T>(call: (permit: CallPermit) => Promise<T>): Promise<T> {
    return await call(await nextPermit());
  }

  const { reverse, lookUp, confirm, findUser, findAccount, bulk, float } = api;
  const accounts = new Map<string, Promise<AccountAnswer>>();

  /** As a payout asks: found once for each user, before the first payment, and kept. */
  async function accountOf(payment: AskedPayment): Promise<AccountAnswer | undefined> {
    if (findAccount === undefined) return undefined;
    const { userId } = payment;
    const known = accounts.get(userId) ?? paced((permit) => findAccount(payment, permit));
    accounts.set(userId, known);
    const answer = await known;
    // What says to come again later says nothing of the user.
    if (answer.kind !== "found" && answer.kind !== "rejected") accounts.delete(userId);
    return answer;
  }

  async function withAccount<R extends PayRequest>(request: R): Promise<R> {
    const found = await accountOf(request.payment);
    if (found?.kind !== "found") return request;
    return { ...request, payment: { ...request.payment, accountId: found.accountId } };
  }

  const payBy =
    ({ pay }: PointsApi) =>
    async (request: PayRequest): Promise<Answer> => {
      const found = await accountOf(request.payment);
      if (found !== undefined && found.kind !== "found") return found;
      const { payment, idempotencyKey } = await withAccount(request);
      return await paced((permit) => pay(payment, idempotencyKey, permit));
    };

  return {
    pay: payBy(api),
    async payLosingAnswer(request) {
      const before = proxy.lost.length;
      const answer = await payBy(losing)(request);
      return { answer, lostStatus: proxy.lost[before] };
    },
    payWithWrongCredentials: refused && payBy(refused),
    payInBulk:
      bulk &&
      (async (requests) => {
        const asked = await Promise.all(requests.map(withAccount));
        return await paced((permit) => bulk.pay(asked, permit));
      }),
    lookUp: lookUp && (async (claimed) => lookUp(await withAccount(claimed), nextPermit)),
    confirm:
      confirm &&
      (async (accepted) => {
        const asked = await withAccount(accepted);
        return await paced((permit) => confirm.ask(asked, permit));
      }),
    reverse:
      reverse &&
      (async (made) => {
        const asked = await withAccount(made);
        return await paced((permit) => reverse(asked, permit));
      }),
    findUser: findUser && ((payment) => paced((permit) => findUser(payment, permit))),
    readFloat: float && (() => paced(float)),
    readBalance:
      balance &&
      (async (userId) => {
        const found = await accountOf({ row: 1, userId, points: 1 });
        if (found !== undefined && found.kind !== "found") return { said: found.code };
        const whose = found?.accountId ?? userId;
        return await paced((permit) => balance.read(whose, permit));
      }),
    async close() {
      await Promise.all([api.close(), losing.close(), refused?.close(), balance?.close()]);
      await proxy.close();
    },
  };
}

function paidThrough(proxy: LosingProxy, description: Description): Description {
  const { call, ...paying } = description.pay;
  return {
    ...description,
    pay: {
      ...paying,
      call(ask) {
        const made = call(ask);
        return { ...made, url: proxy.through(made.url) };
      },
    },
  };
}

/** What is signed is the API's address, not the proxy's. */
function signingFor(proxy: LosingProxy, credentials: Credentials): Credentials {
  return {
    ...credentials,
    async get() {
      const { sign, ...current } = await credentials.get();
      return {
        ...current,
        sign: sign && ((call) => sign({ ...call, url: proxy.behind(call.url) })),
      };
    },
  };
}

/** Reads balances, for which paying has no use. */
function openBalance(
  { description: { timeoutMs }, credentials, clock, abortAfter = timeoutOf }: CheckedApiDeps,
  balance: Balance,
) {
  const { nowMs } = clock;
  const caller = createCaller({ credentials, nowMs, abortAfter }, { connections: 2, timeoutMs });
  const read = async (userId: string, permit: CallPermit): Promise<BalanceReading> => {
    const reply = await caller.open(permit).send(() => balance.call(userId, clock.nowMs()));
    if ("failure" in reply) return { said: reply.failure };
    const points = attempt(() =>
      reply.problem === undefined ? balance.read(reply, userId) : undefined,
    );
    return "value" in points && points.value !== undefined
      ? { points: points.value }
      : { said: `http_${reply.status}` };
  };
  return { read, close: caller.close };
}

function timeoutOf(ms: number): AbortSignal {
  return AbortSignal.timeout(ms);
}

/** Lets calls leave one after another, as fast as the description allows. */
function createPace(clock: Clock, ratePerSecond: number): () => Promise<void> {
  let nextMs = clock.nowMs();
  return async () => {
    const leavesMs = Math.max(nextMs, clock.nowMs());
    nextMs = leavesMs + 1_000 / ratePerSecond;
    const waitMs = leavesMs - clock.nowMs();
    if (waitMs > 0) await clock.sleep(waitMs);
  };
}
