import { B2, type Feature, one } from "./feature.ts";
import { numberCell, oneRow, textCell } from "./workbook-xml.ts";

function shared(si: string): Buffer {
  return oneRow(`<c r="A2" t="s"><v>0</v></c>${B2}`, { strings: `<si>${si}</si>` });
}

export const TEXT_FEATURES: readonly Feature[] = [
  { name: "shared string", bytes: shared("<t>u1</t>"), payments: one("u1") },
  {
    name: "shared rich text",
    bytes: shared("<r><t>us</t></r><r><rPr><b/></rPr><t>er1</t></r>"),
    payments: one("user1"),
  },
  {
    name: "phonetic runs are left out",
    bytes: shared('<t>金</t><rPh sb="0" eb="1"><t>キム</t></rPh><phoneticPr fontId="1"/>'),
    payments: one("金"),
  },
  {
    name: "inline rich text with a phonetic run",
    bytes: oneRow(
      `<c r="A2" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r><rPh sb="0" eb="1"><t>x</t></rPh></is></c>${B2}`,
    ),
    payments: one("ab"),
  },
  { name: "CDATA", bytes: shared("<t><![CDATA[u<1>]]></t>"), payments: one("u<1>") },
  { name: "CDATA amid text", bytes: shared("<t>a<![CDATA[b]]>c</t>"), payments: one("abc") },
  { name: "entities", bytes: shared("<t>a&amp;b&#65;&#x1F600;</t>"), payments: one("a&bA😀") },
  { name: "comment inside a value", bytes: shared("<t>a<!-- x -->b</t>"), payments: one("ab") },
  {
    name: "escaped characters",
    bytes: shared("<t>_x0041_b_x005F_x0042_</t>"),
    payments: one("Ab_x0042_"),
  },
  {
    name: "string formula",
    bytes: oneRow(`<c r="A2" t="str"><f>"u"&amp;1</f><v>u1</v></c>${B2}`),
    payments: one("u1"),
  },
  {
    name: "formula giving empty text is an empty cell",
    bytes: oneRow(`<c r="A2" t="str"><f>""</f><v></v></c>${B2}`),
    problems: ["user_id_missing@A2"],
  },
  {
    name: "shared strings after the sheet in a stored zip",
    bytes: oneRow(`<c r="A2" t="s"><v>1</v></c>${B2}`, {
      strings: "<si><t>x</t></si><si><t>u2</t></si>",
      stored: true,
    }),
    payments: one("u2"),
  },
  {
    name: "leading zeros in text",
    bytes: oneRow(textCell("A2", "000123") + B2),
    payments: one("000123"),
  },
  {
    name: "outer spaces and invisible characters are tidied with a warning",
    bytes: oneRow(textCell("A2", " \u200bｕ１\u00a0") + B2),
    payments: one("u1"),
    warnings: ["user_id_normalised@A2"],
  },
  {
    name: "a line break in an id",
    bytes: oneRow(textCell("A2", "u1\nu2") + B2),
    problems: ["user_id_line_break@A2"],
  },
  {
    name: "a reason of any kind",
    bytes: oneRow(textCell("A2", "u1") + B2 + numberCell("C2", "2026.0")),
    payments: one("u1", 100, "2026"),
  },
];
