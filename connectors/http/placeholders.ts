import type { Ask, KeyForm, Original } from "../connector.ts";
import { keyInForm } from "../payment-key.ts";

/** What placeholders stand for: a payment, and what is known of it by then. */
export interface Filling {
  readonly ask: Ask;
  /** When it was first claimed, in epoch milliseconds; told to look-ups. */
  readonly claimedAtMs?: number | undefined;
  /** By which the next page of a list is asked for. */
  readonly cursor?: string | undefined;
  /** Under which the API accepted it. */
  readonly reference?: string | undefined;
  /** The payment that is taken back. */
  readonly original?: Original | undefined;
}

/** What a placeholder that is a whole JSON value becomes; left out where undefined. */
export type FilledValue = string | number | undefined;

/** Of every call. */
export const PAYMENT_PLACEHOLDERS = [
  "userId",
  "points",
  "reason",
  "column",
  "idempotencyKey",
] as const;
export type PlaceholderName =
  | (typeof PAYMENT_PLACEHOLDERS)[number]
  | "accountId"
  | "since"
  | "cursor"
  | "reference"
  | "transactionId"
  | "originalKey";

/** One way to write one of them: as `{{name}}`, or as `{{name:form}}`. */
interface Form {
  readonly name: PlaceholderName;
  /** After the name. */
  readonly suffix: RegExp;
  /** As it is shown to people. */
  readonly shown: string;
  readonly write: (filling: Filling, matched: RegExpExecArray) => FilledValue;
}

const HOUR_MS = 3_600_000;

const FORMS: readonly Form[] = [
  {
    ...{ name: "userId", suffix: /^$/, shown: "{{userId}}" },
    write: ({ ask }) => ask.userId,
  },
  {
    ...{ name: "userId", suffix: /^:number$/, shown: "{{userId:number}}" },
    write: ({ ask: { userId } }) => (isNumericUserId(userId) ? Number(userId) : userId),
  },
  {
    ...{ name: "accountId", suffix: /^$/, shown: "{{accountId}}" },
    write: ({ ask }) => ask.accountId,
  },
  {
    ...{ name: "accountId", suffix: /^:number$/, shown: "{{accountId:number}}" },
    write: ({ ask: { accountId = "" } }) =>
      isNumericUserId(accountId) ? Number(accountId) : accountId,
  },
  {
    ...{ name: "points", suffix: /^$/, shown: "{{points}}" },
    write: ({ ask }) => ask.points,
  },
  {
    ...{ name: "points", suffix: /^:text$/, shown: "{{points:text}}" },
    write: ({ ask }) => String(ask.points),
  },
  {
    ...{ name: "points", suffix: /^:negative$/, shown: "{{points:negative}}" },
    write: ({ ask }) => -ask.points,
  },
  {
    ...{ name: "points", suffix: /^:decimal([1-9]|1[0-8])$/, shown: "{{points:decimal2}}" },
    // Points are whole: there is nothing to work out, and so nothing to round.
    write: ({ ask }, [, places]) => `${ask.points}.${"0".repeat(Number(places))}`,
  },
  {
    ...{ name: "reason", suffix: /^$/, shown: "{{reason}}" },
    write: ({ ask }) => ask.reason,
  },
  {
    ...{ name: "column", suffix: /^:([a-z][A-Za-z0-9]*)$/, shown: "{{column:name}}" },
    write: ({ ask: { extras = {} } }, [, name = ""]) =>
      Object.hasOwn(extras, name) ? extras[name] : undefined,
  },
  ...keyForms("idempotencyKey", ({ ask }) => ask.key),
  {
    ...{ name: "since", suffix: /^$/, shown: "{{since}}" },
    write: ({ claimedAtMs = 0 }) => new Date(claimedAtMs - HOUR_MS).toISOString(),
  },
  {
    ...{ name: "since", suffix: /^:date$/, shown: "{{since:date}}" },
    // A day before it was claimed, which is no later than that day in any zone.
    write: ({ claimedAtMs = 0 }) => new Date(claimedAtMs - 24 * HOUR_MS).toISOString().slice(0, 10),
  },
  {
    ...{ name: "cursor", suffix: /^$/, shown: "{{cursor}}" },
    write: ({ cursor }) => cursor,
  },
  {
    ...{ name: "reference", suffix: /^$/, shown: "{{reference}}" },
    write: ({ reference }) => reference,
  },
  {
    ...{ name: "transactionId", suffix: /^$/, shown: "{{transactionId}}" },
    write: ({ original }) => original?.transactionId,
  },
  ...keyForms("originalKey", ({ original }) => original?.key),
];

/** The forms of a key. */
function keyForms(name: PlaceholderName, keyOf: (filling: Filling) => string | undefined): Form[] {
  const inForm = (filling: Filling, form: KeyForm) => {
    const key = keyOf(filling);
    return key === undefined ? undefined : keyInForm(key, form);
  };
  return [
    { name, suffix: /^$/, shown: `{{${name}}}`, write: keyOf },
    {
      ...{ name, suffix: /^:uuid$/, shown: `{{${name}:uuid}}` },
      write: (filling) => inForm(filling, "uuid"),
    },
    {
      // With fewer than 24 digits two keys might be the same one day.
      ...{ name, suffix: /^:(2[4-9]|[3-5]\d|6[0-4])$/, shown: `{{${name}:36}}` },
      write: (filling, [, digits]) => inForm(filling, Number(digits)),
    },
  ];
}

/** As they are shown to people. */
export function shownPlaceholders(names: readonly PlaceholderName[]): string {
  const known = FORMS.filter(({ name }) => names.includes(name));
  return known.map(({ shown }) => shown).join(", ");
}

/** Everything in double braces, whether or not it is a placeholder. */
export const IN_BRACES = /\{\{([^{}]*)\}\}/g;
const INSIDE = /^([A-Za-z]+)(.*)$/;

export interface Placeholder {
  readonly name: PlaceholderName;
  readonly fill: (filling: Filling) => FilledValue;
}

/** What stands between double braces as a placeholder; undefined when it is none. */
export function readPlaceholder(inside: string): Placeholder | undefined {
  const [, name, rest = ""] = INSIDE.exec(inside) ?? [];
  for (const form of FORMS) {
    const matched = form.name === name ? form.suffix.exec(rest) : null;
    if (matched !== null)
      return { name: form.name, fill: (filling) => form.write(filling, matched) };
  }
  return undefined;
}

/** Whether a user id is the same user as a JSON number: whole, without leading zeros, and exact. */
export function isNumericUserId(userId: string): boolean {
  return /^(0|[1-9]\d{0,15})$/.test(userId) && Number.isSafeInteger(Number(userId));
}
