import { describe, expect, it } from "vitest";
import { cutBytes, plainLine } from "../../domain/plain-text.ts";

describe("a line of people's text", () => {
  it.each([
    ["what turns the direction of a file's name", "\u202excod.tsil\u202c.xlsx", "xcod.tsil.xlsx"],
    ["isolates of direction", "\u2066a\u2069\u200fb\u061c", "ab"],
    ["zero-width characters", "12월\u200b 이\u200d벤\u2060트\ufeff\u00ad", "12월 이벤트"],
    ["controls and line ends", "a\u0000b\r\nc\td\u2028e\u007f", "ab c d e"],
    ["blank letters", "가\u3164나\u115f\u2800\uffa0", "가나"],
    ["halves of characters", "a\ud83d b", "a b"],
    ["more spaces than one", "  a \u3000\u00a0 b ", "a b"],
  ])("is kept without %s", (_, text, kept) => {
    expect(plainLine(text)).toBe(kept);
  });

  it("is composed, so that what looks alike is alike", () => {
    expect(plainLine("이벤트".normalize("NFD"))).toBe("이벤트");
    // What stood between two parts of a letter is gone before they are put together.
    expect(plainLine("e\u200b\u0301")).toBe("é");
  });

  it("is empty where there is nothing to see", () => {
    expect(plainLine(" \u200b\u3164\u202e\n")).toBe("");
  });
});

describe("a text cut to bytes", () => {
  it.each([
    ["가나다", 9, "가나다"],
    ["가나다", 8, "가나"],
    ["é😀a", 6, "é😀"],
    ["é😀a", 5, "é"],
    ["abc", 0, ""],
    ["a\ud83db", 4, "a\ud83d"],
    ["a\ud83db", 3, "a"],
  ])("%s of %i bytes ends between characters", (text, maxBytes, kept) => {
    expect(cutBytes(text, maxBytes)).toBe(kept);
  });
});
