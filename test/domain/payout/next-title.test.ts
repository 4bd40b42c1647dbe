import { describe, expect, it } from "vitest";
import { titleForMonth, titleForNext } from "../../../domain/payout/next-title.ts";

describe("the title of the next payout of its kind", () => {
  it.each([
    ["11월 출석 이벤트", "12월 출석 이벤트"],
    ["2026년 11월 출석 이벤트", "2026년 12월 출석 이벤트"],
    ["[2026-11] 출석", "[2026-12] 출석"],
    ["출석 2026.11", "출석 2026.12"],
    ["Attendance, November 2026", "Attendance, December 2026"],
    ["Nov attendance", "Dec attendance"],
    ["출석 이벤트 3차", "출석 이벤트 3차"],
    ["100일 출석 111월드", "100일 출석 111월드"],
    ["Novelty event", "Novelty event"],
  ])("of %s in November is %s", (title, next) => {
    expect(titleForNext(title, { madeIn: "2026-11", now: "2026-11" })).toBe(next);
  });

  it.each([
    ["12월 출석", "2026-12", "2026-12", "1월 출석"],
    ["2026년 12월 출석", "2026-12", "2026-12", "2027년 1월 출석"],
    ["[2026-12] 출석", "2026-12", "2026-12", "[2027-01] 출석"],
    ["08월 정산 (2026.08)", "2026-08", "2026-09", "09월 정산 (2026.09)"],
    // Of a payout that was made for the month after, or long ago.
    ["1월 출석", "2026-12", "2026-12", "2월 출석"],
    ["6월 출석", "2026-06", "2026-11", "11월 출석"],
  ])("goes on from %s made in %s, as of %s, to %s", (title, madeIn, now, next) => {
    expect(titleForNext(title, { madeIn, now })).toBe(next);
  });

  it("has the month that it is due in, whatever stood there", () => {
    expect(titleForMonth("2025년 3월 출석 이벤트", "2026-12")).toBe("2026년 12월 출석 이벤트");
    expect(titleForMonth("May attendance", "2026-12")).toBe("December attendance");
    expect(titleForMonth("출석 이벤트", "2026-12")).toBe("출석 이벤트");
  });
});
