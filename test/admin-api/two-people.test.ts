import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { apiProblemSchema } from "../../admin-api/schemas/problem.ts";
import { policySchema } from "../../domain/payout/policy.ts";
import { type AdminApiWorld, startAdminApiWorld } from "./admin-api-world.ts";
import { ALIKE, createChecked, csvOf, seoulTimeIn } from "./payouts-in-states.ts";

let world: AdminApiWorld;
beforeAll(async () => {
  const limits = { secondApproverAbovePoints: VERY_MUCH - 1 };
  const policy = { minLeadTimeMs: 1_000, approvalAbovePoints: MUCH - 1, limits };
  world = await startAdminApiWorld({ policy: policySchema.parse(policy) });
});
afterAll(() => world.close());

/** Above what one person may have paid in the world of these tests. */
const MUCH = 100_001;
/** Above what one person may approve. */
const VERY_MUCH = 200_000;

/** Calls the API as a program does that was written without our client. */
async function post(user: string, path: string, body?: object) {
  const response = await fetch(`${world.origin}/api/payouts/${path}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${await world.tokenOf(user)}`,
      "content-type": "application/json",
    },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const problem = apiProblemSchema.partial().parse(await response.json());
  return { status: response.status, problem };
}

async function uploadAndAsk(points: number) {
  const marketer = await world.clientOf("marketer");
  const { payoutId } = await createChecked(world, csvOf([points]));
  const schedule = (seconds: number, user = "marketer") =>
    world.clientOf(user).then((client) =>
      client.schedule(payoutId, {
        at: seoulTimeIn(seconds),
        expectedTotalPoints: points,
        acknowledgedWarnings: ALIKE,
      }),
    );
  return { payoutId, marketer, schedule };
}

describe("an approval", () => {
  it("is asked for with a note, of which another one is another request", async () => {
    const { payoutId, marketer } = await uploadAndAsk(MUCH);
    const ask = { at: seoulTimeIn(3_600), expectedTotalPoints: MUCH, acknowledgedWarnings: ALIKE };
    const asked = await marketer.schedule(payoutId, { ...ask, note: " 기획서 3쪽과 같습니다 " });
    expect(asked.request?.note).toBe("기획서 3쪽과 같습니다");
    const other = await marketer.schedule(payoutId, { ...ask, note: "아니, 4쪽" });
    const approver = await world.clientOf("approver");
    await expect(approver.approve(payoutId, asked.revision)).rejects.toMatchObject({
      problem: { code: "changed_since" },
    });
    const approved = await approver.approve(payoutId, other.revision);
    expect(approved.schedule?.note).toBe("아니, 4쪽");
  });

  it("that does not say what was looked at is refused, and so is such a decline", async () => {
    const { payoutId, marketer, schedule } = await uploadAndAsk(MUCH);
    await schedule(3_600);

    for (const [call, body] of [
      ["approve", {}],
      ["approve", { reason: "fine" }],
      ["decline", { reason: "not fine" }],
    ] as const) {
      const { status, problem } = await post("approver", `${payoutId}/${call}`, body);
      expect({ status, code: problem.code }).toEqual({ status: 422, code: "revision_missing" });
    }
    for (const body of [{ revision: "4" }, { revision: 0 }, { digest: "sha256:1" }]) {
      expect((await post("approver", `${payoutId}/approve`, body)).status).not.toBe(200);
    }
    expect((await marketer.payout(payoutId)).state).toBe("awaiting_approval");
  });

  it("of what has changed since is refused, and says who changed what", async () => {
    const { payoutId, schedule } = await uploadAndAsk(MUCH);
    const { revision } = await schedule(3_600);
    const { request } = await schedule(7_200);

    const { status, problem } = await post("approver", `${payoutId}/approve`, { revision });

    expect({ status, code: problem.code }).toEqual({ status: 409, code: "changed_since" });
    const time = request?.at.replace("T", " ") ?? "";
    expect(problem.message?.ko).toContain(
      `마케터 (marketer) – 승인 요청. 지금 예약 시각은 ${time}`,
    );
    expect(problem.message?.en).toContain("마케터 (marketer) asked for approval");
  });

  it("of one person is half of one, above the limit of a second approver", async () => {
    const { payoutId, schedule } = await uploadAndAsk(VERY_MUCH);
    const approver = await world.clientOf("approver");
    const { revision, request } = await schedule(3_600);
    expect(request?.approvalReasons).toContainEqual({
      code: "second_approver",
      amount: VERY_MUCH,
      limit: VERY_MUCH - 1,
      message: {
        ko: expect.stringContaining("두 사람의 승인"),
        en: expect.stringContaining("two people must approve it"),
      },
    });

    const half = await approver.approve(payoutId, revision);
    expect(half).toMatchObject({
      state: "awaiting_approval",
      request: { firstApproval: { by: { id: "approver" }, revision } },
    });
    const again = await post("approver", `${payoutId}/approve`, { revision: half.revision });
    expect(again).toMatchObject({ status: 403, problem: { code: "already_approved" } });
    expect((await post("admin", `${payoutId}/approve`, { revision })).status).toBe(409);

    const admin = await world.clientOf("admin");
    expect(await admin.approve(payoutId, half.revision)).toMatchObject({
      state: "scheduled",
      schedule: { firstApproval: { by: { id: "approver" } }, approvedBy: { id: "admin" } },
    });
  });

  it("is not kept by its uploader's move, months on, and is by an approver's", async () => {
    const { payoutId, schedule } = await uploadAndAsk(MUCH);
    const approver = await world.clientOf("approver");
    const { revision } = await schedule(3_600);
    await approver.approve(payoutId, revision);

    const moved = await schedule(120 * 24 * 3_600);
    expect(moved).toMatchObject({ state: "awaiting_approval" });
    expect(moved.schedule).toBeUndefined();
    expect(JSON.stringify(await (await fetch(world.schedulesUrl)).json())).not.toContain(payoutId);

    await approver.approve(payoutId, moved.revision);
    expect(await schedule(7_200, "approver")).toMatchObject({
      state: "scheduled",
      schedule: { approvedBy: { id: "approver" }, approval: { totalPoints: MUCH } },
    });
  });
});

describe("what an approver held", () => {
  it("is not scheduled by its uploader alone, however little it is", async () => {
    const { payoutId, marketer, schedule } = await uploadAndAsk(10);
    const approver = await world.clientOf("approver");
    await schedule(3_600);
    await approver.hold(payoutId, "잠시만요");

    const listed = (await marketer.payouts({ state: "ready" })).items[0];
    expect(listed).toMatchObject({ brake: { kind: "held", reason: "잠시만요" } });
    const asked = await schedule(3_600);
    expect(asked).toMatchObject({ state: "awaiting_approval", brake: { reason: "잠시만요" } });
    expect((await approver.approve(payoutId, asked.revision)).brake).toBeUndefined();
  });
});
