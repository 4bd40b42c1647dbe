import fc from "fast-check";

/** Texts that need no parser, and texts that do or that no XML may hold. */
const PLAIN_TEXTS =
  "user-1|회원 1|😀|a&amp;b|&lt;&gt;&quot;&apos;|&amp;lt;| x |a\nb|a\tb|_x0041_|[x]]|\u00a0||가".split(
    "|",
  );
const ODD_TEXTS =
  "&#65;|&#xac00;|&foo;|&|&amp|a>b|]]>|a\rb|a\r\nb|\u0085|\u2028|\ufffe|\u0007|\u007f|<![CDATA[7]]>|1<!-- 2 -->3|<?p q?>4|<b/>|</row>|</si>".split(
    "|",
  );
const ODD_ATTRIBUTES = [
  ` r="A1"`,
  ` t="s" t="n"`,
  ` t='s'`,
  ` t = "s"`,
  `\tt="n"`,
  `  t="n"`,
  ` t="n"s="0"`,
  ` xmlns="urn:x"`,
  ` xmlns:p="urn:p"`,
  ` t="&#110;"`,
  ` t="a>b"`,
  ` t="a<b"`,
  ` t=""`,
  ` t`,
  ` s="9"`,
  ` é="1"`,
  ` p:t="s"`,
  ` t="n" / `,
];
const PLAIN_ROW_ATTRIBUTES = ["", ` spans="1:3" x14ac:dyDescent="0.25"`, ` hidden="1" `];
const PLAIN_BETWEEN = ["", "", "", "", "\n", "\r\n  "];
const ODD_BETWEEN =
  `junk|&amp;|<!-- </row> -->|<!-- <row r="2"/></si> -->|<?p </row>?>|<![CDATA[</row><row r="9">]]>|<extLst><row></row></extLst>|<extLst/>|<x/>|<row/><!-- </row> -->`.split(
    "|",
  );
/** What a mutation puts anywhere. */
const SHARDS =
  `<|>|&|"|'|/|=| |]|\r|\u0000|</row>|<row r="|<row>|</c>|</v>|<!--|-->|<![CDATA[|]]>|&amp;|&lt|r="1"|</si>|<si>|<t>`.split(
    "|",
  );

function mostly(plain: readonly string[], odd: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 40, arbitrary: fc.constantFrom(...plain) },
    { weight: 1, arbitrary: fc.constantFrom(...odd) },
  );
}

const text = mostly(PLAIN_TEXTS, ODD_TEXTS);
const number = mostly(["0", "1", "2.5", " 2 ", "1E3", "", "-0"], ODD_TEXTS);
const between = mostly(PLAIN_BETWEEN, ODD_BETWEEN);

/** Attributes and content of a cell that go together. */
const cellBody = fc.oneof(
  number.map((value) => [` s="1"`, `<v>${value}</v>`]),
  number.map((value) => [` t="n" `, `<v>${value}</v>`]),
  fc.constantFrom("0", "1", "2", "3", "x").map((index) => [` t="s"`, `<v>${index}</v>`]),
  text.map((value) => [` t="str"`, `<f t="x">A1&amp;B1</f><v>${value}</v>`]),
  text.map((value) => [` t="str"`, `<f>${value}</f>`]),
  text.map((value) => [` t="inlineStr"`, `<is><t>${value}</t></is>`]),
  text.map((value) => [` t="inlineStr"`, `<is><t xml:space="preserve">${value}</t></is>`]),
  fc.constantFrom(
    [` t="e"`, "<v>#REF!</v>"],
    [` t="b"`, "<v>1</v>"],
    [` s="0"/`, ""],
    [` t="n"`, `<f t="shared" si="0"/><v>3</v>`],
    [` t="inlineStr"`, "<is><r><t>a</t></r><rPh><t>b</t></rPh></is>"],
  ),
);
const cell = fc.tuple(cellBody, mostly([""], ODD_ATTRIBUTES), between);
const cells = fc.array(cell, { maxLength: 4 }).map(
  (list) => (row: number) =>
    list
      .map(([[attributes = "", content = ""], odd, after], column) => {
        const start = `<c r="${"ABCD"[column]}${row}"${odd}${attributes}>`;
        return `${start}${attributes.endsWith("/") ? "" : `${content}</c>`}${after}`;
      })
      .join(""),
);
const row = fc.tuple(cells, mostly(PLAIN_ROW_ATTRIBUTES, ODD_ATTRIBUTES), between);

const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/** Worksheet parts that are ordinary nearly everywhere. */
export const worksheetXml: fc.Arbitrary<string> = fc
  .tuple(fc.array(row, { maxLength: 6 }), between)
  .map(([rows, after]) => {
    const list = rows.map(([toCells, attributes, gap], index) => {
      const number = index + 1;
      return `<row r="${number}"${attributes}>${toCells(number)}</row>${gap}`;
    });
    return `<worksheet xmlns="${MAIN}"><sheetData>${list.join("")}</sheetData>${after}</worksheet>`;
  });

/** Shared strings parts, likewise. */
export const sharedStringsXml: fc.Arbitrary<string> = fc
  .array(fc.tuple(text, between, mostly(["", ` xml:space="preserve"`], ODD_ATTRIBUTES)), {
    maxLength: 6,
  })
  .map((list) => {
    const items = list.map(
      ([value, gap, attributes], index) =>
        `<si>${index === 3 ? "<rPh><t>x</t></rPh>" : ""}<t${attributes}>${value}</t></si>${gap}`,
    );
    return `<sst xmlns="${MAIN}">${items.join("")}</sst>`;
  });

const mutation = fc.record({
  at: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  removed: fc.integer({ min: 0, max: 3 }),
  put: fc.constantFrom("", ...SHARDS),
});

/** None, one or two small changes anywhere in a text. */
export const mutate: fc.Arbitrary<(xml: string) => string> = fc
  .array(mutation, { maxLength: 2 })
  .map((list) => (xml: string) => {
    let changed = xml;
    for (const { at, removed, put } of list) {
      const index = Math.floor(at * changed.length);
      changed = changed.slice(0, index) + put + changed.slice(index + removed);
    }
    return changed;
  });

/** Lengths in bytes of the pieces that a text arrives in, used over and over. */
export const pieceLengths: fc.Arbitrary<readonly number[]> = fc.array(
  fc.oneof(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 10, max: 3_000 })),
  { minLength: 1, maxLength: 4 },
);
