const HIDDEN = "…";
/** Shorter ones may stand in an answer by chance. */
const SHORTEST = 6;
/** The beginning of one that was cut off. */
const SHORTEST_BEGINNING = 8;
/** Credentials by their form, whosever they are: a JWT, and no mere word behind the name of a scheme. */
const BY_FORM = [
  /\beyJ[\w-]{4,}\.[\w-]{4,}(?:\.[\w-]*)*/g,
  /(?<=\b(?:bearer|basic)\s+)(?=[\w.~+/-]*\d)[\w.~+/=-]{6,}/gi,
] as const;

/**
 * Blots these secrets out of texts that others wrote: as they are, percent-encoded, and in base64. Where
 * a text was cut in the middle of one, its beginning goes as well.
 */
export function hidingSecrets(secrets: readonly string[]): (text: string) => string {
  const forms = [...new Set(secrets.flatMap(formsOf))]
    .filter((form) => form.length >= SHORTEST)
    // A secret may hold another.
    .sort((one, other) => other.length - one.length);
  return (text) => {
    const byForm = BY_FORM.reduce((shown, form) => shown.replace(form, HIDDEN), text);
    return forms.reduce((shown, form) => cutOff(shown.replaceAll(form, HIDDEN), form), byForm);
  };
}

function formsOf(secret: string): readonly string[] {
  const bytes = Buffer.from(secret);
  return [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams([[secret, ""]]).toString().slice(0, -1),
    // Without its padding, which the answer may leave out or write in another way.
    bytes.toString("base64").replace(/=+$/, ""),
    bytes.toString("base64url"),
  ];
}

function cutOff(text: string, secret: string): string {
  for (
    let length = Math.min(secret.length - 1, text.length);
    length >= SHORTEST_BEGINNING;
    length -= 1
  ) {
    if (text.endsWith(secret.slice(0, length))) return text.slice(0, -length) + HIDDEN;
  }
  return text;
}
