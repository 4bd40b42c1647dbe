import { describe, expect, it } from "vitest";
import type { Answer } from "../../../domain/distribution/points-api.ts";
import { createPayingWorld } from "./paying-world.ts";

const NO_BUDGET: Answer = { kind: "rejected", code: "http_400", detail: "The budget is used up." };
const NO_USER: Answer = { kind: "rejected", code: "http_404", detail: "No such user." };
const refuse = (answer: Answer) => ({ kind: "answer", answer }) as const;
const refusedIn = (outcomes: Record<string, string>) =>
  Object.values(outcomes).filter((one) => one !== "paid");

describe("a points API that refuses many in the same way", () => {
  it("pauses the payout when it refuses all of the first twenty, in its own words", async () => {
    const world = await createPayingWorld({ users: 300, fault: () => refuse(NO_BUDGET) });

    expect((await world.pay()).end).toEqual({ kind: "stopped", why: "many_refused" });

    expect(await world.stored()).toMatchObject({
      state: "paused",
      pause: {
        reason: "many_refused",
        code: "http_400",
        detail: "http_400: The budget is used up.",
        row: expect.any(Number),
      },
    });
    // No more than were in flight then.
    expect(refusedIn(await world.outcomes()).length).toBeLessThan(20 + 2 + 1);
  });

  it("pauses it when it begins to in the middle, at three of ten of the last two hundred", async () => {
    const fault = (call: number) => (call > 500 ? refuse(NO_BUDGET) : undefined);
    const world = await createPayingWorld({ users: 900, fault });

    expect((await world.pay()).end).toEqual({ kind: "stopped", why: "many_refused" });

    expect(refusedIn(await world.outcomes()).length).toBeLessThan(60 + 2 + 1);
    expect(world.pointsApi.grants.size).toBe(500);
  });

  it("pauses it as well when its answers prove nothing of anybody", async () => {
    const unlisted: Answer = {
      ...{ kind: "in_doubt", code: "unreadable_answer", detail: "E999", unavailable: false },
    };
    const world = await createPayingWorld({ users: 300, fault: () => refuse(unlisted) });

    expect((await world.pay()).end).toEqual({ kind: "stopped", why: "many_refused" });

    expect(await world.stored()).toMatchObject({ pause: { code: "unreadable_answer" } });
    expect((await world.entries()).length).toBeLessThan(30);
  });

  it("does not pause it for fewer, or for reasons that differ", async () => {
    const fault = (_: number, userId: string) => {
      const number = Number(userId.slice(5));
      if (number % 5 === 0) return refuse(NO_USER);
      return number % 5 === 1 ? refuse({ ...NO_USER, code: "http_422" }) : undefined;
    };
    const world = await createPayingWorld({ users: 400, fault });

    expect((await world.pay()).end).toEqual({ kind: "completed" });

    expect(refusedIn(await world.outcomes())).toHaveLength(160);
  });

  it("pauses it once: a person who goes on has seen the reason, and another one pauses it anew", async () => {
    let answer = NO_USER;
    const world = await createPayingWorld({ users: 200, fault: () => refuse(answer) });
    await world.pay();

    await world.resume();
    answer = NO_BUDGET;
    expect((await world.pay()).end).toEqual({ kind: "stopped", why: "many_refused" });
    expect(await world.stored()).toMatchObject({ pause: { code: "http_400" } });

    await world.resume();
    expect((await world.pay()).end).toEqual({ kind: "completed" });
    expect(await world.stored()).toMatchObject({ report: { counts: { rejected: 200 } } });
  });
});
