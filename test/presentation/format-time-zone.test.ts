import { expect, it } from "vitest";
import { formatTimeZone } from "../../presentation/format-time-zone.ts";

const DAY = { year: 2026, month: 12, day: 1 };

it.each([
  ["Asia/Seoul", "한국 표준시", "Korean Standard Time"],
  ["America/New_York", "미 동부 시간", "Eastern Time"],
  ["Asia/Nowhere", "Asia/Nowhere", "Asia/Nowhere"],
  ["", "", ""],
])("calls %j as people do", (timeZone, korean, english) => {
  expect(formatTimeZone(timeZone, "ko", DAY)).toBe(korean);
  expect(formatTimeZone(timeZone, "en", DAY)).toBe(english);
});
