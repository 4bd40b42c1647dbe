import { expect, test } from "vitest";
import { parseNumberFormat } from "../../../domain/sheet/number-format.ts";

type Expected = readonly [kind: string, minDigits: number, misleading: boolean];

const CASES: Record<string, Expected> = {
  General: ["general", 1, false],
  "@": ["general", 1, false],
  "0": ["digits", 1, false],
  "#,##0": ["digits", 1, false],
  "0000000": ["digits", 7, false],
  "000000_ ": ["digits", 6, false],
  "0_);[Red]\\(0\\)": ["digits", 1, false],
  "0.00": ["other", 3, false],
  "0.00E+00": ["scientific", 5, false],
  "##0.0E+0": ["scientific", 3, false],
  "yyyy-mm-dd": ["date", 1, true],
  "[$-412]yyyy년 m월 d일;@": ["date", 1, true],
  "[h]:mm": ["date", 1, true],
  "h:mm AM/PM": ["date", 1, true],
  '[Red]0"day"': ["other", 1, false],
  '#,##0"원"': ["other", 1, false],
  "[$₩-412]#,##0": ["other", 1, false],
  "000-0000-0000": ["other", 11, true],
  '0!.0,"만"': ["other", 2, true],
  "#,##0,": ["other", 1, true],
  "#,##0,,": ["other", 1, true],
  "0%": ["other", 1, true],
  "# ?/?": ["other", 1, true],
  '"100"': ["other", 1, true],
  ";;;": ["other", 1, true],
  "[>=10000]0,;0": ["other", 1, true],
  "[DBNum1]General": ["general", 1, true],
};

test.each(Object.entries(CASES))("%s", (code, [kind, minDigits, misleading]) => {
  expect(parseNumberFormat(code)).toEqual({ kind, minDigits, misleading, code });
});
