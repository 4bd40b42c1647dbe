import { describe, expect, it } from "vitest";
import { amountInWords as amountOnThePage } from "../../admin-page/src/components/amount-in-words.ts";
import { amountInWords } from "../../presentation/amount-in-words.ts";

describe.each([
  ["Slack", amountInWords],
  ["the page", amountOnThePage],
])("an amount in the words of %s", (_, wordsOf) => {
  it.each([
    [480_000_000, "4억 8천만", "480 million"],
    [480_000, "48만", undefined],
    [9_999, undefined, undefined],
    [10_000, "1만", undefined],
    [15_000, "1만 5천", undefined],
    [12_345, "1만 2,345", undefined],
    [1_500_000, "150만", "1.5 million"],
    [20_000_000, "2천만", "20 million"],
    [1_234_567, "123만 4,567", "about 1.23 million"],
    [100_000_000, "1억", "100 million"],
    [123_456_789, "약 1억 2,346만", "about 123.46 million"],
    [199_999_999, "약 2억", "about 200 million"],
    [999_999_999, "약 10억", "about 1 billion"],
    [1_000_000_000_000, "1조", "1 trillion"],
    [1_234_500_000_000, "1조 2,345억", "about 1.23 trillion"],
    [9_007_199_254_740_991, "약 9,007조 1,993억", "about 9007.2 trillion"],
  ])("%d reads as %s or %s", (amount, korean, english) => {
    expect(wordsOf(amount, "ko")).toBe(korean);
    expect(wordsOf(amount, "en")).toBe(english);
  });
});
