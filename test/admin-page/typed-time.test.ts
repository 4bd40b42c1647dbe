import { expect, it } from "vitest";
import { isReadableTime } from "../../admin-page/src/payout/schedule/typed-time.ts";

it.each(["2026-12-09 15:00", "2026-12-09 15:00:30", "2026/12/9 9:05", "2026. 12. 9. 15:00"])(
  "%s is a time",
  (typed) => expect(isReadableTime(typed)).toBe(true),
);

it.each([
  "12/9 15:00",
  "2026-12-09",
  "15:00",
  "2026-02-30 10:00",
  "2026-12-09 25:00",
  "내일 3시",
  "",
])("%s is none", (typed) => expect(isReadableTime(typed)).toBe(false));
