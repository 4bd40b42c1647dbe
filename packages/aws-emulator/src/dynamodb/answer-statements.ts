import { IncomingMessage, type Server, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import * as z from "zod";
import {
  type GivenStatement,
  nameOneTwice,
  readStatement,
  type StatementOperation,
  statementsSchema,
  tableIn,
  UnknownStatementError,
} from "./statement.ts";

const TARGET = "x-amz-target";
const VERSION = "DynamoDB_20120810";
const BATCH = `${VERSION}.BatchExecuteStatement`;
/** Tells {@link reportCalls} under which name IAM knows what a statement asks for. */
export const ACTION_HEADER = "x-statement-action";

type Headers = IncomingMessage["headers"];
type Listener = (request: IncomingMessage, response: ServerResponse) => void;

const refusalSchema = z.object({ __type: z.string(), message: z.string().optional() });
const describedSchema = z.object({
  Table: z.object({ KeySchema: z.array(z.object({ AttributeName: z.string() })) }),
});

/**
 * Teaches dynalite BatchExecuteStatement: each statement becomes the request that does the same, and
 * is answered for itself.
 */
export function answerStatements(server: Server): void {
  const listeners = server.listeners("request");
  server.removeAllListeners("request");
  const answer: Listener = (request, response) => {
    for (const listener of listeners) listener.call(server, request, response);
  };
  const keys = new Map<string, readonly string[]>();

  /** Of no name where dynalite knows no such table, which it then says itself. */
  async function keyOf(table: string, headers: Headers): Promise<readonly string[]> {
    const known = keys.get(table);
    if (known !== undefined) return known;
    const { status, body } = await sendOn("DescribeTable", { TableName: table }, headers, answer);
    if (status !== 200) return [];
    const { KeySchema } = describedSchema.parse(JSON.parse(body)).Table;
    const names = KeySchema.map(({ AttributeName }) => AttributeName);
    keys.set(table, names);
    return names;
  }

  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    if (request.headers[TARGET] !== BATCH) answer(request, response);
    else answerBatch(request, response, { answer, keyOf }).catch(() => response.destroy());
  });
}

async function answerBatch(
  request: IncomingMessage,
  response: ServerResponse,
  {
    answer,
    keyOf,
  }: {
    readonly answer: Listener;
    readonly keyOf: (table: string, headers: Headers) => Promise<readonly string[]>;
  },
): Promise<void> {
  const asked = statementsSchema.safeParse(JSON.parse(await text(request)));
  if (!asked.success) return refuse(response, z.prettifyError(asked.error));
  const { headers } = request;
  const read = await Promise.all(
    asked.data.Statements.map(async (one) => readIfKnown(one, await keyOf(tableIn(one), headers))),
  );
  const known = read.flatMap((one) => (one instanceof UnknownStatementError ? [] : [one]));
  if (nameOneTwice(known)) return refuse(response, "Two statements write one item.");
  const Responses: object[] = [];
  for (const one of read) {
    Responses.push(
      one instanceof UnknownStatementError
        ? { Error: { Code: "ValidationError", Message: one.message } }
        : responseTo(one, await carryOut(one, headers, answer)),
    );
  }
  reply(response, 200, { Responses });
}

function readIfKnown(statement: GivenStatement, keyNames: readonly string[]) {
  try {
    return readStatement(statement, keyNames);
  } catch (error) {
    if (error instanceof UnknownStatementError) return error;
    throw error;
  }
}

function refuse(response: ServerResponse, message: string): void {
  reply(response, 400, { __type: "com.amazon.coral.validate#ValidationException", message });
}

function carryOut(
  { operation, action, request }: StatementOperation,
  headers: Headers,
  answer: Listener,
): Promise<Answered> {
  return sendOn(operation, request, { ...headers, [ACTION_HEADER]: action }, answer);
}

interface Answered {
  readonly status: number;
  readonly body: string;
}

/** Asks dynalite, without a connection of its own. */
function sendOn(
  operation: string,
  asked: object,
  headers: Headers,
  answer: Listener,
): Promise<Answered> {
  const body = Buffer.from(JSON.stringify(asked));
  const request = Object.assign(Readable.from([body]), {
    method: "POST",
    url: "/",
    headers: {
      ...headers,
      "content-length": String(body.length),
      [TARGET]: `${VERSION}.${operation}`,
    },
  });
  return new Promise((resolve) => {
    const response = new ServerResponse(new IncomingMessage(new Socket()));
    const end = (answered: string) => {
      resolve({ status: response.statusCode, body: answered });
      return response;
    };
    Object.assign(response, { end });
    answer(request as never, response);
  });
}

function responseTo({ action }: StatementOperation, { status, body }: Answered): object {
  if (status === 200) return {};
  const { __type: type, message: Message } = refusalSchema.parse(JSON.parse(body));
  const name = type.slice(type.indexOf("#") + 1).replace(/Exception$/, "");
  const isDuplicate = action === "PartiQLInsert" && name === "ConditionalCheckFailed";
  return { Error: { Code: isDuplicate ? "DuplicateItem" : name, Message } };
}

function reply(response: ServerResponse, status: number, json: object): void {
  response.writeHead(status, { "content-type": "application/x-amz-json-1.0" });
  response.end(JSON.stringify(json));
}
