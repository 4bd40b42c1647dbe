import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ApiProblemError } from "../../cli/admin-api-client.ts";
import { policySchema } from "../../domain/payout/policy.ts";
import { type AdminApiWorld, startAdminApiWorld } from "./admin-api-world.ts";
import { createChecked, csvOf, seoulTimeIn } from "./payouts-in-states.ts";

let world: AdminApiWorld;
beforeAll(async () => {
  world = await startAdminApiWorld();
});
afterAll(() => world.close());

/** Sheets of different users, so that tests do not meet each other's. */
const sheetOf = (prefix: string, ...points: number[]) =>
  Buffer.from(csvOf(points).toString().replaceAll("user-", `${prefix}-`));

async function problemOf(call: Promise<unknown>) {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof ApiProblemError)) throw new Error("The API did not refuse.");
  return error.problem;
}

async function setup(prefix: string) {
  const client = await world.clientOf("marketer");
  const [first, second] = [
    await createChecked(world, sheetOf(prefix, 100, 200)),
    await createChecked(world, sheetOf(prefix, 100, 200)),
  ];
  const at = seoulTimeIn(3600);
  await client.schedule(first.payoutId, { at, expectedTotalPoints: 300 });
  const schedule = (acknowledgedWarnings?: string[]) =>
    client.schedule(second.payoutId, {
      at,
      expectedTotalPoints: 300,
      ...(acknowledgedWarnings === undefined ? {} : { acknowledgedWarnings }),
    });
  return { client, first, second, schedule };
}

describe("the same rows under another name", () => {
  it("are told of by the check, in whatever order, with the other payout", async () => {
    const { first } = await setup("order");
    const turned = Buffer.from("회원ID,포인트\norder-2,200\n\norder-1,100\n");

    const { check } = await createChecked(world, turned);

    expect(check?.warnings).toMatchObject([
      { code: "paid_lately_same", value: "12월 이벤트", otherPayoutId: first.payoutId },
    ]);
    expect(check?.warningCount).toBe(1);
    expect(check?.warnings[0]?.message.ko).toContain("지급 예정, 2건");
  });

  it("are found once more when it is scheduled, if the other payout came between", async () => {
    const { client, first, second, schedule } = await setup("between");
    expect(second.check?.warnings).toEqual([]);
    const acknowledgement = `paid_lately_same:${first.payoutId}`;

    const problem = await problemOf(schedule([]));

    expect(problem).toMatchObject({
      status: 422,
      code: "warnings_not_acknowledged",
      detail: expect.stringContaining(acknowledgement),
      warnings: [{ code: "paid_lately_same", otherPayoutId: first.payoutId }],
    });
    expect(problem.message.ko).toContain("같은 사용자에게 같은 포인트를 주는 지급이 이미 있습니다");
    expect(problem.message.en).toContain("the very same users and points");
    expect((await client.payout(second.payoutId)).state).toBe("ready");

    // What the sheet has no warning of is not kept.
    const scheduled = await schedule([acknowledgement, "user_id_twice", "made_up"]);

    expect(scheduled.schedule).toMatchObject({
      acknowledgedWarnings: [acknowledgement],
      warnings: [{ code: "paid_lately_same", otherPayoutId: first.payoutId }],
    });
    const { items } = await client.events(second.payoutId);
    expect(items.at(-1)).toMatchObject({
      action: "scheduled",
      by: { id: "marketer" },
      acknowledgedWarnings: [acknowledgement],
    });
  });

  it("stop a program that knows nothing of warnings, unless the policy says so", async () => {
    const { schedule } = await setup("unaware");
    const refused = await problemOf(schedule());
    expect(refused.code).toBe("warnings_not_acknowledged");
    expect(refused.warnings?.map(({ code }) => code)).toEqual(["paid_lately_same"]);

    const lenient = await startAdminApiWorld({
      policy: policySchema.parse({ minLeadTimeMs: 1_000, warnings: { enforce: "page" } }),
    });
    const client = await lenient.clientOf("marketer");
    const at = seoulTimeIn(3600);
    for (const _ of ["once", "twice"]) {
      const { payoutId } = await createChecked(lenient, sheetOf("lenient", 100, 200));
      expect(await client.schedule(payoutId, { at, expectedTotalPoints: 300 })).toMatchObject({
        state: "scheduled",
      });
    }
    await lenient.close();
  });

  it("are no matter once the other payout is cancelled", async () => {
    const { client, first, schedule } = await setup("cancelled");
    await client.cancel(first.payoutId);

    expect((await schedule([])).schedule?.warnings).toBeUndefined();
  });
});

describe("a payment far above the others", () => {
  const points = [1_000, 1_000, 1_000, 1_000, 2_000_000];
  const body = () => ({ at: seoulTimeIn(3600), expectedTotalPoints: 2_004_000 });

  it("is told of with its cell and figures, must be ticked, and the approver sees who did", async () => {
    const client = await world.clientOf("marketer");
    const { payoutId, check } = await createChecked(world, sheetOf("far", ...points));
    expect(check).toMatchObject({
      medianPoints: 1_000,
      warnings: [{ code: "payment_far_above_others", cell: "B6", value: "2000000" }],
    });
    const refused = await problemOf(
      client.schedule(payoutId, { ...body(), acknowledgedWarnings: ["points_equal_sum"] }),
    );
    expect(refused.warnings?.map(({ code }) => code)).toEqual(["payment_far_above_others"]);

    const acknowledgedWarnings = ["payment_far_above_others"];
    await client.schedule(payoutId, { ...body(), acknowledgedWarnings });

    const approver = await world.clientOf("approver");
    expect((await approver.payout(payoutId)).request).toMatchObject({
      requestedBy: { id: "marketer" },
      acknowledgedWarnings,
    });
  });
});

it("keeps what payouts are compared by to itself", async () => {
  const client = await world.clientOf("viewer");
  await createChecked(world, sheetOf("inside", 5));

  const [payout] = (await client.payouts({ limit: 1 })).items;

  expect(Object.keys(payout?.check ?? {}).sort()).toEqual([
    "digest",
    "payments",
    "problemCount",
    "totalPoints",
    "warningCount",
  ]);
});

it.each([
  [["Not A Code"]],
  [["paid_lately_same:"]],
  ["paid_lately_same"],
  [Array.from({ length: 101 }, () => "user_id_twice")],
])("refuses %j as acknowledged warnings", async (acknowledgedWarnings) => {
  const token = await world.tokenOf("marketer");
  const answer = await fetch(`${world.origin}/api/payouts/none/schedule`, {
    method: "PUT",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify({ at: seoulTimeIn(60), expectedTotalPoints: 1, acknowledgedWarnings }),
  });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ code: "invalid_request" });
});
