import { expect, it } from "vitest";
import { toInstant } from "../../../domain/clock.ts";
import type { Payout } from "../../../domain/payout/payout.ts";
import type { PayoutStore } from "../../../domain/payout/payout-store.ts";
import { recentPayouts } from "../../../domain/payout/recent-payouts.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";
import { payoutIn } from "./payouts.ts";

const clock = createVirtualClock();
const daysAgo = (days: number) => toInstant(clock.nowMs() - days * 86_400_000);

function completed(payoutId: string, createdDaysAgo: number, endedDaysAgo: number): Payout {
  const payout = payoutIn("completed");
  const report = { ...payout.report, finishedAt: daysAgo(endedDaysAgo) };
  return { ...payout, payoutId, createdAt: daysAgo(createdDaysAgo), report };
}

/** Lists payouts in the order given, in pages as a store does. */
function setup(payouts: readonly Payout[]) {
  const pages: string[] = [];
  const list: PayoutStore["list"] = async ({ state = "", cursor = "0", limit }) => {
    pages.push(`${state} ${cursor}`);
    const inState = payouts.filter((payout) => payout.state === state);
    const next = Number(cursor) + limit;
    const items = inState.slice(Number(cursor), next);
    return next < inState.length ? { items, cursor: String(next) } : { items };
  };
  const recent = async (days: number) =>
    (await recentPayouts({ payouts: { list }, clock }, days)).map(({ payoutId }) => payoutId);
  return { pages, recent };
}

it("reads page after page, and gives the newest end first", async () => {
  const payouts = Array.from({ length: 250 }, (_, index) => completed(`p-${index}`, 80, 60));
  const { recent, pages } = setup([...payouts, completed("last", 81, 2)]);

  const found = await recent(90);

  expect([found.length, found[0]]).toEqual([251, "last"]);
  expect(pages.filter((page) => page.startsWith("completed"))).toEqual([
    "completed 0",
    "completed 100",
    "completed 200",
  ]);
});

it("stops at those created too long ago, but takes one that was scheduled far ahead", async () => {
  const old = Array.from({ length: 150 }, (_, index) => completed(`old-${index}`, 300, 299));
  const { recent, pages } = setup([
    completed("ended long ago", 170, 169),
    completed("ended recently", 175, 5),
    ...old,
  ]);

  expect(await recent(90)).toEqual(["ended recently"]);
  expect(pages.filter((page) => page.startsWith("completed"))).toEqual(["completed 0"]);
});

it("looks at no more than a thousand payouts of a state", async () => {
  const { recent } = setup(
    Array.from({ length: 1_200 }, (_, index) => completed(`p-${index}`, 1, 1)),
  );

  expect(await recent(90)).toHaveLength(1_000);
});

it("tells a payout once that moves on while it is looked for", async () => {
  const scheduled = { ...payoutIn("scheduled"), payoutId: "moving" };
  const paying = { ...payoutIn("distributing"), payoutId: "moving" };

  expect(await setup([scheduled, paying]).recent(90)).toEqual(["moving"]);
});

it("passes over dry runs, however many, and still reads the payouts after them", async () => {
  const dryRuns = Array.from(
    { length: 1_200 },
    (_, index): Payout => ({
      ...completed(`dry-${index}`, 3, 2),
      dryRun: true,
    }),
  );
  const { recent } = setup([...dryRuns, completed("paid", 4, 3)]);

  expect(await recent(90)).toEqual(["paid"]);
});
