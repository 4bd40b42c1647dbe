import { describe, expect, it } from "vitest";
import { cleanData, escapeData } from "../../../presentation/slack/message-text.ts";

const LONG = 200;

describe("people's data in Slack's markup", () => {
  it.each([
    ["https://evil.example/pay?x=1", "https：//evil．example/pay?x=1"],
    ["12월 이벤트 evil.example", "12월 이벤트 evil．example"],
    ["ask mailto:boss@evil.example now", "ask mailto:boss@evil．example now"],
    ["<https://evil.example|open>", "&lt;https：//evil．example|open&gt;"],
    ["version 1.2, 3.500 points. Then more", "version 1.2, 3.500 points. Then more"],
  ])("%s is no link", (data, shown) => {
    expect(escapeData(data, LONG)).toBe(shown);
  });

  it("has nothing unseen, and nothing that turns what stands beside it", () => {
    expect(escapeData("\u202elist\u202c\u200b.xlsx", LONG)).toBe("list．xlsx");
    expect(cleanData("\u2066a\u2069\u0007 b", LONG)).toBe("a b");
    expect(cleanData("\u200b", LONG)).toBe("–");
  });
});
