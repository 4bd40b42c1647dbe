import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createConnectedPointsApi } from "../../adapters/points-api/connected-points-api.ts";
import { createCredentials } from "../../adapters/points-api/credentials.ts";
import type { Ask, Call, Description } from "../../connectors/connector.ts";
import { keyInForm } from "../../connectors/payment-key.ts";
import type { AskedPayment, CallPermit } from "../../domain/distribution/points-api.ts";
import { optional } from "../../domain/optional.ts";
import type { Payment } from "../../domain/sheet/payment.ts";
import { startLocalPointsApi } from "../points-api/start-local-points-api.ts";

/** What the points API on this machine takes, for people whose own takes something else. */
const LOCAL_CONTRACT =
  'POST /v1/points {"userId", "points", "reason"} under an Idempotency-Key, answered by 201 ' +
  '{"transactionId"}; GET /v1/points/<key> looks a payment up, GET /v1/users/<id> a user, and ' +
  "POST /v1/points/bulk pays many (docs/points-api.md)";

/** The same options, with all their addresses at `baseUrl`. */
export function atAddress(options: unknown, baseUrl: string): unknown {
  if (Array.isArray(options)) return options.map((one) => atAddress(one, baseUrl));
  if (typeof options !== "object" || options === null) return options;
  const entries = Object.entries(options).map(([name, value]) => [
    name,
    (name === "url" || name === "baseUrl") && typeof value === "string"
      ? value.replace(/^https?:\/\/[^/?#]+/, baseUrl.replace(/\/$/, ""))
      : atAddress(value, baseUrl),
  ]);
  return Object.fromEntries(entries);
}

/** One thing that is asked of it, and what has to come of it. */
interface Probe {
  readonly what: string;
  readonly call: Call;
  readonly expected: string;
  ask(): Promise<Answered>;
}

interface Answered {
  readonly kind: string;
  readonly code?: string | undefined;
  readonly detail?: string | undefined;
}

const USER: Payment = { row: 2, userId: "user-1", points: 100, reason: "rehearsal" };
const NOBODY: Payment = { ...USER, row: 3, userId: "missing-1" };
const TIMEOUT_MS = 5_000;

/**
 * Asks a points API like the one on this machine, which forgets all of it, in the way that `describe`
 * says of its address.
 * @throws {Error} that says where it is asked for something else than it takes
 */
export async function assertFitsLocalPointsApi(
  whose: string,
  describe: (baseUrl: string) => Description,
  secret: object,
): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), "paysheet-rehearse-"));
  const local = await startLocalPointsApi({ dataDir, port: 0 });
  try {
    const found: string[] = [];
    for (const probe of probesOf(describe(local.url), secret)) {
      const { kind, code, detail } = await probe.ask();
      if (kind === probe.expected) continue;
      const why = [code, detail].filter((word) => word !== undefined).join(": ");
      const call = `${probe.call.method} ${pathOf(probe.call)} ${JSON.stringify(probe.call.json ?? probe.call.form) ?? ""}`;
      found.push(
        `- ${probe.what} came to “${kind}”${why === "" ? "" : ` (${why})`}, not “${probe.expected}”: ${call.trim()}`,
      );
    }
    if (found.length === 0) return;
    throw new Error(
      `${whose} is called in another way than the points API on this machine:\n${found.join("\n")}\nThat one takes ${LOCAL_CONTRACT}.`,
    );
  } finally {
    await local.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

function pathOf({ url }: Call): string {
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}

function probesOf(description: Description, secret: object): readonly Probe[] {
  const nowMs = Date.now;
  const credentials = createCredentials(description.credentials, {
    secretId: "rehearsal",
    secrets: { read: async (_, schema) => schema.parse(secret), forget: () => undefined },
    nowMs,
  });
  const api = createConnectedPointsApi({ description, credentials, nowMs });
  const permit = (): CallPermit => ({
    deadlineMs: nowMs() + TIMEOUT_MS,
    assertMaySend: () => undefined,
  });
  const { pay, lookUp, findUser = description.findAccount, bulk, keyForm } = description;
  const askFor = (payment: AskedPayment, key: string): Ask => ({
    ...payment,
    reason: payment.reason,
    key: keyInForm(key, keyForm),
  });
  const accountOf = async (payment: Payment) => {
    const answer = await api.findAccount?.(payment, permit());
    if (answer !== undefined && answer.kind !== "found") return answer;
    return { kind: "found", known: optional("accountId", answer?.accountId) } as const;
  };
  /** Who is there: what is looked up or paid with others was found before. */
  const withAccount = async (payment: Payment): Promise<AskedPayment> => {
    const account = await accountOf(payment);
    return { ...payment, ...(account.kind === "found" ? account.known : {}) };
  };
  const paying = (payment: Payment, key: string) => ({
    call: pay.call(askFor(payment, key)),
    async ask() {
      const account = await accountOf(payment);
      if (account.kind !== "found") return account;
      return await api.pay({ ...payment, ...account.known }, key, permit());
    },
  });
  const looking = (key: string) => ({
    call: lookUp?.call(askFor(USER, key), nowMs(), undefined) ?? NO_CALL,
    async ask() {
      const payment = await withAccount(USER);
      const claimed = { payment, idempotencyKey: key, claimedAtMs: nowMs() };
      return (await api.lookUp?.(claimed, async () => permit())) ?? NOT_OFFERED;
    },
  });
  const finding = (payment: Payment) => ({
    call: findUser?.call(askFor(payment, "")) ?? NO_CALL,
    ask: async () => (await api.findUser?.(payment, permit())) ?? NOT_OFFERED,
  });
  const [paid, refused, never, many] = [KEY("2"), KEY("3"), KEY("4"), KEY("5")];
  return [
    { what: "A payment", expected: "paid", ...paying(USER, paid) },
    { what: "The same, asked again", expected: "paid", ...paying(USER, paid) },
    { what: "A payment to nobody", expected: "rejected", ...paying(NOBODY, refused) },
    ...(lookUp === undefined
      ? []
      : [
          { what: "Its look-up", expected: "found", ...looking(paid) },
          { what: "The look-up of one never made", expected: "not_found", ...looking(never) },
        ]),
    ...(findUser === undefined
      ? []
      : [
          { what: "The look-up of a user", expected: "found", ...finding(USER) },
          { what: "The look-up of nobody", expected: "rejected", ...finding(NOBODY) },
        ]),
    ...(bulk === undefined
      ? []
      : [
          {
            what: "A payment in bulk",
            expected: "paid",
            call: bulk.call([askFor(USER, many)]),
            ask: async () => {
              const asked = { payment: await withAccount(USER), idempotencyKey: many };
              const answer = (await api.bulk?.pay([asked], permit())) ?? NOT_OFFERED;
              if (answer.kind !== "answered") return answer;
              return answer.answers.get(many) ?? { kind: "in_doubt" };
            },
          },
        ]),
  ];
}

const NO_CALL: Call = { method: "GET", url: "http://localhost/" };
const NOT_OFFERED: { readonly kind: "not_offered" } = { kind: "not_offered" };

/** As payments of a sheet have theirs. */
function KEY(row: string): string {
  return `paysheet-01KB0000000000000000000000-${row}`;
}
