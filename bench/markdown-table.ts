/** A table that reads well both in a terminal and in a document. */
export function markdownTable(
  header: readonly string[],
  content: readonly (readonly string[])[],
): string {
  const rows = content.map((cells) => cells.map(asCell));
  const widths = header.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (cells: readonly string[]) =>
    `| ${widths.map((width, column) => (cells[column] ?? "").padEnd(width)).join(" | ")} |`;
  const rule = `|${widths.map((width) => "-".repeat(width + 2)).join("|")}|`;
  return [line(header), rule, ...rows.map(line)].join("\n");
}

/** Bars and line ends, as in what a program threw, would end the cell. */
function asCell(text: string): string {
  return text.replaceAll(/[|\s]+/g, " ");
}

/**
 * Puts `section` in the place between the document's marks `<!-- name -->` and `<!-- /name -->`.
 * @throws {TypeError} when the document has no such place.
 */
export function replaceSection(document: string, name: string, section: string): string {
  const start = `<!-- ${name} -->\n`;
  const from = document.indexOf(start);
  const to = document.indexOf(`<!-- /${name} -->`);
  if (from === -1 || to < from) throw new TypeError(`The document has no place for ${name}.`);
  return `${document.slice(0, from + start.length)}\n${section}\n\n${document.slice(to)}`;
}
