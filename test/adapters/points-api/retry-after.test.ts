import { expect, it } from "vitest";
import { retryAfterOf } from "../../../adapters/points-api/retry-after.ts";

const NOW_MS = Date.parse("2026-11-23T01:00:00.000Z");
const HOUR_MS = 3_600_000;

it.each<[string | undefined, number | undefined]>([
  [undefined, undefined],
  ["0", 0],
  ["7", 7_000],
  [" 7 ", 7_000],
  ["1.5", 1_500],
  ["0.0004", 1],
  ["3600", HOUR_MS],
  ["86400", 24 * HOUR_MS],
  // Nobody means 41 days.
  ["3600000", HOUR_MS],
  ["90000", 90_000],
  ["999999999999999", 999_999_999_999_999],
  ["Mon, 23 Nov 2026 02:00:00 GMT", HOUR_MS],
  ["Monday, 23-Nov-26 02:00:00 GMT", HOUR_MS],
  ["Mon Nov 23 02:00:00 2026", HOUR_MS],
  ["2026-11-23T11:00:00+09:00", HOUR_MS],
  ["2026-11-23T02:00:00.000Z", HOUR_MS],
  ["Mon, 23 Nov 2026 00:00:00 GMT", 0],
  ["Mon, 99 Nov 2026 00:00:00 GMT", undefined],
  // A date to Date.parse, and in the past.
  ["-5", undefined],
  ["1,5", undefined],
  ["1.5.1", undefined],
  ["60s", undefined],
  ["soon", undefined],
  ["", undefined],
  ["Infinity", undefined],
  ["1e9", undefined],
  ["9999999999999999999", undefined],
])("reads Retry-After %j as %j ms", (header, ms) => {
  expect(retryAfterOf(header, NOW_MS)).toBe(ms);
});
