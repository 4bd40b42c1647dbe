import { expect, it } from "vitest";
import { percentOf, progressBar } from "../../../presentation/slack/status-message.ts";

function countsOf(settled: number, payments: number) {
  return {
    payments,
    paid: settled,
    rejected: 0,
    unknown: 0,
    accepted: 0,
    withdrawn: 0,
    pending: payments - settled,
  };
}

it.each([
  [0, 200, 0],
  [1, 200, 0],
  [2, 200, 1],
  [1_999_999, 2_000_000, 99],
  [200, 200, 100],
  [0, 0, 100],
])("%d settled of %d are %d percent", (settled, payments, percent) => {
  expect(percentOf(countsOf(settled, payments))).toBe(percent);
});

it.each([
  [0, "░░░░░░░░░░░░░░░░░░░░ 0%"],
  [40, "▓▓▓▓▓▓▓▓░░░░░░░░░░░░ 40%"],
  [99, "▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓░ 99%"],
  [100, "▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓ 100%"],
])("%d percent fill as much of the bar", (percent, bar) => {
  expect(progressBar(percent)).toBe(bar);
});
