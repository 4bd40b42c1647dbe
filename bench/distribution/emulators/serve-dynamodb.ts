import type { IncomingMessage, ServerResponse } from "node:http";
import {
  ConditionalCheckFailedException,
  DynamoDBServiceException,
} from "@aws-sdk/client-dynamodb";
import {
  createMemoryDynamoDb,
  type MemoryDynamoDb,
  type Operation,
} from "@paysheet/aws-emulator/memory-dynamodb";
import { UnknownRequestError } from "@paysheet/aws-emulator/memory-dynamodb/unknown-request-error";
import { type LoopbackServer, serveOnLoopback } from "@paysheet/emulator-server/loopback-server";
import * as z from "zod";
import { readWhole } from "./read-whole.ts";
import { createWriteMeter } from "./write-meter.ts";

const PREFIX = "DynamoDB_20120810.";
const ERRORS = "com.amazonaws.dynamodb.v20120810#";

/**
 * The DynamoDB in memory over HTTP: it carries out each request as it comes and answers it
 * `latencyMs` later.
 * `GET /_report` tells what it was asked; `POST /_report` begins anew, with its tables as they are.
 */
export async function serveDynamoDb(options: {
  readonly latencyMs: number;
  /** Absent: one of its own, whose writes the report counts by the partition. */
  readonly dynamoDb?: MemoryDynamoDb;
}): Promise<LoopbackServer> {
  const requests: Record<string, number> = {};
  const writes = createWriteMeter();
  let conditionsFailed = 0;
  const { dynamoDb = createMemoryDynamoDb({ onWrite: writes.note }) } = options;
  const { backUp: _, ...known } = dynamoDb;
  const operations: Readonly<Record<string, Operation | undefined>> = known;

  function answerTo(name: string, body: string): { status: number; json: object } {
    const operation = operations[name];
    try {
      if (operation === undefined) throw new UnknownRequestError(`${name} is not known here.`);
      requests[name] = (requests[name] ?? 0) + 1;
      return { status: 200, json: operation(JSON.parse(body)) };
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) conditionsFailed += 1;
      return { status: 400, json: refusalOf(error) };
    }
  }

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readWhole(request);
    if (request.url === "/_report") {
      const report = { requests, conditionsFailed, busiestPartition: writes.busiest() };
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(report));
      if (request.method === "POST") {
        for (const name of Object.keys(requests)) delete requests[name];
        conditionsFailed = 0;
        writes.forget();
      }
      return;
    }
    const target = String(request.headers["x-amz-target"]);
    const { status, json } = answerTo(target.slice(PREFIX.length), body);
    setTimeout(() => {
      response.writeHead(status, { "content-type": "application/x-amz-json-1.0" });
      response.end(JSON.stringify(json));
    }, options.latencyMs);
  }

  return await serveOnLoopback(0, (request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
}

/** What no client tries again, and so is seen at once. */
function refusalOf(error: unknown): object {
  const message = error instanceof z.ZodError ? z.prettifyError(error) : String(error);
  return { __type: `${ERRORS}${errorTypeOf(error)}`, message };
}

function errorTypeOf(error: unknown): string {
  return error instanceof DynamoDBServiceException ? error.name : "ValidationException";
}
