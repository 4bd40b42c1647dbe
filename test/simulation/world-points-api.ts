import type {
  Answer,
  CallPermit,
  MadePayment,
  PayRequest,
  PointsApi,
} from "../../domain/distribution/points-api.ts";
import { takenBackKeyOf } from "./expected-transitions.ts";
import { type Asked, answerOf } from "./points-api-answers.ts";
import { type CallFate, drawCallFate, nameOf, PAYS, STUCK } from "./points-api-fates.ts";
import type { Setup } from "./setup.ts";
import type { SimProcess } from "./sim-process.ts";
import { createWorldAcceptances } from "./world-acceptances.ts";
import { accountLookUp } from "./world-accounts.ts";
import { createWorldBooks, type Grant, type WorldBooks } from "./world-books.ts";
import { createWorldBulkApi } from "./world-bulk-calls.ts";
import { CREDENTIALS_LATE, createWorldCredentials } from "./world-credentials.ts";
import { createWorldLookUps, type WorldLookUps } from "./world-look-ups.ts";
import { looksOf } from "./world-looks.ts";

export interface WorldPointsApi extends Pick<WorldBooks, "disturb">, Pick<WorldLookUps, "shownOf"> {
  grantsUnder(key: string): readonly Grant[];
  /** Whether it has taken it, and may pay it yet. */
  isUndecided(key: string): boolean;
  /** Whether what it accepted under that reference, or that key, failed for good. */
  hasFailed(reference: string, key: string): boolean;
  /** Whether it refuses that key though it has paid under it. */
  isBurnt(key: string): boolean;
  portOf(process: SimProcess): PointsApi;
}

/** A payment that it is asked for, or to take back. */
interface Asking extends PayRequest {
  readonly takesBack?: MadePayment;
}

/** What it did with a payment that it was asked for. */
export type Taken =
  | { readonly kind: "paid"; readonly grant: Grant }
  | { readonly kind: "accepted"; readonly reference: string };

/** A points API with books, of the nature that the plan gives; in some with a bulk route. */
export function createWorldPointsApi(setup: Setup): WorldPointsApi {
  const { plan, random, timeline, faults, invariants } = setup;
  const books = createWorldBooks(invariants);
  /** When each key was first asked under, or first after it was forgotten. */
  const knownSinceMs = new Map<string, number>();
  const burnt = new Set<string>();
  const credentials = createWorldCredentials(setup);
  const acceptances = createWorldAcceptances(setup);
  const lookUps = createWorldLookUps(setup, { books, acceptances });
  /** Who has a user's id, counted: ids move from one person to another. */
  const holders = new Map<string, number>();

  function isKept(key: string): boolean {
    const sinceMs = knownSinceMs.get(key);
    const keeps = plan.idempotency === "key" && sinceMs !== undefined;
    return keeps && timeline.nowMs() < sinceMs + plan.keyLifetimeMs;
  }

  /** Takes a payment, or says again what it said of one under a key that it keeps. */
  function take(process: SimProcess, asking: Asking): Taken {
    const { payment, idempotencyKey: key, takesBack } = asking;
    const by = process.execution?.firing.payoutId ?? "nobody";
    const write = (): Grant => books.write({ payment, key, by, takesBack });
    if (isKept(key)) {
      const acceptance = acceptances.under(key);
      if (acceptance !== undefined) return { kind: "accepted", reference: acceptance.reference };
      const [replayed] = books.under(key);
      if (replayed !== undefined) return { kind: "paid", grant: replayed };
    } else {
      knownSinceMs.set(key, timeline.nowMs());
    }
    if (plan.confirmDeadlineMs === undefined) return { kind: "paid", grant: write() };
    const { reference } = acceptances.accept(key, write);
    return { kind: "accepted", reference };
  }

  /** There is no such user; or nothing of theirs is there to be taken back. */
  function refuses({ payment: { userId }, takesBack }: Asking): boolean {
    if (takesBack === undefined) return setup.isMissing(userId);
    return setup.hasSpent(userId) || books.under(takesBack.idempotencyKey).length === 0;
  }

  async function askOnce(process: SimProcess, asking: Asking, permit: CallPermit) {
    const { payment, idempotencyKey: key, takesBack } = asking;
    const leftMs = await credentials.leftFor(process, permit);
    if (leftMs === undefined) return CREDENTIALS_LATE;
    permit.assertMaySend();
    invariants.callLeaves(process, payment, key);
    if (takesBack !== undefined) invariants.takesBack(process, takesBack);
    invariants.asks(process);
    const fate = setup.isStuck(payment.userId) ? STUCK : drawCallFate(setup);
    if (fate.lands !== "never") invariants.mayLand(key, payment);
    const there = random.between(1, 40);
    const answersAfterMs =
      fate.says === "timeout" ? leftMs : Math.min(leftMs, there + faults.latencyMs() / 4);
    invariants.paceOf(process, [key], answersAfterMs);
    const isRefused = refuses(asking);
    const isBurnt = burnt.has(key);
    let taken: Taken | undefined;
    return await process.send({
      what: `points.${takesBack === undefined ? "pay" : "reverse"} ${key}`,
      landsAfterMs:
        fate.lands === "late"
          ? answersAfterMs + random.between(0, plan.lateLandingMs)
          : Math.min(there, answersAfterMs),
      land: () => {
        const said = nameOf(fate);
        if (fate.lands === "never") return said;
        if (isBurnt) return `${said}: the key is burnt`;
        if (isRefused) return `${said}: refused`;
        taken = take(process, asking);
        // It paid, failed at what came after, and from then on refuses what it can't repeat.
        if (plan.burnsKeys && fate.says !== PAYS.says && random.chance(0.3)) burnt.add(key);
        return `${said}: ${taken.kind}`;
      },
      answersAfterMs,
      answer: () =>
        heard(process, { payment, idempotencyKey: key }, fate.says, {
          isRefused,
          isBurnt,
          taken,
        }),
    });
  }

  /** The answer as the process gets it, of which the invariants take note. */
  function heard(
    process: SimProcess,
    { payment, idempotencyKey: key }: PayRequest,
    says: CallFate["says"],
    asked: Asked,
  ): Answer {
    const answer = answerOf(says, { ...asked, row: payment.row });
    if (answer.kind === "paid") invariants.hears(process, payment, "paid");
    // Under a key that may have been burnt a refusal is no outcome.
    else if (answer.kind === "rejected" && plan.burnsKeys) invariants.tellsNothing(key);
    else if (answer.kind === "rejected") invariants.hears(process, payment, "rejected");
    else if (answer.kind !== "accepted") invariants.tellsNothing(key);
    if (answer.kind === "not_done" && answer.retryAfterMs !== undefined) {
      invariants.isToWait(process, key, answer.retryAfterMs);
    }
    return answer;
  }

  function portOf(process: SimProcess): PointsApi {
    const { bulkMost: most, keyLifetimeMs: lifetimeMs, burnsKeys, confirmDeadlineMs } = plan;
    const keys = { lifetimeMs, refusalProvesUnpaid: !burnsKeys };
    return {
      ...(plan.idempotency === "key" ? { keys } : {}),
      ...(plan.idempotency === "lookup" || plan.alsoLooksUp
        ? { lookUp: lookUps.lookUpOf(process) }
        : {}),
      ...(confirmDeadlineMs === undefined
        ? {}
        : { confirm: lookUps.confirmationOf(process, confirmDeadlineMs) }),
      ...(most === undefined
        ? {}
        : { bulk: createWorldBulkApi(setup, process, { most, take, heard, credentials }) }),
      pay: (payment, idempotencyKey, permit) =>
        askOnce(process, { payment, idempotencyKey }, permit),
      ...(plan.reversals === undefined
        ? {}
        : {
            reverse(made, permit) {
              const idempotencyKey = takenBackKeyOf(made.idempotencyKey);
              const { payment } = made;
              return askOnce(process, { payment, idempotencyKey, takesBack: made }, permit);
            },
          }),
      ...(plan.hasAccounts ? { findAccount: accountLookUp(setup, holders, process) } : {}),
      ...looksOf(setup, process, books),
    };
  }

  return {
    grantsUnder: books.under,
    disturb: books.disturb,
    shownOf: lookUps.shownOf,
    isUndecided: (key) => acceptances.under(key)?.fate === "undecided",
    hasFailed: (reference, key) =>
      (acceptances.by(reference) ?? acceptances.under(key))?.fate === "failed",
    isBurnt: (key) => burnt.has(key),
    portOf,
  };
}
