import {
  IN_BRACES,
  PAYMENT_PLACEHOLDERS,
  type PlaceholderName,
  readPlaceholder,
  shownPlaceholders,
} from "./placeholders.ts";

type Path = readonly (string | number)[];

/** What is wrong with a template, and in which field. */
export interface TemplateIssue {
  readonly path: Path;
  readonly message: string;
}

interface Request {
  readonly url: string;
  readonly headers: unknown;
}

/** The templates of a configuration. */
interface Templates extends Request {
  readonly idempotency: string;
  readonly body: unknown;
  readonly reverse?: (Request & { readonly body?: unknown }) | undefined;
  readonly lookup?: (Request & { readonly list?: ListTemplates | undefined }) | undefined;
  readonly confirm?: Request | undefined;
  readonly findUser?: Request | undefined;
  readonly findAccount?: Request | undefined;
  readonly balance?: Request | undefined;
  readonly bulk?: { readonly payment: unknown } | undefined;
  readonly columns?: readonly { readonly name: string }[] | undefined;
}

interface ListTemplates {
  readonly next?: { readonly url: string } | undefined;
}

/**
 * What would be sent otherwise than meant: a placeholder that is none, which would be sent as it
 * stands; a call that says neither whom to pay nor how much; a look-up of another key than was sent.
 */
export function templateIssues(options: Templates): TemplateIssue[] {
  const { url, headers, body, bulk } = options;
  const fields = { url, headers, body };
  const user = userIn(options);
  return [
    ...strangersIn(fields, [], [user]),
    ...strangersInOthers(options),
    ...missingIn(fields, [user, "points"], {
      path: ["body"],
      where: "body, url and headers together",
    }),
    ...(bulk === undefined
      ? []
      : missingIn(bulk.payment, [user, "points", "idempotencyKey"], {
          path: ["bulk", "payment"],
          where: "a payment of a bulk call",
        })),
    ...reverseIssues(options),
    ...keyIssues(options),
    ...columnIssues(options),
  ];
}

/** By what a payment names its user. */
function userIn({ findAccount }: Pick<Templates, "findAccount">): PlaceholderName {
  return findAccount === undefined ? "userId" : "accountId";
}

/** That columns are sent which there are, and that none is read for nothing. */
function columnIssues({
  columns = [],
  bulk,
  idempotency: _,
  ...requests
}: Templates): TemplateIssue[] {
  const sent = columnsIn([requests, bulk?.payment]);
  const unknown = [...sent].filter((name) => columns.every((column) => column.name !== name));
  const single = columnsIn([requests.url, requests.headers, requests.body]);
  const inBulk = columnsIn(bulk?.payment);
  const unsent = columns.filter(
    ({ name }) => !single.has(name) || (bulk !== undefined && !inBulk.has(name)),
  );
  return [
    ...unknown.map((name) => ({
      path: ["columns"],
      message: `{{column:${name}}} is sent, but no column is called "${name}"`,
    })),
    ...unsent.map(({ name }) => ({
      path: ["columns"],
      message: `"${name}" is read and never sent: write {{column:${name}}} into the call, and into bulk.payment where there is one`,
    })),
  ];
}

const COLUMN = /^\{\{column:(.*)\}\}$/;

function columnsIn(template: unknown): ReadonlySet<string> {
  return new Set(placeholdersIn(template).flatMap(({ braces }) => COLUMN.exec(braces)?.[1] ?? []));
}

function strangersInOthers(options: Templates): TemplateIssue[] {
  const { reverse, lookup, confirm, findUser, findAccount, balance, bulk } = options;
  const next = { url: lookup?.list?.next?.url };
  const user = userIn(options);
  return [
    ...strangersIn(
      { ...requestOf(reverse), body: reverse?.body },
      ["reverse"],
      [user, ...ORIGINAL],
    ),
    ...strangersIn(requestOf(lookup), ["lookup"], [user, "since"]),
    ...strangersIn(next, ["lookup", "list", "next"], [user, "since", "cursor"]),
    ...strangersIn(requestOf(confirm), ["confirm"], [user, "reference"]),
    ...strangersIn(requestOf(findUser), ["findUser"]),
    ...strangersIn(requestOf(findAccount), ["findAccount"]),
    ...strangersIn(requestOf(balance), ["balance"], [user]),
    ...strangersIn({ payment: bulk?.payment }, ["bulk"], [user]),
  ];
}

function requestOf(request: Request | undefined) {
  return { url: request?.url, headers: request?.headers };
}

/** By what a payment that was made is named. */
const ORIGINAL = ["originalKey", "transactionId", "reference"] as const;

/** That a reversal says what is taken back: a payment by its name, or whose points and how many. */
function reverseIssues({ idempotency, reverse, ...options }: Templates): TemplateIssue[] {
  if (reverse === undefined) return [];
  const named: readonly PlaceholderName[] = placeholdersIn(reverse).map(({ name }) => name);
  if (ORIGINAL.some((name) => named.includes(name))) return [];
  const path = ["reverse"];
  const missing = missingIn(reverse, [userIn(options), "points"], {
    path,
    where: "a call that names no payment by {{originalKey}}, {{transactionId}} or {{reference}}",
  });
  if (idempotency === "none" || named.includes("idempotencyKey")) return missing;
  const message = "must hold {{idempotencyKey}}: asked again, it would take the points once more";
  return [...missing, { path, message }];
}

/** That one and the same key is sent, in whatever way the payment is asked for, and looked up. */
function keyIssues(options: Templates): TemplateIssue[] {
  const { idempotency, reverse, lookup, confirm, bulk, ...call } = options;
  const { findUser, findAccount, balance } = call;
  const sent = keysIn([call.url, call.headers, call.body]);
  const issues: TemplateIssue[] = [];
  if (sent.size === 0 && idempotency !== "none") {
    const message = `idempotency "${idempotency}" needs {{idempotencyKey}} in a header, the body or the url`;
    issues.push({ path: ["headers"], message });
  }
  const looked = [lookup?.url, lookup?.headers, lookup?.list?.next?.url];
  const others = [
    { path: ["reverse"], keys: keysIn(reverse), does: "would be taken back under" },
    { path: ["bulk", "payment"], keys: keysIn(bulk?.payment), does: "would be paid under" },
    { path: ["lookup", "url"], keys: keysIn(looked), does: "is looked up" },
    { path: ["confirm", "url"], keys: keysIn(requestOf(confirm)), does: "is asked for" },
  ];
  for (const { path, keys, does } of others) {
    const unsent = [...keys].filter((key) => !sent.has(key));
    if (unsent.length === 0 || sent.size === 0) continue;
    const message = `${unsent.join(", ")} ${does}, but ${[...sent].join(", ")} is what a call sends`;
    issues.push({ path, message });
  }
  const isFoundByKey = lookup !== undefined && lookup.list === undefined;
  if (isFoundByKey && keysIn(requestOf(lookup)).size === 0) {
    const message = "must hold {{idempotencyKey}}, here or in headers: it is what is looked up";
    issues.push({ path: ["lookup", "url"], message });
  }
  for (const [name, request] of Object.entries({ findUser, findAccount, balance })) {
    if (keysIn(requestOf(request)).size === 0) continue;
    issues.push({ path: [name, "url"], message: "the look-up of a user has no key" });
  }
  return issues;
}

/** @param more placeholders that are known here beside those of a payment */
function strangersIn(
  template: unknown,
  at: Path,
  more: readonly PlaceholderName[] = [],
): TemplateIssue[] {
  const known = [...new Set([...PAYMENT_PLACEHOLDERS, ...more])];
  return textsOf(template, at).flatMap(({ path, text, isName }) => {
    if (isName) {
      const message = `“${text}” is a name; placeholders are filled into values`;
      return text.includes("{{") ? [{ path, message }] : [];
    }
    return unknownIn(text, known).map((found) => ({
      path,
      message: `“${found}” is no placeholder; known are ${shownPlaceholders(known)}`,
    }));
  });
}

/** What looks like a placeholder and is none. */
function unknownIn(text: string, known: readonly PlaceholderName[]): string[] {
  const unknown = [...text.matchAll(IN_BRACES)].filter(([, inside = ""]) => {
    const placeholder = readPlaceholder(inside);
    return placeholder === undefined || !known.includes(placeholder.name);
  });
  const [, ...unclosed] = text.replace(IN_BRACES, "").split("{{");
  return [...unknown.map(([braces]) => braces), ...unclosed.map((rest) => `{{${rest}`)];
}

function missingIn(
  template: unknown,
  names: readonly PlaceholderName[],
  { path, where }: { readonly path: Path; readonly where: string },
): TemplateIssue[] {
  const held = placeholdersIn(template).map(({ name }) => name);
  const missing = names.filter((name) => !held.includes(name)).map((name) => `{{${name}}}`);
  if (missing.length === 0) return [];
  return [{ path, message: `${where} must hold ${missing.join(" and ")}` }];
}

/** The forms in which the key stands in a template. */
function keysIn(template: unknown): ReadonlySet<string> {
  const keys = placeholdersIn(template).filter(({ name }) => name === "idempotencyKey");
  return new Set(keys.map(({ braces }) => braces));
}

/** All placeholders of a template, as they stand there. */
export function placeholdersIn(
  template: unknown,
): { readonly name: PlaceholderName; readonly braces: string }[] {
  return textsOf(template, []).flatMap(({ text, isName }) => {
    const found = isName ? [] : [...text.matchAll(IN_BRACES)];
    return found.flatMap(([braces, inside = ""]) => {
      const placeholder = readPlaceholder(inside);
      return placeholder === undefined ? [] : [{ name: placeholder.name, braces }];
    });
  });
}

interface PlacedText {
  readonly path: Path;
  readonly text: string;
  /** Of a member of an object. */
  readonly isName: boolean;
}

/** Every text in a template, names of members included, in order. */
export function textsOf(template: unknown, path: Path): PlacedText[] {
  if (typeof template === "string") return [{ path, text: template, isName: false }];
  if (Array.isArray(template)) return template.flatMap((item, at) => textsOf(item, [...path, at]));
  if (typeof template !== "object" || template === null) return [];
  return Object.entries(template).flatMap(([name, value]) => [
    { path: [...path, name], text: name, isName: true },
    ...textsOf(value, [...path, name]),
  ]);
}
