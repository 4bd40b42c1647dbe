import { describe, expect, it } from "vitest";
import { cancelPayout } from "../../../domain/payout/cancel-payout.ts";
import { changePayout } from "../../../domain/payout/change-payout.ts";
import { createPayout } from "../../../domain/payout/create-payout.ts";
import { getPayout } from "../../../domain/payout/get-payout.ts";
import type { Person } from "../../../domain/payout/person.ts";
import { policySchema } from "../../../domain/payout/policy.ts";
import { createMemorySchedules } from "../../doubles/memory-schedules.ts";
import { createMemoryPayoutStore, createMemoryReservations } from "../../doubles/memory-stores.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";
import { MARKETER, payoutIn } from "./payouts.ts";

const EMAIL = "minji@paysheet.example";

function setup() {
  let made = 0;
  const deps = {
    payouts: createMemoryPayoutStore(),
    reservations: createMemoryReservations(),
    scheduler: createMemorySchedules(),
    sheets: {
      uploadForm: async () => ({ url: "https://s3.invalid", fields: {} }),
      withLocalCopy: async () => Promise.reject(new Error("Nobody uploads.")),
    },
    clock: createVirtualClock(Date.parse("2026-11-23T00:00:00.000Z")),
    policy: policySchema.parse({ limits: { openDrafts: { refuseAbove: 3 } } }),
    newId: () => {
      made += 1;
      return `id-${made}`;
    },
  };
  const create = async (person: Person = MARKETER, dryRun = false) => {
    const request = { title: "A", fileName: "a.csv", sizeBytes: 1, dryRun };
    return (await createPayout(deps, request, person)).payout.payoutId;
  };
  /** Its sheet is checked, and somebody asks for approval. */
  const ask = async (payoutId: string) => {
    const cause = () => ({
      by: { kind: "system", name: "check-sheet" } as const,
      nowMs: deps.clock.nowMs(),
      eventId: deps.newId(),
    });
    const { sheet, check } = payoutIn("ready");
    const { request } = payoutIn("awaiting_approval");
    const wanted = { request, needsApproval: true, firstApproval: undefined } as const;
    const payout = await getPayout(deps.payouts, payoutId);
    const received = changePayout("sheet_received", payout, { sheet }, cause());
    const ready = changePayout("sheet_accepted", received.payout, { check }, cause());
    const asked = changePayout("approval_requested", ready.payout, wanted, cause());
    for (const { payout: next, event } of [received, ready, asked]) {
      await deps.payouts.change(next, event);
    }
  };
  return { deps, create, ask };
}

const TOO_MANY = { code: "too_many_drafts", limit: { most: 3 } };

describe("a person's open drafts", () => {
  it("are no more than the policy says, dry runs and what waits for approval among them", async () => {
    const { create, ask, deps } = setup();
    await ask(await create());
    const dryRun = await create(MARKETER, true);
    await create();
    await expect(create()).rejects.toMatchObject(TOO_MANY);
    await expect(create()).rejects.toMatchObject(TOO_MANY);

    await cancelPayout(deps, dryRun, MARKETER);
    await create();
    await expect(create()).rejects.toMatchObject(TOO_MANY);
    await create({ id: "another", name: "Another" });
  });

  it("are those of all accounts with the person's address", async () => {
    const { create } = setup();
    const account = (id: string) => ({ id, name: "Minji", email: EMAIL });
    for (const id of ["one", "two", "three"]) await create(account(id));
    await expect(create(account("four"))).rejects.toMatchObject(TOO_MANY);
  });

  it("are never more, though many are made at the same time", async () => {
    const { create } = setup();
    const all = await Promise.allSettled(Array.from({ length: 20 }, () => create()));
    expect(all.filter(({ status }) => status === "fulfilled").length).toBeLessThanOrEqual(3);
  });
});
