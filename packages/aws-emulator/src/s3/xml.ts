/** Elements in their order; one whose value is undefined is left out. */
export type XmlElements = readonly (readonly [name: string, value: XmlValue])[];
type XmlValue = string | number | boolean | undefined | XmlElements;

const NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";

export function renderXml(root: string, elements: XmlElements): string {
  return document(`<${root} xmlns="${NAMESPACE}">${render(elements)}</${root}>`);
}

/** Errors bear no namespace. */
export function renderErrorXml(elements: XmlElements): string {
  return document(`<Error>${render(elements)}</Error>`);
}

function document(content: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${content}`;
}

function render(value: XmlValue): string {
  if (typeof value !== "object") return escapeText(String(value));
  return value
    .filter(([, child]) => child !== undefined)
    .map(([name, child]) => `<${name}>${render(child)}</${name}>`)
    .join("");
}

function escapeText(text: string): string {
  return text.replaceAll(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: keys may hold control characters.
    /[&<>"\u0000-\u001f]/g,
    (character) => `&#x${character.charCodeAt(0).toString(16)};`,
  );
}
