import { expect, it } from "vitest";
import { withEmoji } from "../src/page/emoji.ts";

it("shows emoji by Slack's names of them, aliases and flags included", () => {
  const text = ":white_check_mark: :+1: :thumbsup: :octagonal_sign: :large_green_circle: :flag-kr:";
  expect(withEmoji(text)).toBe("✅ 👍 👍 🛑 🟢 🇰🇷");
});

it("shows a sign in colour whose plain form is text", () => {
  expect(withEmoji(":warning:")).toBe("\u26a0\ufe0f");
});

it("leaves what is no emoji's name as it is", () => {
  const text = "at 10:30:25, row:3:points, :payout: :constructor:";
  expect(withEmoji(text)).toBe(text);
});
