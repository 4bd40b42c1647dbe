import { describe, expect, it } from "vitest";
import { policySchema } from "../../../domain/payout/policy.ts";
import { quietUntil } from "../../../domain/payout/quiet-hours.ts";

const NIGHT = { from: "22:00", to: "08:00" };
const parse = (quietHours: unknown) => policySchema.safeParse({ quietHours });

describe("quiet hours", () => {
  const policy = policySchema.parse({
    quietHours: [NIGHT, { from: "00:00", to: "12:00", days: ["sun"], timeZone: "Asia/Seoul" }],
  });

  it.each([
    ["2026-11-23T21:59:59+09:00", undefined],
    ["2026-11-23T22:00:00+09:00", "2026-11-23T23:00:00.000Z"],
    ["2026-11-24T07:59:59+09:00", "2026-11-23T23:00:00.000Z"],
    ["2026-11-24T08:00:00+09:00", undefined],
    // From Saturday's evening to Sunday's noon, as they overlap.
    ["2026-11-28T23:00:00+09:00", "2026-11-29T03:00:00.000Z"],
  ])("at %s last until %s", (at, until) => {
    expect(quietUntil(policy, new Date(at).toISOString())).toBe(until);
  });

  it("are the company's own unless they name a zone, and of none where there are none", () => {
    const at = "2026-11-23T23:30:00.000Z";
    const inUtc = policySchema.parse({ defaultTimeZone: "UTC", quietHours: [NIGHT] });

    expect(quietUntil(inUtc, at)).toBe("2026-11-24T08:00:00.000Z");
    expect(quietUntil(policySchema.parse({}), at)).toBeUndefined();
  });

  it.each([
    ["no time of day", [{ from: "25:00", to: "08:00" }]],
    ["an end that is their beginning", [{ from: "08:00", to: "08:00" }]],
    ["a zone that does not exist", [{ ...NIGHT, timeZone: "Mars/Olympus" }]],
    ["no end", [NIGHT, { from: "08:00", to: "22:00" }]],
  ])("are refused with %s", (_, quietHours) => {
    expect(parse(quietHours).success).toBe(false);
  });

  it("may be whole weekends", () => {
    const weekend = { from: "08:00", to: "22:00", days: ["sat", "sun"] };
    expect(parse([NIGHT, weekend]).success).toBe(true);
  });
});
