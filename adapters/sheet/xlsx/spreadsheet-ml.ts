/** SpreadsheetML, as Excel saves it and as "Strict Open XML Spreadsheet". */
export const MAIN_NAMESPACES: readonly string[] = [
  "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
  "http://purl.oclc.org/ooxml/spreadsheetml/main",
];

/** Namespaces of the `id` attribute that leads from a sheet's entry to its part. */
export const RELATIONSHIP_NAMESPACES: readonly string[] = [
  "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
  "http://purl.oclc.org/ooxml/officeDocument/relationships",
];

/**
 * The prefix, with its colon, of a part's root element when it is SpreadsheetML's `name`; nothing
 * for any other root. Elements that spell the namespace in another way are for callers to refuse.
 */
export function mainPrefix(
  root: { readonly name: string; readonly attributes: Readonly<Record<string, string>> },
  name: string,
): string | undefined {
  if (root.name !== name && !root.name.endsWith(`:${name}`)) return undefined;
  const prefix = root.name.slice(0, root.name.length - name.length);
  const namespace = root.attributes[prefix === "" ? "xmlns" : `xmlns:${prefix.slice(0, -1)}`];
  return namespace !== undefined && MAIN_NAMESPACES.includes(namespace) ? prefix : undefined;
}

/** Parts of a text that are no text: fonts, phonetic runs, extensions. */
export function isBesideText(name: string, prefix: string): boolean {
  return ["rPr", "rPh", "phoneticPr", "extLst"].some((one) => name === prefix + one);
}

/** Reads an XML Schema boolean; one that is not there is false. */
export function isTrue(attribute: string | undefined): boolean {
  return attribute === "1" || attribute === "true";
}

const ESCAPE = /_x([0-9A-Fa-f]{4})_/g;

/** Resolves `_x000D_`, the way the format spells characters that XML does not allow. */
export function unescapeText(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(ESCAPE, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
