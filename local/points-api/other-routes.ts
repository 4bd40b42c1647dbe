import { type HttpAnswer, problem } from "@paysheet/emulator-server/problem";
import { parseJson } from "@paysheet/emulator-server/read-body";
import * as z from "zod";
import type { Books, Grant, Reversal } from "./books.ts";
import type { CallMeter } from "./call-meter.ts";
import { type Faults, faultsSchema } from "./faults.ts";
import { isMissingUser, noSuchUser } from "./payments.ts";

interface OtherCall {
  readonly method: string;
  readonly path: string;
  readonly body: string | undefined;
}

interface Parts {
  readonly books: Books;
  readonly faults: Faults;
  readonly meter: CallMeter;
}

type Handler = (call: OtherCall, id: string, parts: Parts) => HttpAnswer;

/** Paths beside the payment call itself; a part in parentheses is an id. */
const ROUTES: readonly { path: RegExp; methods: Readonly<Record<string, Handler>> }[] = [
  { path: /^\/v1\/points\/([^/]+)$/, methods: { GET: (_, key, parts) => lookUp(key, parts) } },
  { path: /^\/v1\/users\/([^/]+)$/, methods: { GET: (_, id, { books }) => readUser(id, books) } },
  { path: /^\/v1\/float$/, methods: { GET: (_call, _id, { faults }) => readFloat(faults) } },
  { path: /^\/_state$/, methods: { GET: (_call, _id, parts) => readState(parts) } },
  {
    path: /^\/_faults$/,
    methods: {
      GET: (_call, _id, { faults }) => ({ status: 200, body: faults.settings }),
      PUT: ({ body }, _, { faults }) => setFaults(body ?? "", faults),
    },
  },
];

/** Everything but the calls that pay and take back. */
export function answerOtherRoute(call: OtherCall, parts: Parts): HttpAnswer {
  for (const { path, methods } of ROUTES) {
    const match = path.exec(call.path);
    if (match === null) continue;
    const id = decode(match[1] ?? "");
    if (id === undefined) break;
    const handler = Object.hasOwn(methods, call.method) ? methods[call.method] : undefined;
    if (handler !== undefined) return handler(call, id, parts);
    const allow = Object.keys(methods).join(", ");
    return problem(405, `Only ${allow} is served here.`, { allow });
  }
  if (call.path === "/v1/points") {
    return problem(405, "Only POST is served here.", { allow: "POST" });
  }
  return problem(404, `Nothing is served at ${call.path}.`);
}

function setFaults(body: string, faults: Faults): HttpAnswer {
  const parsed = faultsSchema.safeParse(parseJson(body));
  if (!parsed.success) return problem(400, z.prettifyError(parsed.error));
  faults.set(parsed.data);
  return { status: 200, body: faults.settings };
}

function readState({ books, faults, meter }: Parts): HttpAnswer {
  return {
    status: 200,
    body: { ...meter.read(), ...books.totals(), faultsInjected: faults.injected },
  };
}

function lookUp(key: string, { books, meter, faults }: Parts): HttpAnswer {
  meter.lookedUp();
  const { lookUps = {} } = faults.settings;
  const told = Object.hasOwn(lookUps, key) ? lookUps[key] : undefined;
  if (told != null) return { status: 200, body: told };
  const first = told === null ? undefined : books.firstUnder(key);
  if (first === undefined || first.kind === "refusal") {
    return problem(404, "Nothing was paid under this key.");
  }
  return { status: 200, body: { userId: first.userId, ...presentEntry(first) } };
}

function readUser(userId: string, books: Books): HttpAnswer {
  if (isMissingUser(userId)) return noSuchUser(userId);
  const { balance, grants, reversals } = books.account(userId);
  const body = { userId, balance, grants: grants.map(presentEntry) };
  return {
    status: 200,
    body: reversals.length === 0 ? body : { ...body, reversals: reversals.map(presentEntry) },
  };
}

/** Says nothing of how much is left while there is no end of it. */
function readFloat({ settings: { floatAnswers }, floatLeft }: Faults): HttpAnswer {
  switch (floatAnswers) {
    case "401":
      return problem(401, "The token is not known.");
    case "403":
      return problem(403, "The token may not read this.");
    case "503":
      return problem(503, "The points system is down.");
    case undefined:
      return { status: 200, body: floatLeft === undefined ? {} : { float: floatLeft } };
  }
}

function presentEntry(entry: Grant | Reversal) {
  const { transactionId, points, key, at } = entry;
  const { reason, campaign, pointType, userNote, expiresOn } = entry;
  const of = entry.kind === "reversal" ? entry.of : undefined;
  const facts = { reason, campaign, pointType, userNote, expiresOn };
  return { transactionId, of, points, ...facts, idempotencyKey: key, at };
}

function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}
