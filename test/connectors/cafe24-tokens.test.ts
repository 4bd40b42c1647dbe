import { expect, it, onTestFinished } from "vitest";
import { createConnectedPointsApi } from "../../adapters/points-api/connected-points-api.ts";
import type { Credentials } from "../../adapters/points-api/secret-credentials.ts";
import { cafe24Points } from "../../connectors/cafe24-points.ts";
import { startCafe24Fake } from "../../local/fakes/cafe24-points-fake.ts";
import {
  DAY_MS,
  openRefreshTokens,
  START_MS,
} from "../adapters/points-api/token-endpoint-under-test.ts";

const HOUR_MS = 3_600_000;
const PERMIT = { deadlineMs: Number.MAX_SAFE_INTEGER, assertMaySend: () => undefined };

/** A mall whose owner has signed in once, and what pays there. */
async function setup() {
  let nowMs = START_MS;
  const fake = await startCafe24Fake(() => nowMs);
  onTestFinished(() => fake.close());
  const { client, baseUrl } = fake;
  const description = cafe24Points.describe(
    cafe24Points.options.parse({
      ...{ connector: "cafe24-points", mallId: "testmall", apiVersion: "2026-03-01", baseUrl },
    }),
  );
  const { startProcess, startKeeper, setTime, put } = await openRefreshTokens(
    { tokenUrl: `${baseUrl}/oauth/token` },
    { clientId: client.id, clientSecret: client.secret, refreshToken: fake.refreshToken() },
  );
  const refreshes = () => fake.calls.filter(({ path }) => path === "/api/v2/oauth/token").length;
  return {
    fake,
    startKeeper,
    put,
    refreshes,
    at(ms: number) {
      nowMs = START_MS + ms;
      setTime(ms);
    },
    /** What a payout is paid by: one process, or several. */
    startWorker(credentials: Credentials = startProcess()) {
      const api = createConnectedPointsApi({
        ...{ description, credentials, nowMs: () => nowMs },
        abortAfter: () => new AbortController().signal,
      });
      onTestFinished(() => api.close());
      return async (row: number) => {
        const payment = { row, userId: `member-${row}`, points: 1_500, reason: "출석" };
        return (await api.pay(payment, `paysheet-01KB-${row}`, PERMIT)).kind;
      };
    },
  };
}

it("pays members of a mall, by workers that share one access token, for longer than it lives", async () => {
  const { fake, startWorker, at, refreshes } = await setup();
  const workers = [startWorker(), startWorker(), startWorker()];
  const rows = Array.from({ length: 30 }, (_, row) => row + 2);
  const told: string[] = [];
  for (const [nr, row] of rows.entries()) {
    // A row each half an hour; in between the mall takes back what it gave.
    at((nr * HOUR_MS) / 2);
    if (nr === 15) fake.revokeAccessTokens();
    told.push(...(await Promise.all(workers.map((pay, worker) => pay(row + worker * 100)))));
  }

  expect(new Set(told)).toEqual(new Set(["paid"]));
  expect(fake.books.grants).toHaveLength(90);
  // At 0, 2, 4 and 6 hours; at 7.5, for what was taken back; and at 9.5, 11.5 and 13.5.
  expect(refreshes()).toBe(8);
});

it("pays after months in which nobody was paid, since the token was kept, and pauses where it was not", async () => {
  const { startWorker, startKeeper, at, refreshes } = await setup();
  const keeper = startKeeper();
  for (let day = 0; day <= 90; day += 1) {
    at(day * DAY_MS);
    expect(await keeper.keep()).toMatchObject({ isAtRisk: false });
  }
  expect(await startWorker()(2)).toBe("paid");
  expect(refreshes()).toBe(14);

  at(105 * DAY_MS);
  expect(await startWorker()(3)).toBe("ours");
  expect(await keeper.keep()).toMatchObject({ state: "refused", isAtRisk: true });
});
