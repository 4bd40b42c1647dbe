/** HTML that is ready to be sent; whatever text stands in it is escaped. */
export interface Html {
  readonly html: string;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char);
}

type Part = Html | string | number | undefined | readonly Html[];

/** A template whose every value is escaped, unless it is HTML already. */
export function html(strings: TemplateStringsArray, ...values: readonly Part[]): Html {
  const parts = strings.map((literal, index) => literal + partOf(values[index]));
  return { html: parts.join("") };
}

function partOf(value: Part): string {
  if (value === undefined) return "";
  if (typeof value === "string" || typeof value === "number") return escapeHtml(String(value));
  if ("html" in value) return value.html;
  return value.map((part) => part.html).join("");
}

/** HTML made elsewhere in this folder, or fixed text. */
export function trusted(text: string): Html {
  return { html: text };
}
