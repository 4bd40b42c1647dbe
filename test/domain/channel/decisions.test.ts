import { describe, expect, it } from "vitest";
import { ChannelError } from "../../../domain/channel/channel.ts";
import { type NotifyChannelDeps, notifyChannel } from "../../../domain/channel/notify-channel.ts";
import type { PeopleCalledDeps } from "../../../domain/channel/people-called.ts";
import { DAY_MS, toInstant } from "../../../domain/clock.ts";
import { changePayout, type TransitionFields } from "../../../domain/payout/change-payout.ts";
import type { Payout } from "../../../domain/payout/payout.ts";
import type { KnownPerson } from "../../../domain/payout/people-store.ts";
import { type Person, personActor } from "../../../domain/payout/person.ts";
import { policySchema } from "../../../domain/payout/policy.ts";
import type { TransitionName } from "../../../domain/payout/transitions.ts";
import { createUserIdMask } from "../../../domain/payout/user-id-mask.ts";
import { createSlackMessages } from "../../../presentation/slack/slack-messages.ts";
import { createMemoryChannel } from "../../doubles/memory-channel.ts";
import {
  createMemoryDeliveryStates,
  createMemoryPayoutStore,
} from "../../doubles/memory-stores.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";
import { createdEvent, payoutIn } from "../payout/payouts.ts";

const MINUTE_MS = 60_000;
const MAKER = { id: "marketer", name: "Marketer", email: "marketer@example.com" };
const BOSS = { id: "approver", name: "Approver", email: "approver@example.com" };

const HELD = { by: BOSS, at: "2026-11-01T00:00:00.000Z" };

/** A payout, a channel that knows its people, and a clock at the payout's last change. */
async function setup(
  first: Payout,
  {
    mentionOf = async (email: string) => `<@U0${email.split("@")[0]?.toUpperCase()}>`,
  }: Partial<Pick<PeopleCalledDeps, "mentionOf">> = {},
) {
  let payout: Payout = { ...first, createdBy: MAKER };
  const clock = createVirtualClock(Date.parse(payout.updatedAt));
  const payouts = createMemoryPayoutStore();
  await payouts.create(payout, createdEvent(payout));
  const slack = createMemoryChannel();
  const signedIn = (person: typeof BOSS, role: "marketer" | "approver" | "admin"): KnownPerson => ({
    ...person,
    roles: [role],
    seenAt: toInstant(clock.nowMs() - DAY_MS),
  });
  const known = [
    signedIn(MAKER, "admin"),
    signedIn(BOSS, "approver"),
    signedIn({ ...BOSS, id: "admin", email: "admin@example.com" }, "admin"),
    {
      ...signedIn({ ...BOSS, id: "gone", email: "gone@example.com" }, "approver"),
      seenAt: "2026-01-01T00:00:00.000Z",
    },
  ];
  const deps: NotifyChannelDeps = {
    ...{ payouts, clock, channel: slack.channel, newId: () => `id-${clock.nowMs()}` },
    deliveryStates: createMemoryDeliveryStates(),
    reasonsNotToPay: async () => [],
    policy: policySchema.parse({}),
    ledger: { tallies: async () => [] },
    checks: { get: async () => undefined },
    resultFiles: { read: async () => undefined },
    messages: createSlackMessages({ language: "en", mentions: ["<!here>"] }),
    mentions: ["<!here>"],
    calling: { people: { deciders: async () => known }, mentionOf },
    reminderMs: 30 * MINUTE_MS,
    userIdMask: createUserIdMask("personal"),
    payoutLink: (payoutId) => `https://page.invalid/payouts/${payoutId}`,
  };
  const { payoutId } = payout;
  const tell = () => clock.run(notifyChannel(deps, payoutId));
  return {
    slack,
    clock,
    tell,
    later: (ms: number) => clock.jumpTo(clock.nowMs() + ms),
    /** Somebody does something to it, and the channel hears of it. */
    async does<N extends TransitionName>(
      name: N,
      by: Person,
      fields: TransitionFields[N],
      why?: string,
    ): Promise<void> {
      const eventId = `event-${payout.revision}`;
      const cause = { by: personActor(by), nowMs: clock.nowMs(), eventId, why };
      const change = changePayout(name, payout, fields, cause);
      await payouts.change(change.payout, change.event);
      payout = change.payout;
      await tell();
      await tell();
    },
    /** First lines of what stands in the thread, and whom it calls. */
    thread: () =>
      slack.messages
        .filter(({ inThread }) => inThread !== undefined)
        .map(({ message: { text } }) => [
          text.split(" — ")[0] ?? "",
          ...[...text.matchAll(/<@U0(\w+)>/g)].map(([, name = ""]) => name),
        ]),
    buttonsOf: (nr: number) => JSON.stringify(slack.messages[nr]?.message.blocks),
  };
}

const { request } = payoutIn("awaiting_approval");
const asked = { request: { ...request, requestedBy: MAKER }, firstApproval: undefined } as const;
const { schedule } = payoutIn("scheduled");
const armed = { schedule, generation: 1, brake: undefined, needsApproval: undefined } as const;

describe("what somebody decides on a payout", () => {
  it("is told in the thread, once, to those whom it concerns", async () => {
    const { does, thread } = await setup(payoutIn("ready"));
    await does("approval_requested", MAKER, { ...asked, needsApproval: true });
    await does("declined", BOSS, { brake: undefined }, "Not yet");
    await does("approval_requested", MAKER, { ...asked, needsApproval: true });
    await does("approved", BOSS, armed);
    await does("moved", MAKER, { ...armed, schedule: { ...schedule, name: "second" } });
    await does("held", BOSS, { brake: undefined, heldBy: HELD });
    await does("scheduled", BOSS, { ...armed, schedule: { ...schedule, name: "third" } });
    expect(thread()).toEqual([
      ["✋ A payout needs approval", "APPROVER"],
      ["↩️ A payout was declined", "MARKETER"],
      ["✋ Approval of a payout is asked for again", "APPROVER"],
      ["✅ A payout was approved", "MARKETER"],
      ["🕘 A payout was moved to another time", "APPROVER"],
      ["✋ A payout was put on hold", "MARKETER"],
      ["📅 A payout was scheduled again", "MARKETER"],
    ]);
  });

  it("is not told of a first schedule, which its message was posted for", async () => {
    const { does, thread } = await setup(payoutIn("ready"));
    await does("scheduled", MAKER, armed);
    expect(thread()).toEqual([]);
  });

  it("is not told of a first schedule once something else of it was told, either", async () => {
    const { does, tell, clock, thread } = await setup(payoutIn("ready"));
    clock.jumpTo(Date.parse(schedule.at) - 40 * MINUTE_MS);
    await does("scheduled", MAKER, armed);
    clock.jumpTo(Date.parse(schedule.at) - 20 * MINUTE_MS);
    await tell();
    await tell();
    expect(thread()).toEqual([[expect.stringContaining("⏰")]]);
  });

  it("is no news after a day", async () => {
    const { tell, does, later, thread, slack } = await setup(payoutIn("scheduled"));
    await tell();
    slack.fail("post", { code: "is_archived" });
    await expect(does("held", BOSS, { brake: undefined, heldBy: HELD })).rejects.toMatchObject({
      code: "is_archived",
    });
    later(DAY_MS);
    await tell();
    expect(thread()).toEqual([]);
    expect(slack.messages[0]?.message.text).toContain("On hold");
  });

  it("is told without a mention where Slack does not say who is who", async () => {
    const mentionOf = async () => {
      throw new ChannelError("No.", { code: "missing_scope" });
    };
    const { does, thread } = await setup(payoutIn("ready"), { mentionOf });
    await does("approval_requested", MAKER, { ...asked, needsApproval: true });
    await does("declined", BOSS, { brake: undefined });
    expect(thread()).toEqual([["✋ A payout needs approval"], ["↩️ A payout was declined"]]);
  });
});

describe("a request that nobody decides on", () => {
  it("reminds those who may approve, and is told to both once it expired, without buttons", async () => {
    const { does, tell, clock, thread, buttonsOf } = await setup(payoutIn("ready"));
    await does("approval_requested", MAKER, { ...asked, needsApproval: true });
    clock.jumpTo(Date.parse(request.at) - 120 * MINUTE_MS);
    await tell();
    await tell();
    expect(buttonsOf(0)).toContain("approve_payout");
    clock.jumpTo(Date.parse(request.at));
    await tell();
    await tell();
    expect(thread()).toEqual([
      ["✋ A payout needs approval", "APPROVER"],
      ["⏰ A request for approval expires in 2 h", "APPROVER"],
      ["⌛ A request expired: the payout was not approved", "MARKETER", "APPROVER"],
    ]);
    expect(buttonsOf(0)).not.toContain("approve_payout");
  });
});

describe("a button beneath a reminder", () => {
  it("goes once the payout is being paid", async () => {
    const { does, tell, clock, slack, buttonsOf } = await setup(payoutIn("scheduled"));
    await tell();
    clock.jumpTo(Date.parse(schedule.at) - 20 * MINUTE_MS);
    await tell();
    expect(buttonsOf(1)).toContain("hold_payout");
    const { distribution } = payoutIn("distributing");
    slack.fail("update", "answer_lost", 1);
    await expect(does("started", MAKER, { distribution })).rejects.toThrow();
    await tell();
    expect(buttonsOf(1)).not.toContain("hold_payout");
    expect(slack.messages[1]?.message.text).toContain("its button is gone");
    const calls = slack.calls.length;
    clock.jumpTo(clock.nowMs() + MINUTE_MS);
    await tell();
    await tell();
    expect(slack.calls.length).toBeLessThanOrEqual(calls + 1);
  });

  it("is no reason to wait where Slack changes the reminder no more", async () => {
    const { does, tell, clock, slack } = await setup(payoutIn("scheduled"));
    await tell();
    clock.jumpTo(Date.parse(schedule.at) - 20 * MINUTE_MS);
    await tell();
    slack.delete("2");
    await does("held", BOSS, { brake: undefined, heldBy: HELD });
    expect(slack.messages.at(-1)?.message.text).toContain("put on hold");
  });
});
