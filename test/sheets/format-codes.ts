import fc from "fast-check";

/** Format codes as people and programs have them, of every kind that may stand on a number. */
const KNOWN_CODES: readonly string[] = [
  // What the numbers of built-in formats mean, in English and Korean Excel.
  ...["General", "0", "0.00", "#,##0", "#,##0.00", "0%", "0.00%", "0.00E+00", "# ?/?", "# ??/??"],
  ...["#,##0_);(#,##0)", "#,##0_);[Red](#,##0)", "$#,##0_);($#,##0)", "$#,##0.00_);($#,##0.00)"],
  ...["m/d/yyyy", "d-mmm-yy", "d-mmm", "mmm-yy", "h:mm AM/PM", "h:mm", "h:mm:ss", "m/d/yyyy h:mm"],
  ...["mm:ss", "[h]:mm:ss", "mm:ss.0", "##0.0E+0", "@", "yyyy-mm-dd"],
  // Korean accounting and currency.
  '_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-',
  '_-"₩"* #,##0_-;\\-"₩"* #,##0_-;_-"₩"* "-"_-;_-@_-',
  '_ "₩"* #,##0_ ;_ "₩"* \\-#,##0_ ;_ "₩"* "-"_ ;_ @_ ',
  '_-[$₩-412]* #,##0.00_-;\\-[$₩-412]* #,##0.00_-;_-[$₩-412]* "-"??_-;_-@_-',
  ...["[$₩-412]#,##0", '"₩"#,##0', "\\\\#,##0", '#,##0"원"', '#,##0 "원"', "[$KRW] #,##0"],
  // Harmless words, signs and colours.
  ...[
    '#,##0"P"',
    '0" p"',
    '#,##0"점"',
    '#,##0"포인트"',
    '0" points"',
    '"P "#,##0',
    "+#,##0;-#,##0",
  ],
  ...["[Red]#,##0", "[Blue]0;[Red]-0", "[Color10]#,##0", "00000", "0000000000"],
  // Units, scales, signs, brackets and currencies that make it another amount.
  ...[
    '0"만"',
    '0"천원"',
    '#,##0"백만"',
    '0"K"',
    '0"k"',
    '0"억"',
    '0"개월"',
    '0"만 원"',
    '0"00"',
    '"10"0',
  ],
  ...["#,##0,", "#,##0,,", '#,##0.0,"K"', '0!.0,"만"', "0.0,,", "0,.0", "0%", '0"%"', "0\\%"],
  ...['"-"#,##0', "-#,##0", "(#,##0)", '"△"#,##0', '"▲"0', "*-0", "0*0", "{0}", "<0>"],
  ...["[$$-409]#,##0.00", "[$€-2]#,##0", "[$¥-411]#,##0", "[$USD] 0", "$#,##0", '"US$"0', "£0"],
  // Hidden, and other texts instead.
  ...[";;;", ";", '"free"', '"100"', '"무료";;', '0;0;0;"x"', '"약 "0', '0"~"', '0"+"', '0" 이상"'],
  // Conditions.
  '[>=10000]0,"만";0',
  '[>=1000]#,##0"P";0"P"',
  '[=100]"백";0',
  "[<10]0;[<100]0.0",
  '[<1000]0;[<1000000]0.0,"K";0.0,,"M"',
  "[>1000]0",
  // Telephone numbers, card numbers and the like.
  ...["000-0000-0000", "(000) 000-0000", "0000 0000", "#\\.##0", "0!,000", "##\\ ##0"],
  ...["???,??0", "0.", "0.##", "0.0??", "#", "??", "0?0", "#,###", "0,000", "#.0#"],
];

/** What a dialogue lets people put together, for kinds that nobody thought of. */
const PIECES: readonly string[] = [
  ...["0", "00", "#", "#,##0", "#,##0", "?", ",", ".0", ".00", "%", "E+00", "/", "-", " "],
  ...[
    '"P"',
    '"원"',
    '"만"',
    '"10"',
    "\\-",
    "_-",
    "_)",
    "* ",
    "*-",
    "[Red]",
    "[$₩-412]",
    "[$$-409]",
  ],
  ...["(", ")", "General", "[>=1000]", "[<50000]", "yy", "@", '"K"', "!.", "\\,"],
];

const section = fc
  .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 4 })
  .map((pieces) => pieces.join(""));

/** Any format code: known ones, and such as are put together from pieces. */
export const formatCode: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...KNOWN_CODES) },
  { weight: 2, arbitrary: section },
  { weight: 1, arbitrary: fc.tuple(section, section).map((parts) => parts.join(";")) },
  { weight: 1, arbitrary: fc.tuple(section, section, section).map((parts) => parts.join(";")) },
);

/** Amounts as they are paid, and such as floats leave behind. */
export const storedNumber: fc.Arbitrary<string> = fc.oneof(
  fc.integer({ min: 1, max: 99_999 }).map(String),
  fc.integer({ min: 1, max: 100_000 }).map((hundreds) => String(hundreds * 1_000)),
  fc.integer({ min: 1, max: 99_999_999 }).map(String),
  fc.integer({ min: 1, max: 9_999 }).map((base) => String(base * 1.1)),
  fc.integer({ min: -9_999, max: 0 }).map(String),
);
