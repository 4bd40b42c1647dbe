import { afterAll, beforeAll, expect, it } from "vitest";
import { type AdminApiWorld, startAdminApiWorld } from "./admin-api-world.ts";
import {
  ALIKE,
  createChecked,
  csvOf,
  seoulTimeIn,
  startDistribution,
  writtenByLaterVersion,
} from "./payouts-in-states.ts";

let world: AdminApiWorld;
beforeAll(async () => {
  world = await startAdminApiWorld();
});
afterAll(() => world.close());

const named = (items: readonly { readonly payoutId: string }[] | undefined) =>
  items?.map(({ payoutId }) => payoutId);

it("tells each role what waits for it, what comes, and what was paid against the limits", async () => {
  const marketer = await world.clientOf("marketer");
  const draft = await createChecked(world, csvOf([100]));
  const broken = await createChecked(world, csvOf([-5]));
  const large = await createChecked(world, csvOf([90_000, 80_000]));
  const at = seoulTimeIn(7_200);
  const asked = { at, expectedTotalPoints: 170_000, acknowledgedWarnings: ALIKE };
  await marketer.schedule(large.payoutId, asked);
  const { payoutId: paying } = await startDistribution(world);
  // What another version wrote keeps nobody from seeing the rest.
  await writtenByLaterVersion(world);

  const approver = await world.clientOf("approver");
  const viewer = await world.clientOf("viewer");
  const mine = await marketer.overview();
  expect(mine.timeZone).toBe("Asia/Seoul");
  expect(mine.today).toBe(seoulTimeIn(0).slice(0, 10));
  expect(mine.waiting.toApprove).toBeUndefined();
  expect(named(mine.waiting.toMend?.items)).toEqual([broken.payoutId]);
  expect(named(mine.waiting.toSchedule?.items)).toEqual([draft.payoutId]);
  const { waiting: theirs } = await approver.overview();
  expect(named(theirs.toApprove?.items)).toEqual([large.payoutId]);
  expect(theirs.toMend).toBeUndefined();
  expect(theirs.stopped).toEqual({ items: [], hasMore: false });
  const seen = await viewer.overview();
  expect(seen.waiting).toEqual({});
  expect(named(seen.paying)).toEqual([paying]);
  expect(seen.coming).toMatchObject([
    { payoutId: large.payoutId, isApproved: false, at: at.slice(0, 16), points: 170_000 },
  ]);

  const { pointsApis } = await marketer.overviewMonths();
  const [{ months = [], company, own } = {}] = pointsApis;
  expect(pointsApis).toHaveLength(1);
  expect(months.at(-1)).toMatchObject({ payouts: 1, unfinished: 1 });
  expect(company?.limit).toEqual({ approvalAbove: 100_000_000 });
  expect(company?.used).toMatchObject({ pointsPaid: 0 });
  expect(own?.payouts).toEqual({ approvalAbove: 1_000 });
  expect((await viewer.overviewMonths()).pointsApis[0]?.own).toBeUndefined();
});
