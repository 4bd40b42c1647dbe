import type { HttpAnswer } from "@paysheet/emulator-server/problem";
import { onTestFinished } from "vitest";
import * as z from "zod";
import type { Clock } from "../../domain/clock.ts";
import { type FakeCall, type Fault, startFakeServer } from "../../local/fakes/fake-server.ts";
import { createGrantBooks } from "../../local/fakes/grant-books.ts";
import { payUsers } from "./thousand-users/pay-users.ts";
import type { Trial } from "./thousand-users/trial.ts";

/** One call for a payment, as the API sees it. */
export interface Asked {
  readonly userId: string;
  /** How often it was asked for this user, this call included. */
  readonly times: number;
  /** Grants so far. */
  readonly grants: number;
  /** Since the payout's time, in virtual milliseconds. */
  readonly atMs: number;
}

const callSchema = z.object({ userId: z.string(), points: z.number() });

/** How `http` says what it is paid by: keys, or a search that finds nothing in an empty list. */
export type ReportedDoubt = "key" | "lookup";

/**
 * Pays users by an API that pays but where it answers otherwise, with ten calls a second, and tells what
 * became of it. Users are `user-0`, `user-1` …
 */
export async function payByApiThat(
  answers: (asked: Asked) => HttpAnswer | undefined,
  {
    users = 60,
    doubt = "key",
    faults = [],
  }: {
    readonly users?: number;
    readonly doubt?: ReportedDoubt;
    readonly faults?: readonly Fault[];
  } = {},
) {
  const log: Asked[] = [];
  const open: Trial["open"] = async (clock) => {
    const { server, books } = await startApi(clock, answers, log);
    return {
      pointsApi: {
        url: `${server.url}/grants`,
        transactionIdPath: "id",
        ratePerSecond: 10,
        idempotency: doubt,
        ...(doubt === "key"
          ? {}
          : {
              lookup: {
                url: `${server.url}/grants?key={{idempotencyKey}}`,
                transactionIdPath: "items.0.id",
                notFound: [{ path: "items", empty: true }],
              },
            }),
      },
      userIdOf: (index) => `user-${index}`,
      setFaults: () => server.fail(...faults),
      silences: () => server.counts().silences,
      grants: books.byUser,
    };
  };
  const paid = await payUsers(open, {
    ...{ users, deaths: 0, isDownOnce: false, isResumed: false, seed: 1 },
  });
  const inState = (state: string) => paid.entries.filter((entry) => entry.state === state);
  return { ...paid, log, inState };
}

async function startApi(
  clock: Clock,
  answers: (asked: Asked) => HttpAnswer | undefined,
  log: Asked[],
) {
  const books = createGrantBooks();
  const beganMs = clock.nowMs();

  function pay({ json, header }: FakeCall): HttpAnswer {
    const { userId, points } = callSchema.parse(json);
    const times = log.filter((one) => one.userId === userId).length + 1;
    const atMs = clock.nowMs() - beganMs;
    const asked = { userId, times, grants: books.grants.length, atMs };
    log.push(asked);
    const answer = answers(asked);
    if (answer !== undefined) return answer;
    const key = header("idempotency-key");
    const known = books.grants.find((grant) => grant.key === key);
    const id = known?.id ?? String(books.grants.length + 1);
    if (known === undefined) books.give({ id, userId, points, key });
    return { status: 201, body: { id } };
  }

  function find(key: string | null): HttpAnswer {
    return { status: 200, body: { items: books.grants.filter((grant) => grant.key === key) } };
  }

  const server = await startFakeServer({
    pays: ({ method }) => method === "POST",
    handle: (call) => (call.method === "POST" ? pay(call) : find(call.query.get("key"))),
  });
  onTestFinished(() => server.close());
  return { server, books };
}
