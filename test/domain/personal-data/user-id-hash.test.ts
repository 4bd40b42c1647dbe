import { describe, expect, it } from "vitest";
import { withoutIds } from "../../../domain/personal-data/user-id-hash.ts";

const HASH = "erased-f1001a";

describe("words without a user's id", () => {
  it.each([
    ["1001", "1001 was paid by hand, see 1001.", `${HASH} was paid by hand, see ${HASH}.`],
    ["1001", "회원1001에게 지급", `회원${HASH}에게 지급`],
    ["Hong@Example.com", "hong@example.com님 요청", `${HASH}님 요청`],
    ["홍길동", "홍길동님의 요청", `${HASH}님의 요청`],
    ["a.b*", "A.B* said so", `${HASH} said so`],
    ["_x_", "of (_x_)", `of (${HASH})`],
  ])("have the hash in place of %s: %s", (id, words, without) => {
    expect(withoutIds(words, [id], HASH)).toBe(without);
  });

  it.each([
    ["1001", "tx-210013"],
    ["1001", "tx1001"],
    ["kim", "Kimberly and Joakim"],
    ["é1", "né1"],
    ["a.b", "axb"],
  ])("keep what has %s as a part of something else: %s", (id, words) => {
    expect(withoutIds(words, [id], HASH)).toBe(words);
  });

  it("have it once for each, in every way that the id is written, and never within itself", () => {
    expect(withoutIds("erased and ERASED", ["erased", "Erased"], HASH)).toBe(`${HASH} and ${HASH}`);
    expect(withoutIds("of ab-c", ["ab", "ab-c"], HASH)).toBe(`of ${HASH}`);
  });
});
