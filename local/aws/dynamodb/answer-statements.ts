import { IncomingMessage, type Server, ServerResponse } from "node:http";
import { Socket } from "node:net";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import * as z from "zod";
import { PRIMARY_KEY } from "../../../adapters/dynamodb/table.ts";
import {
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
  if (!asked.success) {
    const message = z.prettifyError(asked.error);
    return reply(response, 400, {
      __type: "com.amazon.coral.validate#ValidationException",
      message,
    });
  }
  const Responses: object[] = [];
  for (const statement of asked.data.Statements) {
    Responses.push(await carryOut(statement));
  }
  reply(response, 200, { Responses });

  async function carryOut(statement: Parameters<typeof readStatement>[0]): Promise<object> {
    try {
      const operation = readStatement(statement, Object.values(PRIMARY_KEY));
      return responseTo(operation, await sendOn(operation, request.headers, answer));
    } catch (error) {
      if (!(error instanceof UnknownStatementError)) throw error;
      return { Error: { Code: "ValidationError", Message: error.message } };
    }
  }
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
