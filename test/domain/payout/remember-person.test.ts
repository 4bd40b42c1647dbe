import { describe, expect, it } from "vitest";
import type { KnownPerson } from "../../../domain/payout/people-store.ts";
import { createPersonMemory, type SignIn } from "../../../domain/payout/remember-person.ts";
import { createVirtualClock } from "../../doubles/virtual-clock.ts";
import { MARKETER } from "./payouts.ts";

const HOUR_MS = 3_600_000;

function setup() {
  const clock = createVirtualClock();
  const written: KnownPerson[] = [];
  const asked: string[] = [];
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
    remember({
      person: MARKETER,
      roles: ["marketer"],
      atMs: clock.nowMs(),
      email: "Marketer@Example.com",
      async findEmail() {
        asked.push(MARKETER.id);
        return "looked-up@example.com";
      },
      ...changes,
    });
  return { clock, written, asked, state, signIn };
}

describe("remembering who signs in", () => {
  it("writes what the token says, its address in lower case", async () => {
    const { clock, written, asked, signIn } = setup();
    const seenAt = new Date(clock.nowMs()).toISOString();
    await signIn();
    expect(written).toEqual([
      { ...MARKETER, email: "marketer@example.com", roles: ["marketer"], seenAt },
    ]);
    expect(asked).toEqual([]);
  });

  it("writes once a day", async () => {
    const { clock, written, signIn } = setup();
    await signIn();
    clock.jumpTo(clock.nowMs() + 23 * HOUR_MS);
    await signIn();
    expect(written).toHaveLength(1);
    clock.jumpTo(clock.nowMs() + HOUR_MS);
    await signIn();
    expect(written).toHaveLength(2);
  });

  it.each([
    ["other roles", { roles: [] }],
    ["another name", { person: { ...MARKETER, name: "New name" } }],
    ["another address", { email: "new@example.com" }],
  ] satisfies [string, Partial<SignIn>][])("writes at once with %s", async (_, changes) => {
    const { written, signIn } = setup();
    await signIn();
    await signIn(changes);
    expect(written).toHaveLength(2);
  });

  it("does not take the order of roles for a change", async () => {
    const { written, signIn } = setup();
    await signIn({ roles: ["marketer", "approver"] });
    await signIn({ roles: ["approver", "marketer"] });
    expect(written).toHaveLength(1);
  });

  it("looks the address up when the token has none, once a day", async () => {
    const { written, asked, signIn } = setup();
    await signIn({ email: undefined });
    await signIn({ email: undefined });
    expect(written.map(({ email }) => email)).toEqual(["looked-up@example.com"]);
    expect(asked).toHaveLength(1);
  });

  it("writes nobody whose address nobody tells", async () => {
    const { written, signIn } = setup();
    await signIn({ email: undefined, findEmail: async () => undefined });
    expect(written).toEqual([]);
  });

  it("dates a sign-in by its token, but never ahead of now", async () => {
    const { clock, written, signIn } = setup();
    const nowMs = clock.nowMs();
    await signIn({ atMs: nowMs - HOUR_MS });
    await signIn({ atMs: nowMs + HOUR_MS, roles: [] });
    expect(written.map(({ seenAt }) => Date.parse(seenAt))).toEqual([nowMs - HOUR_MS, nowMs]);
  });

  it("fails once, waits, and tries again", async () => {
    const { clock, written, state, signIn } = setup();
    state.isBroken = true;
    await expect(signIn()).rejects.toThrow("The table is gone.");
    await signIn();
    state.isBroken = false;
    clock.jumpTo(clock.nowMs() + 10 * 60_000);
    await signIn();
    expect(written).toHaveLength(1);
  });
});
