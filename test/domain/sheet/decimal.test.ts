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
  ["1243.0000000000002", whole("1243")],
  ["1242.9999999999998", whole("1243")],
  ["999999999999999.96", whole("1000000000000000")],
  ["-0.99999999999999989", whole("1", true)],
  ["1.2430000000000001E3", whole("1243")],
  ["1243.00000000001", { kind: "fraction" }],
  ["0.00000000000000012", { kind: "fraction" }],
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

test("digits alone are the number that they are with a zero before or a point after them", () => {
  const property = fc.property(fc.stringMatching(/^[0-9]{1,20}$/), (digits) => {
    const expected = whole(digits.replace(/^0+(?=.)/, ""));
    const readings = [digits, `0${digits}`, `${digits}.`, `${digits}.0`].map(parseDecimal);
    expect(readings).toEqual(readings.map(() => expected));
  });
  fc.assert(property, { seed: 20261121, numRuns: 1_000 });
});

test("whatever JavaScript spells is read as the number of 15 digits that Excel shows", () => {
  const property = fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
    const decimal = parseDecimal(String(value));
    const shown = Number.isInteger(value) ? value : Number(value.toPrecision(15));
    expect(decimal.kind === "whole").toBe(Number.isInteger(shown));
    if (decimal.kind === "whole") expect(Number(decimal.digits)).toBe(Math.abs(shown));
  });
  fc.assert(property, { seed: 20261121, numRuns: 1_000 });
});
