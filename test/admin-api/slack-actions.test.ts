import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { declineDialog } from "../../admin-api/slack/decline-dialog.ts";
import { claimPayout } from "../../domain/distribution/claim-payout.ts";
import { DEFAULT_PAYING_SETTINGS } from "../../domain/distribution/settings.ts";
import { vocabularyOf } from "../../presentation/slack/vocabulary.ts";
import { payoutFor, type SlackWorld, startSlackWorld } from "./slack-world.ts";

let world: SlackWorld;
beforeAll(async () => {
  world = await startSlackWorld();
  await world.signIn("viewer", "marketer", "approver", "admin");
});
afterAll(() => world.close());

const approver = {
  kind: "person",
  id: "approver",
  name: "승인자 (approver)",
  via: { slack: "U0APPROVER" },
};

describe("a button in Slack, pressed by somebody with the role", () => {
  it.each([
    ["approve_payout", "approver", "scheduled", "approved"],
    ["approve_payout", "admin", "scheduled", "approved"],
    ["hold_payout", "marketer", "ready", "held"],
    ["hold_payout", "approver", "ready", "held"],
    ["hold_payout", "admin", "ready", "held"],
    ["stop_payout", "marketer", "paused", "paused"],
    ["stop_payout", "approver", "paused", "paused"],
    ["stop_payout", "admin", "paused", "paused"],
    ["resume_payout", "marketer", "distributing", "resumed"],
    ["resume_payout", "approver", "distributing", "resumed"],
    ["resume_payout", "admin", "distributing", "resumed"],
  ] as const)("%s by the %s leads to %s", async (action, user, state, event) => {
    const payout = await payoutFor(world, action);
    const { payoutId } = payout;
    const slackUser = `U0${user.toUpperCase()}`;
    world.told.splice(0);

    const { status, body, said } = await world.press(action, slackUser, payout);

    expect([status, body]).toEqual([200, ""]);
    expect(said).toEqual([expect.stringContaining("‘12월 이벤트’ 지급을")]);
    expect(await world.stateOf(payoutId)).toBe(state);
    expect(await world.lastEvent(payoutId)).toMatchObject({
      action: event,
      by: { kind: "person", id: user, via: { slack: slackUser } },
    });
    expect(world.told).toEqual([payoutId]);
  });

  it("names the approver in the schedule, and who pressed in the API's audit trail", async () => {
    const payout = await payoutFor(world, "approve_payout");
    await world.press("approve_payout", "U0APPROVER", payout);
    const client = await world.clientOf("viewer");
    const { schedule } = await client.payout(payout.payoutId);
    expect(schedule?.approvedBy).toEqual({ id: "approver", name: "승인자 (approver)" });
    const { items } = await client.events(payout.payoutId);
    expect(items.at(-1)).toMatchObject({ action: "approved", by: approver });
  });

  it("approves a dry run like a payout, and says that nobody will be paid", async () => {
    const dryRun = await payoutFor(world, "approve_payout", "marketer", { dryRun: true });
    const { said } = await world.press("approve_payout", "U0APPROVER", dryRun);
    expect(said).toEqual([
      expect.stringMatching(
        /^\[연습\] 연습이므로 실제로 지급되는 포인트는 없습니다\. .*승인했습니다/,
      ),
    ]);
    const client = await world.clientOf("viewer");
    const payout = await client.payout(dryRun.payoutId);
    expect(payout).toMatchObject({ state: "scheduled", dryRun: true });
  });

  it("removes the schedule of what is held", async () => {
    const payout = await payoutFor(world, "hold_payout");
    const schedules = async () => await (await fetch(world.schedulesUrl)).text();
    expect(await schedules()).toContain(payout.payoutId);
    await world.press("hold_payout", "U0MARKETER", payout);
    expect(await schedules()).not.toContain(payout.payoutId);
  });
});

describe("a button in Slack, pressed by somebody without the role", () => {
  it.each([
    ["approve_payout", "viewer", "승인하지 못했습니다.", "승인자, 관리자"],
    ["approve_payout", "marketer", "승인하지 못했습니다.", "승인자, 관리자"],
    ["decline_payout", "viewer", "반려하지 못했습니다.", "승인자, 관리자"],
    ["decline_payout", "marketer", "반려하지 못했습니다.", "승인자, 관리자"],
    ["hold_payout", "viewer", "보류하지 못했습니다.", "마케터, 승인자, 관리자"],
    ["stop_payout", "viewer", "지급을 멈추지 못했습니다.", "마케터, 승인자, 관리자"],
    ["resume_payout", "viewer", "이어서 지급하지 못했습니다.", "마케터, 승인자, 관리자"],
  ] as const)("%s by the %s does nothing and says why", async (action, user, what, roles) => {
    const payout = await payoutFor(world, action);
    const before = await world.stores.payouts.get(payout.payoutId);
    world.told.splice(0);

    const pressed = await world.press(action, `U0${user.toUpperCase()}`, payout);

    expect(pressed.status).toBe(200);
    const [said = ""] = pressed.said;
    expect(said).toContain(`${what} 이 작업을 할 권한이 없습니다. 필요한 역할: ${roles}.`);
    expect(said).toContain(`https://payouts.example/payouts/${payout.payoutId}`);
    expect(await world.stores.payouts.get(payout.payoutId)).toEqual(before);
    expect(world.told).toEqual([]);
  });
});

describe("a button in Slack that comes too late or to the wrong person", () => {
  it("does not let those approve who uploaded it", async () => {
    const payout = await payoutFor(world, "approve_payout", "admin");
    const { said } = await world.press("approve_payout", "U0ADMIN", payout);
    expect(said).toEqual([expect.stringContaining("본인이 올리거나 담당했거나 예약한 지급은")]);
    expect(await world.stateOf(payout.payoutId)).toBe("awaiting_approval");
  });

  it("opens no dialog for those who can't decline", async () => {
    const payout = await payoutFor(world, "decline_payout", "admin");
    const { said } = await world.press("decline_payout", "U0ADMIN", payout);
    expect(said).toEqual([expect.stringContaining("본인이 올리거나 담당했거나 예약한 지급은")]);
    expect(await world.openDialogId("U0ADMIN")).toBeUndefined();
  });

  it.each([
    ["what the payout was before", (revision = 0) => revision - 1],
    ["nothing that it names, as earlier versions wrote it", () => undefined],
  ])("decides nothing under a message about %s", async (_, of) => {
    const { payoutId, revision } = await payoutFor(world, "approve_payout");
    const shown = { payoutId, revision: of(revision) };
    for (const action of ["approve_payout", "decline_payout"] as const) {
      const { said } = await world.press(action, "U0APPROVER", shown);
      expect(said).toEqual([expect.stringMatching(/지급 내용이 바뀌었습니다: .* – 승인 요청/)]);
    }
    expect(await world.openDialogId("U0APPROVER")).toBeUndefined();
    expect(await world.stateOf(payoutId)).toBe("awaiting_approval");
  });

  it("tells who holds what is being paid how to stop it", async () => {
    const payout = await payoutFor(world, "stop_payout");
    const { said } = await world.press("hold_payout", "U0MARKETER", payout);
    expect(said).toEqual([expect.stringMatching(/'지급 중' 상태라서.*‘지급 멈추기’로 멈춰/)]);
    expect(await world.stateOf(payout.payoutId)).toBe("distributing");
  });

  it("says nothing of stopping to who holds what is held already", async () => {
    const payout = await payoutFor(world, "hold_payout");
    await world.press("hold_payout", "U0MARKETER", payout);
    const [said = ""] = (await world.press("hold_payout", "U0MARKETER", payout)).said;
    expect(said).toContain("보류하지 못했습니다. 지급이 지금 '예약 가능' 상태라서");
    expect(said).not.toContain("멈추기");
  });

  it("takes the brake, pressed by an approver on what the marketer held", async () => {
    const payout = await payoutFor(world, "hold_payout");
    await world.press("hold_payout", "U0MARKETER", payout);
    await world.press("hold_payout", "U0APPROVER", payout);
    const client = await world.clientOf("viewer");
    expect(await client.payout(payout.payoutId)).toMatchObject({
      state: "ready",
      brake: { kind: "held", by: { id: "approver" } },
    });
  });

  it("says so when somebody approved it already", async () => {
    const payout = await payoutFor(world, "approve_payout");
    await world.press("approve_payout", "U0APPROVER", payout);
    const { said } = await world.press("approve_payout", "U0ADMIN", payout);
    expect(said).toEqual([expect.stringContaining("'예약됨' 상태라서 할 수 없습니다")]);
    expect(await world.lastEvent(payout.payoutId)).toMatchObject({ by: approver });
  });

  it("says so when there is no such payout", async () => {
    const { said } = await world.press("hold_payout", "U0ADMIN", { payoutId: "01KNOSUCHPAYOUT" });
    expect(said).toEqual([expect.stringContaining("지급을 찾을 수 없습니다")]);
  });

  it("has one effect when it is pressed by two people at once", async () => {
    const payout = await payoutFor(world, "hold_payout");
    const pressed = await Promise.all([
      world.press("hold_payout", "U0APPROVER", payout),
      world.press("hold_payout", "U0ADMIN", payout),
    ]);
    expect(pressed.map(({ status }) => status)).toEqual([200, 200]);
    const events = await world.stores.payouts.events(payout.payoutId);
    expect(events.filter(({ action }) => action === "held")).toHaveLength(1);
  });
});

describe("going on in Slack with what stopped", () => {
  it("leaves what an approver stopped to who may decide on it", async () => {
    const { payoutId } = await payoutFor(world, "stop_payout");
    await world.press("stop_payout", "U0APPROVER", { payoutId });
    const { revision } = (await world.stores.payouts.get(payoutId)) ?? {};
    const { said } = await world.press("resume_payout", "U0MARKETER", { payoutId, revision });
    expect(said).toEqual([expect.stringContaining("승인자 (approver) 님이 멈춘 지급입니다")]);
    expect(await world.stateOf(payoutId)).toBe("paused");
    await world.press("resume_payout", "U0ADMIN", { payoutId, revision });
    expect(await world.stateOf(payoutId)).toBe("distributing");
  });

  it.each([
    ["what the payout was before", (revision = 0) => revision - 1],
    ["nothing that it names", () => undefined],
  ])("does nothing under a message about %s", async (_, of) => {
    const { payoutId, revision } = await payoutFor(world, "resume_payout");
    const { said } = await world.press("resume_payout", "U0ADMIN", {
      payoutId,
      revision: of(revision),
    });
    expect(said).toEqual([expect.stringMatching(/지급 내용이 바뀌었습니다: .* – 멈춤/)]);
    expect(await world.stateOf(payoutId)).toBe("paused");
  });

  it("goes on once, pressed by two people at once", async () => {
    const payout = await payoutFor(world, "resume_payout");
    await Promise.all([
      world.press("resume_payout", "U0MARKETER", payout),
      world.press("resume_payout", "U0ADMIN", payout),
    ]);
    const events = await world.stores.payouts.events(payout.payoutId);
    expect(events.filter(({ action }) => action === "resumed")).toHaveLength(1);
  });
});

describe("holding in Slack while the schedule fires", () => {
  it("either holds the payout or lets it be paid, and says which", async () => {
    const { payouts } = world.stores;
    for (let round = 1; round <= 5; round += 1) {
      const payout = await payoutFor(world, "hold_payout");
      const { payoutId } = payout;
      const scheduled = await payouts.get(payoutId);
      if (scheduled?.state !== "scheduled") throw new Error("It is not scheduled.");
      const { generation, name: scheduleName } = scheduled.schedule;
      const firing = { payoutId, generation, scheduleName, run: 1 };
      const settings = DEFAULT_PAYING_SETTINGS;

      const [pressed, claim] = await Promise.all([
        world.press("hold_payout", "U0MARKETER", payout),
        claimPayout({ ...world.deps, chunkSize: 500, settings }, firing, "execution-1"),
      ]);

      const said = pressed.said.join();
      const wasHeld = said.includes("지급을 보류했습니다");
      expect(wasHeld || said.includes("'지급 중' 상태라서")).toBe(true);
      expect(claim.kind).toBe(wasHeld ? "stale" : "pay");
      expect(await world.stateOf(payoutId)).toBe(wasHeld ? "ready" : "distributing");
    }
  });
});

describe("declining in Slack", () => {
  /** The approver's dialog about a payout that awaits approval. */
  async function openDialog() {
    const payout = await payoutFor(world, "decline_payout");
    const { status, said, messageTs } = await world.press("decline_payout", "U0APPROVER", payout);
    expect([status, said]).toEqual([200, []]);
    const viewId = (await world.openDialogId("U0APPROVER")) ?? "";
    const submit = (reason: string, userId = "U0APPROVER") =>
      world.submit(viewId, userId, { reason });
    return { ...payout, submit, messageTs };
  }

  it("asks for a reason, declines with it, and closes the dialog", async () => {
    const { payoutId, submit, messageTs } = await openDialog();
    expect(await world.stateOf(payoutId)).toBe("awaiting_approval");

    expect(await submit("  금액이 다릅니다 ")).toMatchObject({ status: 200, body: "" });

    expect(await world.lastEvent(payoutId)).toMatchObject({
      action: "declined",
      to: "ready",
      why: "금액이 다릅니다",
      by: approver,
    });
    expect(world.told).toContain(payoutId);
    expect(await world.openDialogId("U0APPROVER")).toBeUndefined();
    expect(await world.whispers("U0APPROVER", messageTs)).toEqual([
      expect.stringContaining("지급을 반려했습니다"),
    ]);
  });

  it.each([
    ["ko", "회수 반려"],
    ["en", "Decline reversal"],
  ] as const)("calls a reversal what it is, in %s", (language, title) => {
    const words = vocabularyOf(language, true).answers;
    const dialog = declineDialog({ title: "x" }, { payoutId: "01K", revision: 1 }, words);
    expect(dialog.title.text).toBe(title);
  });

  it("keeps the dialog open for a reason that is only spaces", async () => {
    const { payoutId, submit } = await openDialog();
    expect((await submit("   ")).errors).toEqual({ reason: "반려 사유를 적어 주세요." });
    expect(await world.stateOf(payoutId)).toBe("awaiting_approval");
  });

  it("says in the dialog that somebody else was faster", async () => {
    const { payoutId, revision, submit } = await openDialog();
    await world.press("approve_payout", "U0ADMIN", { payoutId, revision });
    expect((await submit("늦었습니다")).errors).toEqual({
      reason: expect.stringContaining("'예약됨' 상태라서 할 수 없습니다"),
    });
    expect(await world.stateOf(payoutId)).toBe("scheduled");
  });

  it("asks anew who it is that submits", async () => {
    const { payoutId, submit } = await openDialog();
    expect((await submit("제가 할게요", "U0VIEWER")).errors).toEqual({
      reason: expect.stringContaining("권한이 없습니다"),
    });
    expect(await world.stateOf(payoutId)).toBe("awaiting_approval");
  });
});
