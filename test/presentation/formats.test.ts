import { expect, it } from "vitest";
import { formatDuration, formatTimeZone } from "../../presentation/formats.ts";
import { vocabularyOf } from "../../presentation/slack/vocabulary.ts";

it.each([
  [0, "1초 미만", "less than 1 s"],
  [-5, "1초 미만", "less than 1 s"],
  [Number.NaN, "1초 미만", "less than 1 s"],
  [499, "1초 미만", "less than 1 s"],
  [1_000, "1초", "1 s"],
  [59_499, "59초", "59 s"],
  [59_500, "1분", "1 min"],
  [83_000, "1분 23초", "1 min 23 s"],
  [3_600_000, "1시간", "1 h"],
  [3_723_000, "1시간 2분", "1 h 2 min"],
  [90_000_000, "1일 1시간", "1 d 1 h"],
])("%d ms reads as %s or %s", (durationMs, korean, english) => {
  expect(formatDuration(durationMs, vocabularyOf("ko").words.durationUnits)).toBe(korean);
  expect(formatDuration(durationMs, vocabularyOf("en").words.durationUnits)).toBe(english);
});

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
