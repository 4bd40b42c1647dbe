import { IncomingMessage, type Server, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import * as z from "zod";
import { PRIMARY_KEY } from "../../../../adapters/dynamodb/table.ts";
import {
  nameOneTwice,
  readStatement,
  type StatementOperation,
  statementsSchema,
  UnknownStatementError,
} from "./statement.ts";

const TARGET = "x-amz-target";
const BATCH = "DynamoDB_20120810.BatchExecuteStatement";
/** Tells {@link reportCalls} under which name IAM knows what a statement asks for. */
export const ACTION_HEADER = "x-statement-action";

type Headers = IncomingMessage["headers"];
type Listener = (request: IncomingMessage, response: ServerResponse) => void;

const refusalSchema = z.object({ __type: z.string(), message: z.string().optional() });

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
  server.on("request", (request: IncomingMessage, response: ServerResponse) => {
    if (request.headers[TARGET] !== BATCH) answer(request, response);
    else answerBatch(request, response, answer).catch(() => response.destroy());
  });
}

async function answerBatch(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Listener,
): Promise<void> {
  const asked = statementsSchema.safeParse(JSON.parse(await text(request)));
  if (!asked.success) return refuse(response, z.prettifyError(asked.error));
  const read = asked.data.Statements.map(readIfKnown);
  const known = read.flatMap((one) => (one instanceof UnknownStatementError ? [] : [one]));
  if (nameOneTwice(known)) return refuse(response, "Two statements write one item.");
  const Responses: object[] = [];
  for (const one of read) {
    Responses.push(
      one instanceof UnknownStatementError
        ? { Error: { Code: "ValidationError", Message: one.message } }
        : responseTo(one, await sendOn(one, request.headers, answer)),
    );
  }
  reply(response, 200, { Responses });
}

function readIfKnown(statement: Parameters<typeof readStatement>[0]) {
  try {
    return readStatement(statement, Object.values(PRIMARY_KEY));
  } catch (error) {
    if (error instanceof UnknownStatementError) return error;
    throw error;
  }
}

function refuse(response: ServerResponse, message: string): void {
  reply(response, 400, { __type: "com.amazon.coral.validate#ValidationException", message });
}

/** What stands for the request of one statement; resolves with the status and body it is answered. */
function sendOn(
  { operation, action, request: asked }: StatementOperation,
  headers: Headers,
  answer: Listener,
): Promise<{ readonly status: number; readonly body: string }> {
  const body = Buffer.from(JSON.stringify(asked));
  const request = Object.assign(Readable.from([body]), {
    method: "POST",
    url: "/",
    headers: {
      ...headers,
      "content-length": String(body.length),
      [TARGET]: `DynamoDB_20120810.${operation}`,
      [ACTION_HEADER]: action,
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

function responseTo(
  { action }: StatementOperation,
  { status, body }: { readonly status: number; readonly body: string },
): object {
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
