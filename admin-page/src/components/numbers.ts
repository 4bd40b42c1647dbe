/** Thousands separated by commas, as both languages have it. */
export function count(value: number): string {
  return value.toLocaleString("en-US");
}

/** English: "1 payment", "2 payments". */
export function plural(value: number, noun: string): string {
  return `${count(value)} ${noun}${value === 1 ? "" : "s"}`;
}

/** "20 MB": decimal units, as file managers of the day mostly show them. */
export function fileSize(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${Math.ceil(bytes / 1_000)} KB`;
  return `${Number((bytes / 1_000_000).toFixed(1))} MB`;
}

/** A whole number as people type it, with or without commas and spaces; undefined if it is none. */
export function readWholeNumber(text: string): number | undefined {
  const digits = text.replace(/[,\s]/g, "").replace(/[pP]$/, "");
  if (!/^\d{1,15}$/.test(digits)) return undefined;
  return Number(digits);
}
