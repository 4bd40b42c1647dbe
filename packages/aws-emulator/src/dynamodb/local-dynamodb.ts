import { mkdir } from "node:fs/promises";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { join } from "node:path";
import type { CreateTableCommandInput } from "@aws-sdk/client-dynamodb";
import { KEEP_ALIVE_MS, listenOnLoopback } from "@paysheet/emulator-server/loopback-server";
import dynalite from "dynalite";
import { answerStatements } from "./answer-statements.ts";
import { assertUsable } from "./assert-usable.ts";
import { createMissingTables } from "./create-missing-tables.ts";
import { type CallReport, reportCalls } from "./report-calls.ts";

export interface LocalDynamoDb {
  /** For `AWS_ENDPOINT_URL_DYNAMODB`. */
  readonly endpoint: string;
  /** Answers what is under way, then stops. */
  close(): Promise<void>;
}

const IDLE_SWEEP_MS = 20;

/**
 * DynamoDB on this machine, over dynalite. With `dataDir` (one process at a time) every
 * acknowledged write outlives the process, however it ends; without, all is gone with `close`.
 * Unlike AWS it has no transactions and no TTL, ignores `ReturnValuesOnConditionCheckFailure`, and
 * knows of PartiQL the two statements that {@link answerStatements} reads.
 * @throws {DataDirectoryError} when another process has the directory open, or it is damaged
 */
export async function startLocalDynamoDb(
  options: {
    readonly dataDir?: string;
    /** Created where they are missing. */
    readonly tables?: readonly CreateTableCommandInput[];
    /** Absent: calls are not looked at. */
    readonly report?: CallReport | undefined;
  } = {},
): Promise<LocalDynamoDb> {
  const { dataDir, tables = [], report } = options;
  const storage = dataDir === undefined ? {} : { path: await openable(dataDir) };
  const server = dynalite({ ...storage, createTableMs: 0, deleteTableMs: 0 });
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  let hasTables = false;
  if (report !== undefined) {
    // Those by which the tables are made are the emulator's own.
    const onCall: CallReport["onCall"] = (call) => hasTables && report.onCall(call);
    reportCalls(server, tables, { ...report, onCall });
  }
  answerStatements(server);
  const work = followWork(server);
  const { url: endpoint } = await listenOnLoopback(server, 0);
  const local = { endpoint, close: () => close(server, work) };
  try {
    await createMissingTables(endpoint, tables);
    hasTables = true;
  } catch (error) {
    await local.close();
    throw error;
  }
  return local;
}

async function openable(dataDir: string): Promise<string> {
  await mkdir(dataDir, { recursive: true });
  const path = join(dataDir, "leveldb");
  await assertUsable(path);
  return path;
}

/**
 * What dynalite works on, each until it is done. It throws when a client goes away in the middle of a
 * request, which ends the process. And of one that goes away later it works on what was asked for, and
 * throws where its data are closed meanwhile.
 */
function followWork(server: Server): ReadonlySet<Promise<void>> {
  const work = new Set<Promise<void>>();
  const doneOf = new WeakMap<ServerResponse, () => void>();
  server.prependListener("request", (_request: IncomingMessage, response: ServerResponse) => {
    const { promise, resolve } = Promise.withResolvers<void>();
    work.add(promise);
    promise.then(() => work.delete(promise));
    doneOf.set(response, resolve);
    // dynalite ends an answer with one call and its whole body.
    const end = response.end.bind(response);
    const endDone = (body: string) => {
      resolve();
      return end(body);
    };
    Object.assign(response, { end: endDone });
  });
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    request.removeAllListeners("error");
    request.on("error", () => {
      doneOf.get(response)?.();
      response.destroy();
    });
  });
  return work;
}

async function close(server: Server, work: ReadonlySet<Promise<void>>): Promise<void> {
  while (work.size > 0) await Promise.all(work);
  // A kept-alive connection becomes idle only once its last answer is out.
  const sweep = setInterval(() => server.closeIdleConnections(), IDLE_SWEEP_MS);
  try {
    await new Promise<void>((resolve, reject) => {
      server.close((error) => (error instanceof Error ? reject(error) : resolve()));
    });
  } finally {
    clearInterval(sweep);
  }
}
