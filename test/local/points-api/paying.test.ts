import { describe, expect, it } from "vitest";
import { createStoppedClock, problemOf, startPointsApi } from "./start-points-api.ts";

describe("the local points API pays", () => {
  it("a payment under a key, and remembers it by key and by user", async () => {
    const api = await startPointsApi();
    const paid = await api.pay({
      key: "k-1",
      body: { userId: "회원 1/2", points: 500, reason: "출석" },
    });
    expect(paid).toMatchObject({ status: 201, body: { transactionId: "tx-000000001" } });
    const grant = {
      transactionId: "tx-000000001",
      points: 500,
      reason: "출석",
      idempotencyKey: "k-1",
      at: expect.stringMatching(/^\d{4}-.*Z$/),
    };
    expect((await api.get("/v1/points/k-1")).body).toEqual({ userId: "회원 1/2", ...grant });
    expect((await api.get(`/v1/users/${encodeURIComponent("회원 1/2")}`)).body).toEqual({
      userId: "회원 1/2",
      balance: 500,
      grants: [grant],
    });
  });

  it("nobody whose id begins with missing-", async () => {
    const api = await startPointsApi();
    const body = { userId: "missing-7", points: 5 };
    const refused = await api.pay({ key: "k-1", body });
    expect(refused).toMatchObject({
      status: 404,
      type: "application/problem+json",
      body: problemOf(404, "Not Found", "There is no user missing-7."),
    });
    expect((await api.pay({ key: "k-1", body })).body).toEqual(refused.body);
    expect((await api.get("/v1/points/k-1")).status).toBe(404);
    expect((await api.get("/v1/users/missing-7")).status).toBe(404);
  });

  it("once under a key: the first answer is replayed, quoted key or bare", async () => {
    const api = await startPointsApi();
    const first = await api.pay({ key: "k-1" });
    expect(await api.pay({ key: "k-1" })).toEqual(first);
    expect(await api.pay({ key: '"k-1"' })).toEqual(first);
    expect(await api.state()).toMatchObject({ calls: 3, replays: 2, grants: 1, duplicates: 0 });
  });

  it("nothing under a key that was used with another body", async () => {
    const api = await startPointsApi();
    await api.pay({ key: "k-1" });
    const other = await api.pay({ key: "k-1", body: { userId: "u-1", points: 101 } });
    expect(other.body).toEqual(
      problemOf(
        422,
        "Unprocessable Content",
        "This Idempotency-Key was used before with another body.",
      ),
    );
  });

  it("nothing while a payment under the same key is in flight", async () => {
    const { clock, release } = createStoppedClock();
    const api = await startPointsApi({ clock });
    await api.setFaults({ latencyMs: 50 });
    const first = api.pay({ key: "k-1" });
    await expect.poll(api.state).toMatchObject({ inFlight: 1 });
    expect((await api.pay({ key: "k-1" })).body).toEqual(
      problemOf(409, "Conflict", "A payment under this Idempotency-Key is still in flight."),
    );
    release();
    expect((await first).status).toBe(201);
    await expect.poll(api.state).toMatchObject({ maxInFlight: 2, inFlight: 0, grants: 1 });
  });

  it.each([
    ["no JSON", "{", "k"],
    ["no user", { points: 1 }, "k"],
    ["an empty user", { userId: "", points: 1 }, "k"],
    ["a fraction", { userId: "u", points: 1.5 }, "k"],
    ["nothing at all", { userId: "u", points: 0 }, "k"],
    ["text for points", { userId: "u", points: "1" }, "k"],
    ["no key", { userId: "u", points: 1 }, undefined],
    ["a key beyond 255 characters", { userId: "u", points: 1 }, "k".repeat(256)],
  ])("nothing for %s", async (_, body, key) => {
    const api = await startPointsApi();
    const answer = await api.pay({ body, ...(key === undefined ? {} : { key }) });
    expect(answer).toMatchObject({ status: 400, type: "application/problem+json" });
    expect(await api.state()).toMatchObject({ grants: 0 });
  });

  it("each time it is asked when idempotency is off, and the books show it", async () => {
    const api = await startPointsApi();
    await api.setFaults({ idempotency: false });
    await api.pay({ key: "k-1" });
    await api.pay({ key: "k-1" });
    await api.pay({});
    expect(await api.state()).toMatchObject({
      grants: 3,
      users: 1,
      points: 300,
      duplicates: 1,
      usersPaidMoreThanOnce: 1,
    });
    expect((await api.get("/v1/points/k-1")).body).toMatchObject({ transactionId: "tx-000000001" });
  });

  it("only over the methods and paths of its contract", async () => {
    const api = await startPointsApi();
    expect(await api.get("/v1/points")).toMatchObject({
      status: 405,
      body: problemOf(405, "Method Not Allowed", "Only POST is served here."),
    });
    expect((await api.get("/v1/points/%E0%A4%A")).status).toBe(404);
    expect((await api.get("/elsewhere")).status).toBe(404);
    const large = await api.pay({ key: "k", body: "x".repeat(70_000) });
    expect(large.status).toBe(413);
  });
});
