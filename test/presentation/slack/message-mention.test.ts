import { expect, it } from "vitest";
import { isMention, mentionLine } from "../../../presentation/slack/message-mention.ts";

it.each(["<@U012>", "<@W0AB>", "<!subteam^S01>", "<!here>", "<!channel>"])(
  "%s is a mention",
  (text) => {
    expect(isMention(text)).toBe(true);
  },
);

it.each([
  ...["", "U012", "@here", "<@u012>", "<@U012|name>", "<!everyone>", "<!subteam^01>"],
  ...["<@U012> ", "<@U012>\n", "<@U012><@U013>", "<https://example.com>", `<@U${"1".repeat(41)}>`],
])("%j is none", (text) => {
  expect(isMention(text)).toBe(false);
});

it("stand in one row, ten at most, and only those that are mentions", () => {
  const many = Array.from({ length: 12 }, (_, index) => `<@U${index}>`);
  expect(mentionLine(["@everyone", ...many])?.split(" ")).toEqual(many.slice(0, 10));
  expect(mentionLine(["@everyone"])).toBeUndefined();
});
