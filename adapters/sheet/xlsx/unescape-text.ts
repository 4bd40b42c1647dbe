const ESCAPE = /_x([0-9A-Fa-f]{4})_/g;

/** Resolves `_x000D_`, the way the format spells characters that XML does not allow. */
export function unescapeText(text: string): string {
  if (!text.includes("_x")) return text;
  return text.replace(ESCAPE, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
