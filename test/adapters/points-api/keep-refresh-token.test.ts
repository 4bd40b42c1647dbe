import { expect, it } from "vitest";
import {
  CLIENT,
  DAY_MS,
  LIFE_MS,
  openRefreshTokens,
  startTokenEndpoint,
} from "./token-endpoint-under-test.ts";

const FIVE_MINUTES_MS = 300_000;
const DEAD = expect.stringContaining("invalid_grant: Invalid refresh_token");

it("uses a token that was just put, and then when half of its life is over", async () => {
  const endpoint = await startTokenEndpoint();
  const { startKeeper, setTime, stored } = await openRefreshTokens(endpoint);
  const keeper = startKeeper();

  expect(await keeper.keep()).toEqual({ state: "refreshed", isAtRisk: false });
  setTime(LIFE_MS / 2 - 1);
  expect(await keeper.keep()).toEqual({ state: "kept", isAtRisk: false });
  expect(endpoint.asked).toHaveLength(1);
  setTime(LIFE_MS / 2);
  expect(await keeper.keep()).toEqual({ state: "refreshed", isAtRisk: false });
  expect(await stored()).toMatchObject({
    refreshToken: "refresh-3",
    refreshedAt: "2026-11-30T01:00:00.000Z",
  });
});

it("keeps a token alive for a year in which nobody is paid", async () => {
  const endpoint = await startTokenEndpoint();
  const { startKeeper, startProcess, setTime } = await openRefreshTokens(endpoint);
  const keeper = startKeeper();
  const states = new Set<string>();
  for (let day = 0; day < 365; day += 1) {
    setTime(day * DAY_MS);
    states.add((await keeper.keep()).state);
  }

  expect([...states].sort()).toEqual(["kept", "refreshed"]);
  expect(endpoint.asked.length).toBe(53);
  expect((await startProcess().get()).headers["authorization"]).toBe(
    `Bearer access-${endpoint.asked.length + 1}`,
  );
});

it("leaves a token alone that payouts have used meanwhile, and theirs to them", async () => {
  const endpoint = await startTokenEndpoint();
  const { startKeeper, startProcess, setTime } = await openRefreshTokens(endpoint);
  setTime(6 * DAY_MS);
  await startProcess().get();
  setTime(12 * DAY_MS);

  expect(await startKeeper().keep()).toEqual({ state: "kept", isAtRisk: false });
  expect(endpoint.asked).toHaveLength(1);
});

it("waits while the endpoint is away, and tells people once a third of the life is left", async () => {
  const endpoint = await startTokenEndpoint();
  const { startKeeper, setTime } = await openRefreshTokens(endpoint);
  const keeper = startKeeper();
  await keeper.keep();
  const away = { answer: [503, ""] } as const;
  endpoint.faults.push(away, away);

  setTime(LIFE_MS / 2);
  const why = "The token endpoint answered 503";
  expect(await keeper.keep()).toEqual({ state: "waiting", isAtRisk: false, why });
  setTime((LIFE_MS * 2) / 3 + 1);
  expect(await keeper.keep()).toEqual({ state: "waiting", isAtRisk: true, why });
  setTime((LIFE_MS * 2) / 3 + FIVE_MINUTES_MS);
  expect(await keeper.keep()).toEqual({ state: "refreshed", isAtRisk: false });
});

it("tells people at once of a token that is refused, until another one is put", async () => {
  const endpoint = await startTokenEndpoint();
  const { startKeeper, setTime, put } = await openRefreshTokens(endpoint);
  const keeper = startKeeper();
  await keeper.keep();
  endpoint.signIn("refresh-9");
  setTime(LIFE_MS / 2);

  expect(await keeper.keep()).toEqual({ state: "refused", isAtRisk: true, why: DEAD });
  expect(await keeper.keep()).toEqual({ state: "refused", isAtRisk: true, why: DEAD });
  await put({ ...CLIENT, refreshToken: "refresh-9" });
  expect(await keeper.keep()).toEqual({ state: "refreshed", isAtRisk: false });
});

it("tells people of a token of which nobody knows how old it is, and which can't be used now", async () => {
  const endpoint = await startTokenEndpoint();
  endpoint.faults.push("cut");
  const { startKeeper } = await openRefreshTokens(endpoint);

  expect(await startKeeper().keep()).toMatchObject({ state: "waiting", isAtRisk: true });
});

it("has nothing to keep until somebody has put the first token", async () => {
  const endpoint = await startTokenEndpoint();
  const { startKeeper } = await openRefreshTokens(endpoint, {
    ...{ clientId: "not-set", clientSecret: "not-set" },
    refreshToken: "madeUpByTheDeployment",
  });

  expect(await startKeeper().keep()).toEqual({ state: "not_put", isAtRisk: false });
  expect(endpoint.asked).toEqual([]);
});

it("tells people of a secret that has another form", async () => {
  const endpoint = await startTokenEndpoint();
  const { startKeeper } = await openRefreshTokens(endpoint, { ...CLIENT, refresh_token: "r" });

  expect(await startKeeper().keep()).toEqual({
    state: "refused",
    isAtRisk: true,
    why: 'The secret paysheet/dev/points-api lacks "refreshToken".',
  });
});
