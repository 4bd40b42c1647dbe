import type { HttpAnswer } from "@paysheet/emulator-server/problem";
import { describe, expect, it } from "vitest";
import { type Asked, payByApiThat } from "./reported-api.ts";
import { disagreements } from "./thousand-users/pay-users.ts";

/*
 * Points APIs as people report them, and what becomes of whole payouts by them, over HTTP.
 */

const ONE = "user-7";
const HOUR_MS = 3_600_000;
const json = (status: number, message: string): HttpAnswer => ({ status, body: { message } });
const page: HttpAnswer = {
  status: 404,
  headers: { "content-type": "text/html" },
  body: "<html><head><title>404 Not Found</title></head><body>nginx</body></html>",
};

describe("one user of sixty", () => {
  it.each<readonly [string, HttpAnswer, string]>([
    [
      "a code that nobody listed",
      { status: 200, body: { resultCode: "E999" } },
      "unreadable_answer",
    ],
    ["a conflict", json(409, "Another request is being processed."), "http_409"],
    ["its own failure, kept under the key", json(500, "Something went wrong."), "http_500"],
  ])("is a person's who for ever gets %s, and the others are paid", async (_, answer, code) => {
    const paid = await payByApiThat(({ userId }) => (userId === ONE ? answer : undefined));

    expect(paid.payout?.state).toBe("completed");
    expect(disagreements(paid)).toEqual([]);
    expect(paid.inState("paid")).toHaveLength(59);
    expect(paid.inState("unknown")).toMatchObject([{ userId: ONE, code }]);
    expect(paid.log.filter(({ userId }) => userId === ONE).length).toBeLessThan(15);
  });

  it("waits alone who is told to come again in an hour, and is paid then", async () => {
    const paid = await payByApiThat(({ userId, times }) =>
      userId === ONE && times === 1
        ? { status: 429, headers: { "retry-after": "3600" }, body: {} }
        : undefined,
    );

    const others = paid.log.filter(({ userId }) => userId !== ONE);
    expect(disagreements(paid)).toEqual([]);
    expect(paid.inState("paid")).toHaveLength(60);
    expect(others.every(({ atMs }) => atMs < 60_000)).toBe(true);
    expect(paid.log.at(-1)).toMatchObject({ userId: ONE, times: 2 });
    expect(paid.log.at(-1)?.atMs).toBeGreaterThanOrEqual(HOUR_MS);
  });

  it.each(["0", "1.5", "3600000", "soon"])(
    "neither is asked over and over nor takes the rate away by Retry-After: %s",
    async (retryAfter) => {
      const paid = await payByApiThat(({ userId, atMs }) =>
        userId === ONE && atMs < 60_000
          ? { status: 429, headers: { "retry-after": retryAfter }, body: {} }
          : undefined,
      );

      expect(disagreements(paid)).toEqual([]);
      expect(paid.inState("paid")).toHaveLength(60);
      expect(paid.log.filter(({ userId }) => userId === ONE).length).toBeLessThan(20);
      expect(mostInASecond(paid.log)).toBeLessThanOrEqual(12);
      expect(paid.tookMs).toBeLessThan(2 * HOUR_MS);
    },
  );

  it("who is suspended is refused in the API's words, and the others are paid", async () => {
    const paid = await payByApiThat(({ userId }) =>
      userId === ONE ? json(403, "This member is suspended.") : undefined,
    );

    expect(paid.payout?.state).toBe("completed");
    expect(disagreements(paid)).toEqual([]);
    expect(paid.inState("paid")).toHaveLength(59);
    expect(paid.inState("rejected")).toMatchObject([
      { userId: ONE, code: "http_403", detail: "This member is suspended." },
    ]);
  });
});

describe("an API that takes no more for a while", () => {
  it("by a used-up quota that says nothing of its end is an outage, and goes on by itself", async () => {
    const paid = await payByApiThat(({ grants, atMs }) =>
      grants >= 20 && atMs < 2 * HOUR_MS ? json(429, "The daily quota is used up.") : undefined,
    );

    expect(paid.actions).toEqual([
      "created",
      "started",
      "outage_began",
      "outage_ended",
      "completed",
    ]);
    expect(disagreements(paid)).toEqual([]);
    expect(paid.inState("paid")).toHaveLength(60);
    // Few asks, and not for long once it takes payments again.
    expect(paid.log.length).toBeLessThan(1_000);
    expect(paid.tookMs).toBeLessThan(2.25 * HOUR_MS);
  });

  it("by a 503 that names ten minutes is asked sooner than that, and paid by when it is back", async () => {
    const paid = await payByApiThat(({ grants, atMs }) =>
      grants >= 20 && atMs < 60_000
        ? { status: 503, headers: { "retry-after": "600" }, body: {} }
        : undefined,
    );

    expect(disagreements(paid)).toEqual([]);
    expect(paid.inState("paid")).toHaveLength(60);
    expect(paid.tookMs).toBeLessThan(8 * 60_000);
  });
});

describe("what is nobody's fault", () => {
  it.each<readonly [string, HttpAnswer]>([
    ["a page where the address is wrong", page],
    ["an empty balance", json(402, "The balance is too low.")],
    ["a method that is not served", json(405, "Use PUT.")],
    ["a media type that is not taken", json(415, "Send XML.")],
  ])("pauses the payout and refuses nobody: %s", async (_, answer) => {
    const paid = await payByApiThat(({ grants }) => (grants >= 20 ? answer : undefined));

    expect(paid.payout).toMatchObject({
      state: "paused",
      pause: { reason: "points_api_refuses_calls" },
    });
    expect(paid.inState("rejected")).toEqual([]);
    expect(paid.grants.size).toBe(paid.inState("paid").length);
  });

  it("is a refusal of everybody from the middle on: it pauses in the API's words, and most stay unpaid", async () => {
    const refusal = json(400, "The budget is used up.");
    const paid = await payByApiThat(({ grants }) => (grants >= 200 ? refusal : undefined), {
      users: 600,
    });

    expect(paid.payout).toMatchObject({
      state: "paused",
      pause: { reason: "many_refused", code: "http_400", row: expect.any(Number) },
    });
    expect(paid.payout).toMatchObject({
      pause: { detail: expect.stringContaining("The budget is used up.") },
    });
    expect(paid.inState("paid")).toHaveLength(200);
    expect(paid.inState("rejected").length).toBeLessThan(100);
    expect(paid.entries.length).toBeLessThan(300);
  });
});

it("pauses as well where answers to everybody prove nothing", async () => {
  const unlisted: HttpAnswer = { status: 200, body: { resultCode: "E999" } };
  const paid = await payByApiThat(() => unlisted, { users: 200 });

  expect(paid.payout).toMatchObject({
    state: "paused",
    pause: { reason: "many_refused", code: "unreadable_answer" },
  });
  expect(paid.inState("rejected")).toEqual([]);
  expect(paid.entries.length).toBeLessThan(60);
});

it("is paid once by a search that finds an empty list for what was lost", async () => {
  const paid = await payByApiThat(() => undefined, {
    doubt: "lookup",
    faults: [
      { when: "before_doing", answer: "cut", every: 5 },
      { when: "after_doing", answer: "cut", every: 7 },
    ],
  });

  expect(disagreements(paid)).toEqual([]);
  expect(paid.inState("paid")).toHaveLength(60);
});

function mostInASecond(log: readonly Asked[]): number {
  const within = (fromMs: number) =>
    log.filter(({ atMs }) => fromMs <= atMs && atMs < fromMs + 1_000).length;
  return Math.max(...log.map(({ atMs }) => within(atMs)));
}
