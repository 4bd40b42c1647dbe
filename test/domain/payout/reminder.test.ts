import { describe, expect, it } from "vitest";
import { dueNow, nextDue } from "../../../domain/payout/reminder.ts";

const SEOUL = { defaultTimeZone: "Asia/Seoul" };
const reminderOn = (dayOfMonth: number, since = "2026-01-01T00:00:00.000Z") => ({
  dayOfMonth,
  toldAt: "09:00",
  since,
});
const ms = (instant: string) => Date.parse(instant);

describe("when a reminder is due", () => {
  it.each([
    [25, "2026-12-01T00:00:00.000Z", "2026-12-25"],
    [25, "2026-12-25T00:00:00.000Z", "2027-01-25"],
    [31, "2027-02-01T00:00:00.000Z", "2027-02-28"],
    [30, "2028-02-01T00:00:00.000Z", "2028-02-29"],
    [31, "2026-11-01T00:00:00.000Z", "2026-11-30"],
    [31, "2026-12-01T00:00:00.000Z", "2026-12-31"],
    // In Seoul the month has begun already.
    [1, "2026-11-30T15:00:00.000Z", "2026-12-01"],
    [1, "2026-11-30T14:59:59.999Z", "2026-12-01"],
  ])("on day %i, as of %s, is %s next", (day, now, due) => {
    expect(nextDue(SEOUL, reminderOn(day), ms(now)).day).toBe(due);
  });

  it("goes by the company's clock, over a change of it as well", () => {
    const berlin = { defaultTimeZone: "Europe/Berlin" };
    const [winter, summer] = ["2026-02-01T00:00:00.000Z", "2026-06-01T00:00:00.000Z"];
    expect(nextDue(SEOUL, reminderOn(25), ms(winter)).at).toBe("2026-02-25T00:00:00.000Z");
    expect(nextDue(berlin, reminderOn(25), ms(winter)).at).toBe("2026-02-25T08:00:00.000Z");
    expect(nextDue(berlin, reminderOn(25), ms(summer)).at).toBe("2026-06-25T07:00:00.000Z");
    // Clocks skip half past two on that day, and show half past three instead.
    const skipped = { ...reminderOn(29), toldAt: "02:30" };
    expect(nextDue(berlin, skipped, ms("2026-03-28T00:00:00.000Z")).at).toBe(
      "2026-03-29T01:30:00.000Z",
    );
  });

  it.each([
    ["2026-11-24T23:59:59.999Z", undefined],
    ["2026-11-25T00:00:00.000Z", "2026-11"],
    ["2026-12-01T23:59:59.999Z", "2026-11"],
    ["2026-12-02T00:00:00.000Z", undefined],
  ])("is told from its time on for a week: at %s of %s", (now, month) => {
    expect(dueNow(SEOUL, reminderOn(25), ms(now))?.month).toBe(month);
  });

  it("is not told of a time before it was made, or got that day", () => {
    const made = reminderOn(25, "2026-11-25T00:00:00.001Z");
    expect(dueNow(SEOUL, made, ms("2026-11-25T01:00:00.000Z"))).toBeUndefined();
    expect(dueNow(SEOUL, made, ms("2026-12-25T01:00:00.000Z"))?.month).toBe("2026-12");
  });
});
