import type { Ask, Call, Found, LookUp } from "../connector.ts";
import { matches } from "./answer-rules.ts";
import { placeholdersIn, textsOf } from "./check-templates.ts";
import { valueAt } from "./json-paths.ts";
import type { ListOptions, LookupOptions } from "./look-up-options.ts";
import { idAt, isSuccess, type ReadAnswer } from "./meanings.ts";
import type { HttpOptions } from "./options.ts";
import { createTemplateValues } from "./request-template.ts";

/** A GET that tells of one payment, by rules or in a list. */
export function lookUpOf(options: HttpOptions, lookup: LookupOptions): LookUp {
  const { list, settleMs } = lookup;
  if (list === undefined) {
    return {
      settleMs,
      call: (ask, claimedAtMs) => callFor(lookup, { ask, claimedAtMs }),
      read: (reply) => readByRules(reply, lookup),
    };
  }
  return {
    settleMs,
    call(ask, claimedAtMs, cursor) {
      if (cursor === undefined || list.next === undefined) {
        return callFor(lookup, { ask, claimedAtMs });
      }
      const next = { ...lookup, url: list.next.url };
      return callFor(next, { ask, claimedAtMs, cursor: readPosition(cursor).next });
    },
    read: (reply, ask, cursor) =>
      isNotFound(reply, lookup) && cursor === undefined
        ? { found: "nothing" }
        : readPage(reply, list, { keys: keysAsSent(options, ask), cursor }),
  };
}

function callFor(
  { url, headers }: Pick<LookupOptions, "url" | "headers">,
  filling: Parameters<typeof createTemplateValues>[0],
): Call {
  const values = createTemplateValues(filling);
  return { method: "GET", url: values.url(url), headers: values.headers(headers) };
}

/**
 * What neither says that the payment was made nor that it was not is no look-up, and neither is
 * what says both.
 */
function readByRules(answer: ReadAnswer, lookup: LookupOptions): Found | undefined {
  const { found: rules, transactionIdPath: path } = lookup;
  const transactionId = path === undefined ? undefined : idAt(answer.json, path);
  const isFound =
    isSuccess(answer) &&
    (path === undefined || transactionId !== undefined) &&
    rules.every((rule) => matches(rule, answer));
  // By its status alone any 2xx is one that found it, until it says otherwise.
  const saysFound = path !== undefined || rules.length > 0;
  if (isNotFound(answer, lookup)) return isFound && saysFound ? undefined : { found: "nothing" };
  return isFound ? { found: "paid", transactionId } : undefined;
}

function isNotFound(answer: ReadAnswer, { notFound }: LookupOptions): boolean {
  return notFound.some(
    (rule) => (isSuccess(answer) || rule.status !== undefined) && matches(rule, answer),
  );
}

/** How far a list was read: by what its next page is asked for, and what was found so far. */
interface Position {
  readonly next: string;
  readonly found?: Entry | undefined;
}

interface Entry {
  readonly transactionId?: string | undefined;
}

function readPosition(cursor: string): Position {
  return JSON.parse(cursor);
}

const TWICE = "The list has two entries under this payment's key.";

/** Every page is read, even once there is an entry: another one under the same key has to be told. */
function readPage(
  answer: ReadAnswer,
  list: ListOptions,
  { keys, cursor }: { readonly keys: ReadonlySet<string>; readonly cursor: string | undefined },
): Found | undefined {
  const rows: unknown = valueAt(answer.json, list.path);
  if (!isSuccess(answer) || !Array.isArray(rows)) return undefined;
  const ours = rows.filter((row: unknown) => keys.has(idAt(row, list.keyPath) ?? ""));
  const before = cursor === undefined ? undefined : readPosition(cursor).found;
  if (ours.length + (before === undefined ? 0 : 1) > 1) {
    return { found: "unclear", code: "two_entries", detail: TWICE };
  }
  const entry = ours.length === 0 ? before : entryOf(answer.status, ours[0], list);
  if (entry === "unclear") return undefined;
  const next = list.next && idAt(answer.json, list.next.path);
  if (next !== undefined) {
    return { found: "more", cursor: JSON.stringify({ next, found: entry } satisfies Position) };
  }
  return entry === undefined
    ? { found: "nothing" }
    : { found: "paid", transactionId: entry.transactionId };
}

/** What an entry under our key proves: `unclear` where it is there and not as a paid one has to be. */
function entryOf(
  status: number,
  json: unknown,
  { found, transactionIdPath: path }: ListOptions,
): Entry | "unclear" {
  const transactionId = path === undefined ? undefined : idAt(json, path);
  const isPaid = found.every((rule) => matches(rule, { status, json }));
  return isPaid && (path === undefined || transactionId !== undefined)
    ? { transactionId }
    : "unclear";
}

/** Our key in each form, and each text that held it, as a call sent them. */
function keysAsSent({ url, headers, body }: HttpOptions, ask: Ask): ReadonlySet<string> {
  const values = createTemplateValues({ ask });
  const forms = placeholdersIn([url, headers, body])
    .filter(({ name }) => name === "idempotencyKey")
    .map(({ braces }) => braces);
  const texts = textsOf([headers, body], [])
    .filter(({ text, isName }) => !isName && forms.some((form) => text.includes(form)))
    .map(({ text }) => text);
  return new Set([...forms, ...texts].map((template) => values.text(template)));
}
