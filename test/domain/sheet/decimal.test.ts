import fc from "fast-check";
import { expect, test } from "vitest";
import { parseDecimal } from "../../../domain/sheet/decimal.ts";

const whole = (digits: string, negative = false) => ({ kind: "whole", digits, negative });

test.each([
  ["1000", whole("1000")],
  ["0001000", whole("1000")],
  ["1000.0", whole("1000")],
  ["1000.", whole("1000")],
  ["1E+3", whole("1000")],
  ["1.5e3", whole("1500")],
  ["1500e-2", whole("15")],
  ["-3", whole("3", true)],
  ["-0", whole("0")],
  ["0e9999", whole("0")],
  ["12345678901234567890", whole("12345678901234567890")],
  ["1.5", { kind: "fraction" }],
  ["1E-3", { kind: "fraction" }],
  [".5", { kind: "fraction" }],
  ["1e9999", { kind: "not_a_number" }],
  ["", { kind: "not_a_number" }],
  ["NaN", { kind: "not_a_number" }],
  ["1,000", { kind: "not_a_number" }],
  ["0x10", { kind: "not_a_number" }],
])("%s", (source, expected) => {
  expect(parseDecimal(source)).toEqual(expected);
});

test("digits alone are the number that they are with a zero before or a point behind", () => {
  const property = fc.property(fc.stringMatching(/^[0-9]{1,20}$/), (digits) => {
    const expected = whole(digits.replace(/^0+(?=.)/, ""));
    const readings = [digits, `0${digits}`, `${digits}.`, `${digits}.0`].map(parseDecimal);
    expect(readings).toEqual(readings.map(() => expected));
  });
  fc.assert(property, { seed: 20261121, numRuns: 1_000 });
});

test("whatever JavaScript spells as a whole number is read as that number", () => {
  const property = fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
    const decimal = parseDecimal(String(value));
    expect(decimal.kind === "whole").toBe(Number.isInteger(value));
    if (decimal.kind === "whole") expect(Number(decimal.digits)).toBe(Math.abs(value));
  });
  fc.assert(property, { seed: 20261121, numRuns: 1_000 });
});
