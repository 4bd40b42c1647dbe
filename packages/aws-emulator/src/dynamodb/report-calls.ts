import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import type { CreateTableCommandInput } from "@aws-sdk/client-dynamodb";
import * as z from "zod";
import type { AwsCall, OnAwsCall } from "../service/aws-call.ts";
import { parseCredential } from "../signature/credential-scope.ts";
import { ACTION_HEADER } from "./answer-statements.ts";
import { indexWriteUnits } from "./index-write-units.ts";
import { writtenSchema } from "./written-items.ts";

export interface CallReport {
  readonly accountId: string;
  readonly onCall: OnAwsCall;
}

const CALLS_ON_ITEMS = ["GetItem", "PutItem", "UpdateItem", "Query"];
/** It consumes nothing. */
const CALL_ON_TABLE = "DescribeTable";

const requestSchema = z.looseObject({ TableName: z.string(), IndexName: z.string().optional() });
type Asked = z.infer<typeof requestSchema>;

const unitsSchema = z.object({ CapacityUnits: z.number() });
const answerSchema = z.looseObject({
  ConsumedCapacity: z
    .looseObject({
      Table: unitsSchema,
      GlobalSecondaryIndexes: z.record(z.string(), unitsSchema).default({}),
      Written: writtenSchema.optional(),
    })
    .optional(),
});

/**
 * Reports every call on items that is answered, with what it consumed, and who had a table described. Who
 * signed is taken from the signature, which dynalite does not verify.
 */
export function reportCalls(
  server: Server,
  tables: readonly CreateTableCommandInput[],
  report: CallReport,
): void {
  const [answer] = server.listeners("request");
  if (answer === undefined) throw new Error("dynalite does not listen to requests.");
  server.removeAllListeners("request");
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    const operation = String(request.headers["x-amz-target"]).split(".")[1] ?? "";
    const isReported = operation === CALL_ON_TABLE || CALLS_ON_ITEMS.includes(operation);
    if (isReported) void answerReported(operation, request, response);
    else answer.call(server, request, response);
  });

  async function answerReported(
    operation: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const { method, url, headers } = request;
    const isOnItems = operation !== CALL_ON_TABLE;
    const pass = (body: string) => {
      const again = Object.assign(Readable.from([Buffer.from(body)]), { method, url, headers });
      answer?.call(server, again, response);
    };
    const sent = await sentBy(request);
    if (sent === undefined) return void response.destroy();
    const asked = parseAsked(sent);
    // What is no request at all is dynalite's to refuse.
    if (asked === undefined) return pass(sent);
    // dynalite ends an answer with one call and its whole body.
    const end = response.end.bind(response);
    const endReported = (body: string) => {
      const { ConsumedCapacity: consumed, ...told } = answerSchema.parse(JSON.parse(body));
      const units = isOnItems
        ? unitsOf(operation, consumed, definitionOf(tables, asked))
        : { table: 0, indexes: 0 };
      const sentBytes = Buffer.byteLength(sent);
      report.onCall({ ...callOf(headers, operation, asked, report), units, sentBytes });
      const answered = JSON.stringify(told);
      response.removeHeader("x-amz-crc32");
      response.setHeader("content-length", Buffer.byteLength(answered));
      return end(answered);
    };
    Object.assign(response, { end: endReported });
    pass(isOnItems ? JSON.stringify({ ...asked, ReturnConsumedCapacity: "INDEXES" }) : sent);
  }
}

function callOf(
  headers: IncomingMessage["headers"],
  operation: string,
  { TableName, IndexName }: Asked,
  { accountId }: CallReport,
): Pick<AwsCall, "caller" | "action" | "resource"> {
  const credential = /Credential=([^,\s]+)/.exec(headers.authorization ?? "")?.[1] ?? "";
  const { accessKeyId = "", region = "" } = parseCredential(credential) ?? {};
  const index = IndexName === undefined ? "" : `/index/${IndexName}`;
  return {
    caller: accessKeyId,
    action: `dynamodb:${headers[ACTION_HEADER] ?? operation}`,
    resource: `arn:aws:dynamodb:${region}:${accountId}:table/${TableName}${index}`,
  };
}

/** A write whose condition failed is paid for like one that is done. */
function unitsOf(
  operation: string,
  consumed: z.infer<typeof answerSchema>["ConsumedCapacity"],
  table: CreateTableCommandInput,
): NonNullable<AwsCall["units"]> {
  const isRead = operation === "GetItem" || operation === "Query";
  if (consumed === undefined) return { table: isRead ? 0.5 : 1, indexes: 0 };
  const { Table, GlobalSecondaryIndexes, Written } = consumed;
  const read = Object.values(GlobalSecondaryIndexes).reduce((sum, of) => sum + of.CapacityUnits, 0);
  const written = Written === undefined ? 0 : indexWriteUnits(Written, table);
  return { table: Table.CapacityUnits, indexes: read + written };
}

function definitionOf(
  tables: readonly CreateTableCommandInput[],
  { TableName }: Asked,
): CreateTableCommandInput {
  const found = tables.find((table) => table.TableName === TableName);
  if (found === undefined) throw new Error(`The emulator was not told of the table ${TableName}.`);
  return found;
}

/** Undefined when the client goes away before it has sent all. */
async function sentBy(request: IncomingMessage): Promise<string | undefined> {
  try {
    return await text(request);
  } catch {
    return undefined;
  }
}

function parseAsked(sent: string): Asked | undefined {
  try {
    return requestSchema.safeParse(JSON.parse(sent)).data;
  } catch {
    return undefined;
  }
}
