import { expect, test } from "vitest";
import { readNumberFormat } from "../../../adapters/sheet/xlsx/styles.ts";

type Expected = readonly [kind: string, minDigits: number, exactDigits: number];

const CASES: Record<string, Expected> = {
  General: ["general", 1, 11],
  "@": ["general", 1, 11],
  "0": ["digits", 1, 15],
  "#,##0": ["digits", 1, 15],
  "0000000": ["digits", 7, 15],
  "000000_ ": ["digits", 6, 15],
  "0_);[Red]\\(0\\)": ["digits", 1, 15],
  "0.00": ["other", 3, 15],
  "0.00E+00": ["scientific", 5, 0],
  "##0.0E+0": ["scientific", 3, 0],
  "yyyy-mm-dd": ["date", 1, 0],
  "[$-412]yyyy년 m월 d일;@": ["date", 1, 0],
  "[h]:mm": ["date", 1, 0],
  "h:mm AM/PM": ["date", 1, 0],
  '[Red]0"day"': ["other", 1, 0],
  '#,##0"원"': ["other", 1, 15],
  '#,##0 "포인트"': ["other", 1, 15],
  'G/표준"점"': ["other", 1, 11],
  "[$₩-412]#,##0": ["other", 1, 15],
  "[빨강]#,##0;[파랑]-#,##0": ["digits", 1, 15],
  '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-': ["digits", 1, 15],
  "_ ₩* #,##0_ ": ["other", 1, 15],
  "\\\\#,##0": ["other", 1, 15],
  "*-#,##0": ["other", 1, 0],
  "000-0000-0000": ["other", 11, 0],
  '0!.0,"만"': ["other", 2, 0],
  '0"만"': ["other", 1, 0],
  '0"천원"': ["other", 1, 0],
  '"-"#,##0': ["other", 1, 0],
  "(#,##0)": ["other", 1, 0],
  "[$$-409]#,##0.00": ["other", 3, 0],
  "#,##0,": ["other", 1, 0],
  "#,##0,,": ["other", 1, 0],
  "0%": ["other", 1, 0],
  "# ?/?": ["other", 1, 0],
  '"100"': ["other", 1, 0],
  ";;;": ["other", 1, 0],
  "[>=10000]0,;0": ["other", 1, 0],
  '[>=1000]#,##0"P";0"P"': ["other", 1, 15],
  "[<10]0;[<100]0": ["other", 1, 0],
  "[DBNum1]General": ["general", 1, 0],
  "[$-D00041E]0": ["digits", 1, 0],
  "[$-1010412]0": ["digits", 1, 15],
  "[$₩-ko-KR]#,##0": ["other", 1, 15],
  "0;0;0;0;0": ["other", 1, 0],
};

test.each(Object.entries(CASES))("%s", (code, [kind, minDigits, exactDigits]) => {
  expect(readNumberFormat(code)).toMatchObject({ kind, minDigits, exactDigits, code });
});

test.each([
  ['0"만"', 5, "5만"],
  ['0!.0,"만"', 12_345, "1.2만"],
  ["0,.0", 12_345, "12.3"],
  ["G/표준", 1_234, "1234"],
  ["*-#,##0", 1_234, "-1,234"],
  ["[$-412]#,##0", 1_234, "1,234"],
  ['#,##0\\"', 5, '5"'],
  ["[DBNum4][$-412]General", 123, undefined],
  [`${"0".repeat(255)}0`, 1, undefined],
  ['"u"@', "1", "u1"],
  ["0;0;0;", "text", ""],
  ['0"P"', "text", "text"],
])("%s shows %s as %s", (code, value, shown) => {
  expect(readNumberFormat(code).show(value)).toBe(shown);
});
