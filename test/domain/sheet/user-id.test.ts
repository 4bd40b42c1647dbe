import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readUserId } from "../../../domain/sheet/read-user-id.ts";
import { type SheetRules, sheetRulesSchema } from "../../../domain/sheet/sheet-rules.ts";
import { sameUserKey } from "../../../domain/sheet/user-id-pattern.ts";

function read(text: string, userIdPattern: SheetRules["userIdPattern"]): string {
  const rules = sheetRulesSchema.parse({ userIdPattern });
  const reading = readUserId({ kind: "text", text }, rules);
  return reading.ok ? reading.userId : reading.problem.code;
}

describe("the pattern of user ids", () => {
  test.each([
    ["number", "0012", "0012"],
    ["number", "12a", "user_id_pattern"],
    ["uuid", "3f2a9c1e-8b4d-4f6a-9c2e-1d5b7a8e9f00", "3f2a9c1e-8b4d-4f6a-9c2e-1d5b7a8e9f00"],
    ["uuid", "3f2a9c1e8b4d4f6a9c2e1d5b7a8e9f00", "user_id_pattern"],
    ["email", "kim@example.com", "kim@example.com"],
    ["email", "kim@example", "user_id_pattern"],
    ["email", "kim@@example.com", "user_id_pattern"],
  ] as const)("%s: %s", (pattern, text, expected) => {
    expect(read(text, pattern)).toBe(expected);
  });

  // The addresses are the examples of EIP-55 itself.
  test.each([
    "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
    "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
    "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
    "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
    "0x52908400098527886E0F7030069857D2E4169EE7",
    "0xde709f2102306220921060314715629080e2fb77",
  ])("a wallet address with the right checksum: %s", (address) => {
    expect(read(address, "ethereum_address")).toBe(address);
  });

  test.each([
    [
      "one letter in the wrong case",
      "0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
      "user_id_checksum",
    ],
    ["one digit short", "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe", "user_id_pattern"],
  ])("a wallet address with %s", (_, address, code) => {
    expect(read(address, "ethereum_address")).toBe(code);
  });

  test("two spellings of an address are one user, of a free id two", () => {
    expect(sameUserKey("0xAB", "ethereum_address")).toBe(sameUserKey("0xab", "ethereum_address"));
    expect(sameUserKey("AB", "any")).not.toBe(sameUserKey("ab", "any"));
  });
});

test("an id is read as it is with an invisible character after it, which is only tidied away", () => {
  const pieces = [
    ..."aZ09_-.+@/#=?E ",
    "1.5E+3",
    "9E+",
    "12.0",
    "null",
    "nan",
    "n/a",
    "없음",
    "#REF!",
  ];
  const text = fc.string({ unit: fc.constantFrom(...pieces), minLength: 1, maxLength: 5 });
  const patterns = fc.constantFrom<SheetRules["userIdPattern"]>("any", "number", "email");
  const property = fc.property(text, patterns, (id, pattern) => {
    expect(read(id, pattern)).toBe(read(`${id}\u200b`, pattern));
  });
  fc.assert(property, { seed: 20261121, numRuns: 20_000 });
});

test("an id over the limit is refused", () => {
  expect(read("x".repeat(256), "any")).toBe("x".repeat(256));
  expect(read("x".repeat(257), "any")).toBe("user_id_too_long");
});

test("Hangul that macOS took apart is put together, with before and after", () => {
  const reading = readUserId(
    { kind: "text", text: "회원1".normalize("NFD") },
    sheetRulesSchema.parse({}),
  );

  expect(reading).toEqual({
    ok: true,
    userId: "회원1",
    warning: {
      code: "user_id_normalised",
      value: "회원1".normalize("NFD"),
      details: { after: "회원1" },
    },
  });
});
