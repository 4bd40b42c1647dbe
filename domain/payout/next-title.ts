interface FoundMonth {
  readonly year: number | undefined;
  readonly month: number;
}

const NAMES = [
  ...["January", "February", "March", "April", "May", "June", "July", "August", "September"],
  ...["October", "November", "December"],
];
const SHORT_NAMES = NAMES.map((name) => name.slice(0, 3));
const ANY_NAME = [...NAMES, "Sept", ...SHORT_NAMES].join("|");

/** How months are written in titles: `2026년 11월`, `11월`, `2026-11`, `2026.11`, `November 2026`, `Nov`. */
const FORMS = [
  /(?:(?<!\d)(?<year>\d{4})(?<gap>년\s*))?(?<![\d~∼–-])(?<month>0?[1-9]|1[0-2])월/gu,
  /(?<!\d)(?<year>20\d{2})(?<gap>[-./])(?<month>0[1-9]|1[0-2]|[1-9])(?!\d)/gu,
  new RegExp(
    `(?<![\\p{L}\\d])(?<month>${ANY_NAME})(?![\\p{L}\\d])(?:(?<gap>\\s+)(?<year>20\\d{2}))?`,
    "gu",
  ),
] as const;

/** A title with the month that it names put in the place of another, `2026-12`; unchanged where it names none. */
export function titleForMonth(title: string, month: string): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return FORMS.reduce(
    (text, form) =>
      text.replace(form, (...match) => {
        const groups: Readonly<Record<string, string | undefined>> = match.at(-1);
        return writtenLike(String(match[0]), groups, { year, month: number });
      }),
    title,
  );
}

/**
 * What a payout is to be called that is like an earlier one: with the month after the one that its title
 * names, or that of now where that is later.
 * @param madeIn the month in which the earlier one was made, `2026-11`
 * @param now the month of now
 */
export function titleForNext(
  title: string,
  { madeIn, now }: { readonly madeIn: string; readonly now: string },
): string {
  const found = monthIn(title);
  if (found === undefined) return title;
  const next = indexOf(found, indexOfMonth(madeIn)) + 1;
  return titleForMonth(title, monthAt(Math.max(next, indexOfMonth(now))));
}

function monthIn(title: string): FoundMonth | undefined {
  for (const form of FORMS) {
    const [match] = title.matchAll(form);
    if (match?.groups === undefined) continue;
    const { year, month = "" } = match.groups;
    return { year: year === undefined ? undefined : Number(year), month: numberOf(month) };
  }
  return undefined;
}

function numberOf(month: string): number {
  if (/^\d/.test(month)) return Number(month);
  return SHORT_NAMES.indexOf(month.slice(0, 3)) + 1;
}

/** A month without a year is the one nearest to when the payout was made. */
function indexOf({ year, month }: FoundMonth, near: number): number {
  if (year !== undefined) return year * 12 + month - 1;
  const inYear = Math.floor(near / 12) * 12 + month - 1;
  const away = inYear - near;
  if (away > 6) return inYear - 12;
  return away < -6 ? inYear + 12 : inYear;
}

/** Years and months as one number, which is compared and counted on. */
function indexOfMonth(month: string): number {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return year * 12 + number - 1;
}

function monthAt(index: number): string {
  return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, "0")}`;
}

/** In the place of what was written there, as that was written. */
function writtenLike(
  written: string,
  { year, gap, month = "" }: Readonly<Record<string, string | undefined>>,
  to: { readonly year: number; readonly month: number },
): string {
  if (/^\d/.test(month)) {
    const isPadded = month.startsWith("0") || (!written.endsWith("월") && month.length === 2);
    const number = String(to.month).padStart(isPadded ? 2 : 1, "0");
    const before = year === undefined ? "" : `${to.year}${gap}`;
    return `${before}${number}${written.endsWith("월") ? "월" : ""}`;
  }
  // "May" is both: whoever writes months in full is likelier than whoever cuts them short.
  const names = NAMES.includes(month) ? NAMES : SHORT_NAMES;
  const name = names[to.month - 1] ?? month;
  return year === undefined ? name : `${name}${gap}${to.year}`;
}
