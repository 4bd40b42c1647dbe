import { describe, expect, it } from "vitest";
import type { KnownPerson } from "../../../domain/payout/people-store.ts";
import { createPersonMemory, type SignIn } from "../../../domain/payout/remember-person.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";

const MINUTE_MS = 60_000;
const MINA = {
  id: "u-1",
  name: "Mina",
  issuer: "https://id.example",
  email: "mina@example.com",
} as const;

function setup() {
  const clock = createVirtualClock();
  const beganMs = clock.nowMs();
  const written: KnownPerson[] = [];
  const state = { isBroken: false };
  const remember = createPersonMemory({
    clock,
    people: {
      async remember(person) {
        if (state.isBroken) throw new Error("The table is gone.");
        written.push(person);
      },
    },
  });
  const signIn = (changes: Partial<SignIn> = {}) =>
    remember({ person: MINA, roles: ["marketer"], atMs: beganMs, ...changes });
  return { clock, beganMs, written, state, signIn };
}

describe("remembering who signs in", () => {
  it("writes what the token says, and what is to be kept of a person alone", async () => {
    const { beganMs, written, signIn } = setup();
    const person = { ...MINA, alsoKnownAs: [MINA] };
    await signIn({ person });
    expect(written).toEqual([
      { ...MINA, roles: ["marketer"], seenAt: new Date(beganMs).toISOString() },
    ]);
  });

  it("writes each token once", async () => {
    const { clock, beganMs, written, signIn } = setup();
    await signIn();
    clock.jumpTo(beganMs + 20 * MINUTE_MS);
    await signIn();
    expect(written).toHaveLength(1);
    await signIn({ atMs: beganMs + 20 * MINUTE_MS });
    expect(written).toHaveLength(2);
  });

  it("writes each token once, also of two sessions that take turns", async () => {
    const { beganMs, clock, written, signIn } = setup();
    clock.jumpTo(beganMs + 20 * MINUTE_MS);
    for (let turn = 0; turn < 3; turn += 1) {
      await signIn({ atMs: beganMs });
      await signIn({ atMs: beganMs + 20 * MINUTE_MS });
    }
    expect(written).toHaveLength(2);
  });

  it.each<[string, Partial<SignIn>]>([
    ["other roles", { roles: [] }],
    ["another name", { person: { ...MINA, name: "New name" } }],
    ["another address", { person: { ...MINA, email: "new@example.com" } }],
    ["the same subject of another issuer", { person: { ...MINA, issuer: "https://b.example" } }],
  ])("writes at once with %s", async (_, changes) => {
    const { written, signIn } = setup();
    await signIn();
    await signIn(changes);
    expect(written).toHaveLength(2);
  });

  it("writes roles again that were taken away meanwhile, somewhere else", async () => {
    const { beganMs, clock, written, signIn } = setup();
    await signIn({ roles: ["approver"] });
    clock.jumpTo(beganMs + 40 * MINUTE_MS);
    await signIn({ roles: ["approver"], atMs: beganMs + 40 * MINUTE_MS });
    expect(written.map(({ seenAt }) => Date.parse(seenAt) - beganMs)).toEqual([0, 40 * MINUTE_MS]);
  });

  it("does not take the order of roles for a change", async () => {
    const { written, signIn } = setup();
    await signIn({ roles: ["marketer", "approver"] });
    await signIn({ roles: ["approver", "marketer"] });
    expect(written).toHaveLength(1);
  });

  it("dates a sign-in by its token, but never ahead of now", async () => {
    const { beganMs, written, signIn } = setup();
    await signIn({ atMs: beganMs - MINUTE_MS });
    await signIn({ atMs: beganMs + MINUTE_MS, roles: [] });
    expect(written.map(({ seenAt }) => Date.parse(seenAt))).toEqual([beganMs - MINUTE_MS, beganMs]);
  });

  it("fails once, waits, and tries again", async () => {
    const { clock, written, state, signIn } = setup();
    state.isBroken = true;
    await expect(signIn()).rejects.toThrow("The table is gone.");
    await signIn();
    state.isBroken = false;
    clock.jumpTo(clock.nowMs() + 10 * MINUTE_MS);
    await signIn();
    expect(written).toHaveLength(1);
  });
});
