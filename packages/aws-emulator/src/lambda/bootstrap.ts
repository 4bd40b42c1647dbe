/**
 * What Lambda's runtime is to a handler: the first code of a function's process. It loads the
 * entry module named by its argument, then answers one invocation after the other over IPC.
 * It imports types only, so that a process starts quickly.
 */
import { flushCompileCache } from "node:module";
import { pathToFileURL } from "node:url";
import type { BootstrapMessage, FunctionError, InvokeMessage } from "./bootstrap-protocol.ts";

type Handler = (event: unknown, context: object) => unknown;

let current: InvokeMessage | undefined;

// The host is gone, even by kill -9: a process left behind would go on paying.
process.on("disconnect", () => process.exit(1));
process.on("uncaughtException", (error) => crash("Runtime.UncaughtException", error));
process.on("unhandledRejection", (error) => crash("Runtime.UnhandledPromiseRejection", error));

// The host's, not the function's.
delete process.env["NODE_COMPILE_CACHE"];
const [, , entry = ""] = process.argv;
const handler = await loadHandler(entry);
if (handler !== undefined) {
  // The host kills it without a word, and the next one would compile everything once more.
  flushCompileCache();
  process.on("message", (message: InvokeMessage) => void answer(handler, message));
  send({ kind: "ready" });
}

async function loadHandler(path: string): Promise<Handler | undefined> {
  try {
    const module: { handler?: unknown } = await import(pathToFileURL(path).href);
    const { handler } = module;
    if (isHandler(handler)) return handler;
    fail("Runtime.HandlerNotFound", new Error(`${path} exports no function named handler.`));
  } catch (error) {
    fail("Runtime.ImportModuleError", error);
  }
  return undefined;
}

function isHandler(value: unknown): value is Handler {
  return typeof value === "function";
}

function fail(errorType: string, error: unknown): void {
  send({ kind: "init-failed", error: { ...toFunctionError(error), errorType } });
}

async function answer(handler: Handler, message: InvokeMessage): Promise<void> {
  current = message;
  const { requestId } = message;
  try {
    const result = await handler(JSON.parse(message.payload), contextOf(message));
    send({ kind: "succeeded", requestId, payload: JSON.stringify(result) ?? "null" });
  } catch (error) {
    send({ kind: "failed", requestId, error: toFunctionError(error) });
  }
  current = undefined;
}

function contextOf({ requestId, deadlineMs, invokedArn }: InvokeMessage): object {
  return {
    callbackWaitsForEmptyEventLoop: false,
    functionName: process.env["AWS_LAMBDA_FUNCTION_NAME"],
    functionVersion: process.env["AWS_LAMBDA_FUNCTION_VERSION"],
    invokedFunctionArn: invokedArn,
    memoryLimitInMB: process.env["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"],
    awsRequestId: requestId,
    logGroupName: process.env["AWS_LAMBDA_LOG_GROUP_NAME"],
    logStreamName: process.env["AWS_LAMBDA_LOG_STREAM_NAME"],
    getRemainingTimeInMillis: () => Math.max(0, deadlineMs - Date.now()),
  };
}

function toFunctionError(error: unknown): FunctionError {
  if (!(error instanceof Error)) return { errorType: typeof error, errorMessage: String(error) };
  const trace = error.stack?.split("\n") ?? [];
  return { errorType: error.name, errorMessage: error.message, trace };
}

function crash(errorType: string, cause: unknown): void {
  const error = { ...toFunctionError(cause), errorType };
  console.error(`${errorType}: ${error.trace?.join("\n") ?? error.errorMessage}`);
  if (current === undefined) process.exit(129);
  const message: BootstrapMessage = { kind: "failed", requestId: current.requestId, error };
  process.send?.(message, () => process.exit(129));
}

function send(message: BootstrapMessage): void {
  process.send?.(message);
}
