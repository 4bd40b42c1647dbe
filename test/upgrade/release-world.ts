import { createMemoryDynamoDb } from "@paysheet/aws-emulator/memory-dynamodb";
import { memoryClientOf } from "@paysheet/aws-emulator/memory-dynamodb/document-client";
import { createDynamoDbAccessTrail } from "../../adapters/dynamodb/dynamodb-access-trail.ts";
import { createDynamoDbDeliveryStateStore } from "../../adapters/dynamodb/dynamodb-delivery-state-store.ts";
import { createDynamoDbErasureStore } from "../../adapters/dynamodb/dynamodb-erasure-store.ts";
import { createDynamoDbLeaseStore } from "../../adapters/dynamodb/dynamodb-lease-store.ts";
import { createDynamoDbLedgerStore } from "../../adapters/dynamodb/dynamodb-ledger-store.ts";
import { createDynamoDbPayoutStore } from "../../adapters/dynamodb/dynamodb-payout-store.ts";
import { createDynamoDbPeopleStore } from "../../adapters/dynamodb/dynamodb-people-store.ts";
import { createDynamoDbRateStore } from "../../adapters/dynamodb/dynamodb-rate-store.ts";
import { createDynamoDbReceiptStore } from "../../adapters/dynamodb/dynamodb-receipt-store.ts";
import { createDynamoDbReservationStore } from "../../adapters/dynamodb/dynamodb-reservation-store.ts";
import { tableDefinition } from "../../adapters/dynamodb/table.ts";
import { createUserIdHash } from "../../adapters/secrets/user-id-hash.ts";
import { reasonsNotToPay } from "../../domain/payout/check-again.ts";
import type { Directory } from "../../domain/payout/directory.ts";
import type { Payout } from "../../domain/payout/payout.ts";
import { policySchema } from "../../domain/payout/policy.ts";
import { receiveSheet } from "../../domain/payout/receive-sheet.ts";
import type { Firing } from "../../domain/payout/scheduler.ts";
import type { EraseRequest } from "../../domain/personal-data/erasure.ts";
import type { PreFlightRequest } from "../../domain/preflight/pre-flight.ts";
import type { ReceiptRequest } from "../../domain/receipt/receipt.ts";
import type { Payment } from "../../domain/sheet/payment.ts";
import { sweepExecution, sweepPayouts } from "../../domain/sweep-payouts.ts";
import { createDistributeHandler } from "../../lambdas/distribute/handler.ts";
import type { MemoryMessage } from "../doubles/memory-channel.ts";
import { createMemoryDistribution } from "../doubles/memory-distribution.ts";
import { createMemorySchedules } from "../doubles/memory-schedules.ts";
import { createVirtualClock } from "../doubles/virtual-clock.ts";
import { createBookedPointsApi, type Grant, type Mode } from "./booked-points-api.ts";
import { carried, contextOf, type Execution } from "./durable-execution.ts";
import { sheetOf } from "./objects-of-text.ts";
import { createReleaseBucket } from "./release-bucket.ts";

const TABLE = "paysheet";

/** Who has left the company, as the sign-in provider says to whoever asks. */
export const LEAVER = { id: "leaver", name: "Leaver", email: "leaver@shop.example" };

/** What a version left behind, and all that outlives it: everything that the next one finds. */
export interface Left {
  /** What is in it, for people. */
  readonly about: string;
  /** By the clock of those who wrote it. */
  readonly nowMs: number;
  /** What the points API offers against paying twice. */
  readonly mode: Mode;
  /** Of the table, as DynamoDB has them on the wire. */
  readonly items: readonly object[];
  /** Of the bucket, by key; sheets by key and version, `key@version`. */
  readonly objects: Readonly<Record<string, string>>;
  /** What each schedule invokes, and when. */
  readonly schedules: readonly { readonly firing: Firing; readonly at: string }[];
  /** Durable executions that have not ended. */
  readonly executions: readonly Execution[];
  /** What stands in the channel, and the names of the files there. */
  readonly messages: readonly MemoryMessage[];
  readonly files: readonly { readonly name: string; readonly inThread: string }[];
  /** What the points API has paid. */
  readonly grants: readonly Grant[];
}

export type ReleaseWorld = ReturnType<typeof createReleaseWorld>;

/**
 * `distribute`, the sweeper and what people do, over the stores that are deployed, on a virtual clock;
 * beginning with what was left.
 */
export function createReleaseWorld(
  left: Pick<Left, "about" | "nowMs" | "mode"> & Partial<Left>,
  { hasWorkbooks = false }: { readonly hasWorkbooks?: boolean | undefined } = {},
) {
  const { about, nowMs, mode } = left;
  const stored = new Map<string, object>();
  const dynamoDb = createMemoryDynamoDb({
    onChange: (_, { pk, sk, ...others }) => stored.set(`${pk?.S} ${sk?.S}`, { pk, sk, ...others }),
  });
  dynamoDb.CreateTable(tableDefinition(TABLE));
  for (const Item of left.items ?? []) dynamoDb.PutItem({ TableName: TABLE, Item });
  const table = { client: memoryClientOf(dynamoDb), tableName: TABLE };
  const objects = new Map(Object.entries(left.objects ?? {}));
  const clock = createVirtualClock(nowMs, () => bucket.isBusy());
  const bucket = createReleaseBucket(objects, { nowMs: clock.nowMs, hasWorkbooks });
  const pointsApi = createBookedPointsApi({ clock, mode, grants: left.grants ?? [] });
  const schedules = createMemorySchedules();
  for (const { firing, at } of left.schedules ?? []) void schedules.create(firing, at);
  const directory: Directory = {
    statusOf: async ({ id }) => ({ kind: id === LEAVER.id ? "left" : "active" }),
  };
  const payouts = createDynamoDbPayoutStore(table);
  // Two calls a second, and one a second of each worker where there are several.
  const settings = { ratePerSecond: 2, concurrency: 2, concurrencyAtStart: 2, chunksPerWorker: 2 };
  const { deps: doubles, slack } = createMemoryDistribution({
    ...{ payouts, clock, pointsApi, directory, scheduler: schedules },
    settings: { ...settings, ratePerWorker: 1 },
  });
  slack.messages.push(...structuredClone(left.messages ?? []));
  const bytes = new Uint8Array();
  slack.files.push(...(left.files ?? []).map((file) => ({ ...file, title: file.name, bytes })));

  let made = 0;
  const nameOf = (what: string) => () => {
    made += 1;
    // Ids of what goes on after an upgrade meet none of what came before.
    return `01K${nowMs.toString(36).toUpperCase()}${String(made).padStart(14, "0")}${what}`;
  };
  const executions = structuredClone<Execution[]>([...(left.executions ?? [])]);

  /** Lambda starts nothing under a name that it knows. */
  function begin(name: string, input: object, among = executions): Execution {
    const known = among.find((execution) => execution.name === name);
    if (known !== undefined) return known;
    const execution = { name, input: carried(input), operations: [], children: [] };
    among.push(execution);
    return execution;
  }

  const stores = {
    payouts,
    ledger: createDynamoDbLedgerStore({ ...table, newClaimToken: nameOf("C") }),
    leases: createDynamoDbLeaseStore({ ...table, newAcquisition: nameOf("A") }),
    rates: createDynamoDbRateStore(table),
    reservations: createDynamoDbReservationStore(table),
    deliveryStates: createDynamoDbDeliveryStateStore(table),
    receipts: createDynamoDbReceiptStore(table),
    chunks: bucket.chunks,
    checks: bucket.checks,
    contents: bucket.contents,
    policy: policySchema.parse({
      approvalAbovePoints: 10_000,
      canary: { payments: 2, atLeastPayments: 10 },
    }),
    clock,
  };
  const deps = {
    ...doubles,
    ...stores,
    scheduler: schedules,
    preFlights: bucket.preFlights,
    reasonsNotToPay: (payout: Parameters<typeof reasonsNotToPay>[1]) =>
      reasonsNotToPay(stores, payout),
    sheets: bucket.sheets,
    reader: bucket.reader,
    results: bucket.results,
    resultFiles: bucket.resultFiles,
    problemWorkbooks: { write: async ({ key }: { key: string }) => `problems/${key}` },
    newId: nameOf("E"),
    pointsTakenBack: true,
    language: "en" as const,
    writePaymentsSheet: async (payments: readonly Payment[]) =>
      new TextEncoder().encode(sheetOf(payments)),
    sheetSink: { put: (key: string, content: Uint8Array) => receive(key, content) },
    starter: { start: async (firing: Firing, name: string) => void begin(name, firing) },
    comparer: {
      compare: async (request: ReceiptRequest, name: string) => void begin(name, request),
    },
    preFlightStarter: {
      preFlight: async (request: PreFlightRequest, name: string) => void begin(name, request),
    },
    eraser: { erase: async (request: EraseRequest, name: string) => void begin(name, request) },
    erasures: createDynamoDbErasureStore(table),
    accesses: createDynamoDbAccessTrail({ ...table, keptDays: 1_826 }),
    hashUserId: createUserIdHash({
      secrets: {
        read: async (_, schema) => schema.parse({ key: "of these tests alone" }),
        forget: () => undefined,
      },
      secretId: "user-id-hash",
    }),
    people: createDynamoDbPeopleStore(table, { nowMs: clock.nowMs }),
    mayOwn: () => true,
    files: bucket.files,
    sheetSearch: bucket.sheetSearch,
  };
  const erasing = { ...deps };
  const handler = createDistributeHandler({
    metrics: { measure: () => undefined },
    log: { info: () => undefined },
    yieldMarginMs: 300_000,
    ...{ payouts, clock, preFlights: deps.preFlights },
    erasing,
    distributionBy: () => deps,
    comparerBy: () => deps.comparer,
  });

  /** To its end, replaying what is kept of it. */
  async function run(execution: Execution): Promise<unknown> {
    if (!("end" in execution)) {
      const invoke = (name: string, input: object) => run(begin(name, input, execution.children));
      execution.end = carried(
        await handler(execution.input, contextOf(execution, { clock, invoke })),
      );
    }
    return execution.end;
  }

  /** Puts a sheet into the bucket, and has it checked. */
  async function receive(key: string, content: Uint8Array): Promise<void> {
    await receiveSheet(deps, bucket.put(key, content));
  }

  const inFlight = () => executions.filter((execution) => !("end" in execution));
  const sweeping = {
    ...deps,
    executions: {
      isRunning: async (name: string) => inFlight().some((execution) => execution.name === name),
    },
  };

  return {
    clock,
    deps,
    /** What erasures use of it: to be put out of order. */
    erasing,
    pointsApi,
    schedules,
    slack,
    objects,
    workbooks: bucket.workbooks,
    put: bucket.put,
    receive,
    run,
    inFlight,
    /** Comes to the time of a payout's schedule, which starts an execution. */
    fire(payoutId: string): Execution {
      for (const { firing, at } of schedules.existing.values()) {
        if (firing.payoutId !== payoutId) continue;
        clock.jumpTo(Math.max(clock.nowMs(), Date.parse(at)));
        return begin(`execution-${firing.scheduleName}`, firing);
      }
      throw new Error(`${payoutId} has no schedule.`);
    },
    /** Has the result workbook of a completed payout written again. */
    async rewriteResult(payoutId: string): Promise<void> {
      await clock.run(run(begin(`rewrite-${payoutId}`, { rewriteResultOf: payoutId })));
    },
    /** It failed, and Lambda says so. */
    async fail(execution: Execution): Promise<void> {
      executions.splice(executions.indexOf(execution), 1);
      await sweepExecution(sweeping, { name: execution.name, status: "FAILED" });
    },
    sweep: () => sweepPayouts(sweeping),
    /** All of them, the oldest first. */
    async all(): Promise<readonly Payout[]> {
      return (await payouts.list({ limit: 100 })).items.toReversed();
    },
    /** All of it, as the next version finds it. */
    leave: (): Left => ({
      ...{ about, nowMs: clock.nowMs(), mode },
      items: [...stored.entries()].toSorted(byName).map(([, item]) => item),
      objects: Object.fromEntries([...objects].toSorted(byName)),
      schedules: [...schedules.existing.values()],
      executions: structuredClone(inFlight()),
      messages: structuredClone(slack.messages),
      files: slack.files.map(({ name, inThread }) => ({ name, inThread })),
      grants: [...pointsApi.grants],
    }),
  };
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}
