import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { pseudonymOf } from "../../admin-api/refusals.ts";
import { ApiProblemError } from "../../cli/admin-api-client.ts";
import { waitForPayout } from "../../cli/wait-for-payout.ts";
import {
  type AdminApiWorld,
  SAME_PERSON,
  startAdminApiWorld,
  UNVERIFIED,
} from "./admin-api-world.ts";
import {
  ALIKE,
  createChecked,
  seoulTimeIn,
  sheetOfItsOwn,
  startDistribution,
} from "./payouts-in-states.ts";

/**
 * What a person with the role marketer tries, so as to be their own second person: each by calls of
 * the API alone, with the policy's defaults but for a lower limit.
 */
let world: AdminApiWorld;
beforeAll(async () => {
  world = await startAdminApiWorld();
});
afterAll(() => world.close());

/** Above what one person may have paid in the world of these tests. */
const MUCH = 100_001;

async function upload(points: number, sheet = sheetOfItsOwn([points])) {
  const marketer = await world.clientOf("marketer");
  const { payoutId } = await createChecked(world, sheet);
  const schedule = async (seconds = 3_600, user = "marketer") =>
    (await world.clientOf(user)).schedule(payoutId, {
      at: seoulTimeIn(seconds),
      expectedTotalPoints: points,
      acknowledgedWarnings: ALIKE,
    });
  return { payoutId, marketer, schedule };
}

/** Why the API did not do it. */
async function refusalOf(call: Promise<unknown>): Promise<string> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ApiProblemError))
    throw new Error("The API did not refuse.", { cause: error });
  return `${error.problem.status} ${error.problem.code}`;
}

describe("a second account", () => {
  it("with the same verified address approves nothing of the first one's, by whichever call", async () => {
    const { payoutId, schedule, marketer } = await upload(MUCH);
    const { revision } = await schedule();
    const second = await world.clientOf(SAME_PERSON.id);

    expect(await refusalOf(second.approve(payoutId, revision))).toBe("403 own_payout");
    expect(await refusalOf(second.decline(payoutId, revision, "no"))).toBe("403 own_payout");
    expect((await schedule(7_200, SAME_PERSON.id)).state).toBe("awaiting_approval");
    expect((await marketer.payout(payoutId)).state).toBe("awaiting_approval");
  });

  it("takes no brake off, and its own brake is none", async () => {
    const second = await world.clientOf(SAME_PERSON.id);
    const approver = await world.clientOf("approver");
    const { payoutId } = await startDistribution(world);

    expect((await second.stop(payoutId)).brake).toBeUndefined();
    expect((await approver.stop(payoutId, "다시 봅니다")).brake?.by.id).toBe("approver");
    expect(await refusalOf(second.resume(payoutId))).toBe("403 needs_approver");
  });

  it("without a verified address only looks and brakes", async () => {
    const { payoutId, schedule } = await upload(MUCH);
    const { revision } = await schedule();
    const unverified = await world.clientOf(UNVERIFIED.id);

    expect((await unverified.payout(payoutId)).state).toBe("awaiting_approval");
    expect(await refusalOf(unverified.approve(payoutId, revision))).toBe("403 email_not_verified");
    expect(await refusalOf(schedule(7_200, UNVERIFIED.id))).toBe("403 email_not_verified");
  });
});

describe("what an approver has seen", () => {
  it("is not what is scheduled once it was held and is scheduled for another time", async () => {
    const { payoutId, schedule, marketer } = await upload(MUCH);
    const approver = await world.clientOf("approver");
    await approver.approve(payoutId, (await schedule()).revision);

    expect((await marketer.hold(payoutId)).state).toBe("ready");
    expect((await schedule(7_200)).state).toBe("awaiting_approval");
    expect((await schedule()).state).toBe("awaiting_approval");
  });

  it("is not approved by the revision of before, however often it is asked for", async () => {
    const { payoutId, schedule } = await upload(MUCH);
    const approver = await world.clientOf("approver");
    const { revision } = await schedule();
    const now = await schedule(7_200);

    expect(await refusalOf(approver.approve(payoutId, revision))).toBe("409 changed_since");
    expect(await refusalOf(approver.approve(payoutId, now.revision + 1))).toBe("409 changed_since");
    expect((await approver.approve(payoutId, now.revision)).state).toBe("scheduled");
  });
});

describe("what an approver braked", () => {
  it("is not gone on with by cancelling it and uploading its sheet once more", async () => {
    const sheet = sheetOfItsOwn([10]);
    const { payoutId, schedule, marketer } = await upload(10, sheet);
    await schedule();
    await (await world.clientOf("approver")).hold(payoutId, "명단을 다시 봅니다");
    await marketer.cancel(payoutId);

    const again = await upload(10, sheet);
    expect(await again.schedule()).toMatchObject({
      state: "awaiting_approval",
      brake: { by: { id: "approver" }, kind: "held", reason: "명단을 다시 봅니다" },
    });
    expect((await (await upload(10)).schedule()).state).toBe("scheduled");
  });

  it("is not gone on with by ending it and retrying what is left", async () => {
    const { payoutId, claim, change, at } = await startDistribution(world);
    const ref = await claim(2);
    const settlement = { state: "rejected", code: "http_404" } as const;
    await world.stores.ledger.settle({ ref, settlement, fence: 1, at });
    await (await world.clientOf("approver")).stop(payoutId, "명단을 다시 봅니다");
    const marketer = await world.clientOf("marketer");
    await marketer.end(payoutId, "그만둡니다");
    await change("halted", { halt: { reason: "execution_died", at } });

    const retry = await marketer.retry(payoutId);
    await waitForPayout(marketer, retry.payoutId, { until: ["ready"], pollEveryMs: 20 });
    const time = { at: seoulTimeIn(3_600), expectedTotalPoints: 100 };
    expect(await marketer.schedule(retry.payoutId, time)).toMatchObject({
      state: "awaiting_approval",
      brake: { by: { id: "approver" }, kind: "stopped", reason: "명단을 다시 봅니다" },
    });
  });
});

describe("who was refused", () => {
  it("stands in the log by a pseudonym, and is counted", async () => {
    const before = { logged: world.logged.length, measured: world.measured.length };
    const { payoutId, schedule } = await upload(MUCH);
    const { revision } = await schedule();
    const marketer = await world.clientOf("marketer");
    await refusalOf((await world.clientOf(SAME_PERSON.id)).approve(payoutId, revision));
    await refusalOf(marketer.approve(payoutId, revision));

    const { issuer } = world.provider;
    const refusals = world.logged.slice(before.logged).map(({ refusal }) => refusal);
    expect(refusals).toEqual([
      {
        code: "own_payout",
        operation: "approvePayout",
        person: pseudonymOf({ id: SAME_PERSON.id, issuer }),
      },
      {
        code: "wrong_role",
        operation: "approvePayout",
        person: pseudonymOf({ id: "marketer", issuer }),
      },
    ]);
    expect(world.measured.slice(before.measured)).toEqual([
      { CallsRefused: 1 },
      { CallsRefused: 1 },
    ]);
    expect(JSON.stringify(world.logged)).not.toContain("@");
  });
});
