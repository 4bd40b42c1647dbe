import { describe, expect, it } from "vitest";
import { createStoppedClock, startPointsApi } from "./start-points-api.ts";

describe("the local points API fails on demand", () => {
  it("with a status, every n-th call, so many times", async () => {
    const api = await startPointsApi();
    await api.setFaults({
      failures: [
        { kind: "500", every: 2, until: 1 },
        { kind: "503", every: 3, retryAfterSeconds: 7 },
        { kind: "429", every: 5 },
      ],
    });
    const answers = [];
    for (let call = 1; call <= 6; call += 1) {
      const { status, retryAfter } = await api.pay({ key: `k-${call}` });
      answers.push([status, retryAfter]);
    }
    expect(answers).toEqual([
      [201, null],
      [500, null],
      [503, "7"],
      [201, null],
      [429, "1"],
      [503, "7"],
    ]);
    expect(await api.state()).toMatchObject({
      grants: 2,
      answers: { "201": 2, "429": 1, "500": 1, "503": 2 },
      faultsInjected: { "429": 1, "500": 1, "503": 2 },
    });
  });

  it("by cutting the connection before it pays", async () => {
    const api = await startPointsApi();
    await api.setFaults({ failures: [{ kind: "reset", every: 1, until: 1 }] });
    await expect(api.pay({ key: "k-1" })).rejects.toThrow("fetch failed");
    expect((await api.get("/v1/points/k-1")).status).toBe(404);
    expect((await api.pay({ key: "k-1" })).status).toBe(201);
  });

  it("by cutting the connection after it paid; the key tells what was paid", async () => {
    const api = await startPointsApi();
    await api.setFaults({ failures: [{ kind: "reset-after-paying", every: 1, until: 1 }] });
    await expect(api.pay({ key: "k-1" })).rejects.toThrow("fetch failed");
    expect((await api.get("/v1/points/k-1")).status).toBe(200);
    expect((await api.pay({ key: "k-1" })).body).toEqual({ transactionId: "tx-000000001" });
    expect(await api.state()).toMatchObject({ grants: 1, replays: 1 });
  });

  it("by never answering, and pays nothing", async () => {
    const api = await startPointsApi();
    await api.setFaults({ failures: [{ kind: "timeout", every: 1 }] });
    const call = api.pay({ key: "k-1", signal: AbortSignal.timeout(50) });
    await expect(call).rejects.toThrow("timeout");
    await expect.poll(api.state).toMatchObject({ grants: 0, inFlight: 0, maxInFlight: 1 });
  });

  it("with a page of HTML and status 200", async () => {
    const api = await startPointsApi();
    await api.setFaults({ failures: [{ kind: "garbage", every: 1 }] });
    await expect(api.pay({ key: "k-1" })).rejects.toThrow("not valid JSON");
    expect(await api.state()).toMatchObject({ grants: 0, answers: { "200": 1 } });
  });

  it("with a page of HTML and status 404, or a refusal that is the caller's", async () => {
    const api = await startPointsApi();
    const failures = ["402", "405"].map((kind) => ({ kind, every: 1, until: 1 }));
    await api.setFaults({ failures: [...failures, { kind: "404-page", every: 1 }] });
    expect(await api.pay({ key: "k-1" })).toMatchObject({
      ...{ status: 402, body: { detail: "The balance is too low." } },
    });
    expect((await api.pay({ key: "k-1" })).status).toBe(405);
    await expect(api.pay({ key: "k-1" })).rejects.toThrow("not valid JSON");
    expect(await api.state()).toMatchObject({ grants: 0, answers: { "404": 1 } });
  });

  it("with any Retry-After", async () => {
    const api = await startPointsApi();
    await api.setFaults({ failures: [{ kind: "429", every: 1, retryAfter: "3600000" }] });
    expect(await api.pay({ key: "k-1" })).toMatchObject({ status: 429, retryAfter: "3600000" });
  });

  it("with 429 above its rate, saying when to come again", async () => {
    const api = await startPointsApi({ clock: createStoppedClock().clock });
    await api.setFaults({ ratePerSecond: 3 });
    const answers = await Promise.all([1, 2, 3, 4].map((n) => api.pay({ key: `k-${n}` })));
    expect(answers.map(({ status, retryAfter }) => `${status} ${retryAfter}`).sort()).toEqual([
      "201 null",
      "201 null",
      "201 null",
      "429 1",
    ]);
    expect(await api.state()).toMatchObject({ peakPerSecond: 4 });
  });

  it("for users whose ids begin so, and not for others", async () => {
    const api = await startPointsApi({ clock: createStoppedClock().clock });
    await api.setFaults({
      failures: [{ kind: "500", every: 2 }],
      users: [
        { startingWith: "down-", failures: [{ kind: "503", every: 1 }] },
        { startingWith: "slow-", ratePerSecond: 1 },
      ],
    });
    const pay = async (userId: string) =>
      (await api.pay({ key: `k-${userId}`, body: { userId, points: 1 } })).status;
    expect([await pay("down-1"), await pay("u-1"), await pay("down-2"), await pay("u-2")]).toEqual([
      503, 201, 503, 500,
    ]);
    expect([await pay("slow-1"), await pay("slow-2"), await pay("u-3")]).toEqual([201, 429, 201]);
    expect(await api.state()).toMatchObject({ faultsInjected: { "500": 1, "503": 2 } });
  });

  it("as the settings say, which can be read back and are checked", async () => {
    const api = await startPointsApi();
    const settings = { latencyMs: 5, idempotency: true, failures: [{ kind: "500", every: 9 }] };
    expect(await api.setFaults(settings)).toMatchObject({ status: 200, body: settings });
    expect((await api.setFaults({ failures: [{ kind: "418", every: 0 }] })).status).toBe(400);
    expect((await api.setFaults({ latency: 5 })).status).toBe(400);
    expect((await api.get("/_faults")).body).toEqual(settings);
    await api.setFaults({});
    expect((await api.get("/_faults")).body).toEqual({
      latencyMs: 0,
      idempotency: true,
      failures: [],
    });
  });
});
