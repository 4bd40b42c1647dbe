import { describe, expect, it } from "vitest";
import type { AccountStatus } from "../../../domain/payout/directory.ts";
import { type PayoutIn, payoutSchema } from "../../../domain/payout/payout.ts";
import type { Person } from "../../../domain/payout/person.ts";
import { findWhoLeft } from "../../../domain/payout/who-left.ts";
import { APPROVER, MARKETER, payoutIn } from "./payouts.ts";

const OTHER: Person = { id: "other", name: "Other" };
const THIRD: Person = { id: "third", name: "Third" };
const LEFT: AccountStatus = { kind: "left" };

function scheduled(changes: object = {}, schedule: object = {}): PayoutIn<"scheduled"> {
  const example = payoutIn("scheduled");
  const payout = payoutSchema.parse({
    ...example,
    ...changes,
    schedule: { ...example.schedule, ...schedule },
  });
  if (payout.state !== "scheduled") throw new Error(payout.state);
  return payout;
}

/** Whoever is not named is there, with the role that they need. */
async function ask(payout: PayoutIn<"scheduled">, says: Record<string, AccountStatus> = {}) {
  const asked: string[] = [];
  const found = await findWhoLeft(
    {
      directory: {
        async statusOf({ id }) {
          asked.push(id);
          return says[id] ?? { kind: "active", roles: ["marketer", "approver"] };
        },
      },
    },
    payout,
  );
  return { ...found, asked };
}

const approvalBy = (by: Person) => ({
  by,
  at: "2026-11-23T01:00:00.000Z",
  revision: 2,
  digest: "sha256:approved",
  totalPoints: 3_000,
  scheduledFor: "2026-11-23T03:00:00.000Z",
});

describe("who stands for a payout", () => {
  it("is asked about each once, and nothing is said while all are there", async () => {
    const payout = scheduled({}, { approval: approvalBy(APPROVER) });
    expect(await ask(payout)).toEqual({ reasons: [], asked: ["approver", "marketer"] });
  });

  it("is named where they left: the owner, who scheduled it, and both approvers", async () => {
    const payout = scheduled(
      {},
      {
        requestedBy: OTHER,
        approval: approvalBy(APPROVER),
        firstApproval: approvalBy(THIRD),
      },
    );
    const { reasons } = await ask(payout, {
      marketer: LEFT,
      other: LEFT,
      approver: LEFT,
      third: LEFT,
    });
    expect(reasons).toEqual([
      { code: "approver_left", person: "Approver" },
      { code: "approver_left", person: "Third" },
      { code: "owner_left", person: "Marketer" },
      { code: "scheduler_left", person: "Other" },
    ]);
  });

  it("is whoever it was handed over to, and not who handed it over", async () => {
    const handedOver = { to: OTHER, by: MARKETER, at: "2026-11-23T01:00:00.000Z" };
    const { reasons, asked } = await ask(scheduled({ handedOver }), { marketer: LEFT });
    expect(reasons).toEqual([]);
    expect(asked).toEqual(["other"]);
  });

  it("needs the role by which they approved, where the provider tells roles", async () => {
    const payout = scheduled({}, { approval: approvalBy(APPROVER) });
    const with_ = async (roles: Extract<AccountStatus, { kind: "active" }>["roles"]) =>
      (await ask(payout, { approver: { kind: "active", roles } })).reasons;
    expect(await with_(["marketer"])).toEqual([{ code: "approver_lost_role", person: "Approver" }]);
    expect(await with_(["admin"])).toEqual([]);
    expect(await with_(undefined)).toEqual([]);
  });

  it("is not said to have left where the provider can't be asked, or is silent", async () => {
    const payout = scheduled();
    expect((await findWhoLeft({}, payout)).reasons).toEqual([]);
    expect(await ask(payout, { marketer: { kind: "not_asked" } })).toMatchObject({ reasons: [] });
    expect(await ask(payout, { marketer: { kind: "no_answer", code: "TimeoutError" } })).toEqual({
      reasons: [],
      noAnswer: "TimeoutError",
      asked: ["marketer"],
    });
  });
});
