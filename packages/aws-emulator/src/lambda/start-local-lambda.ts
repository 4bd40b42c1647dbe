import { join } from "node:path";
import type { OnAwsCall } from "../service/aws-call.ts";
import { startAwsService } from "../service/aws-service.ts";
import type { Credentials } from "../signature/credential-scope.ts";
import type { FunctionError } from "./bootstrap-protocol.ts";
import { describeLambdaCall } from "./describe-call.ts";
import { createChainedInvoke } from "./durable/chained-invoke.ts";
import { type Executions, openExecutions } from "./durable/executions.ts";
import { type StatusChangeEvent, statusChangeEvent } from "./durable/status-change.ts";
import { openEventQueue } from "./event-queue.ts";
import type { FunctionDefinition } from "./function-definition.ts";
import { FunctionFailedError } from "./function-failed-error.ts";
import { createFunctionPools, type OnInvocation } from "./function-pools.ts";
import { createFunctionRegistry, type FunctionRegistry } from "./function-registry.ts";
import { createLambdaApi } from "./lambda-api.ts";
import { createLambdaService } from "./lambda-service.ts";

/** Above Lambda's own 6 MB, so that its own limit answers. */
const BODY_LIMIT = { maxBytes: 8 * 1024 * 1024, tooLarge: "RequestTooLargeException" };

export interface LocalLambdaOptions {
  /** Where events and executions are kept; one process at a time. */
  readonly dataDir: string;
  readonly region: string;
  readonly accountId: string;
  readonly functions: readonly FunctionDefinition[];
  /** The key pair that requests must be signed with, and that functions get. */
  readonly credentials: Credentials;
  /** Key pairs that functions sign with beside it, where their environment gives them their own. */
  readonly functionKeys?: readonly Credentials[];
  readonly onCall?: OnAwsCall | undefined;
  readonly onInvocation?: OnInvocation | undefined;
  /** Told at least once of every change, in order for one execution. */
  readonly onExecutionStatusChange?: (event: StatusChangeEvent) => void | Promise<void>;
  /** Takes what functions print and what goes wrong, line by line. */
  readonly log?: (line: string) => void;
  /** First wait before a failed event or invocation is tried again; a minute in AWS. */
  readonly retryBaseMs?: number;
}

export interface LocalLambda {
  readonly endpoint: string;
  /**
   * Invokes a function that is not durable and waits for its result.
   * @throws {FunctionFailedError} when the function fails
   * @throws {AwsError} when Lambda refuses the call
   */
  invoke(functionName: string, event: unknown): Promise<unknown>;
  /**
   * Ids of the processes that run an invocation of the function now, for who wants to kill one.
   * @throws {AwsError} when there is no such function
   */
  processesOf(functionName: string, qualifier?: string): readonly number[];
  /**
   * Has a function (behind its alias, where it has one) run its sources as they are now; what runs
   * already ends on those of before. Resolves once they are loaded, or with why they can't be.
   * @throws {AwsError} when there is no such function
   */
  reload(functionName: string): Promise<FunctionError | undefined>;
  close(): Promise<void>;
}

/**
 * AWS Lambda on this machine, durable executions included. Functions run unchanged, each in its
 * own process; queued events and unfinished executions go on at the next start.
 */
export async function startLocalLambda(options: LocalLambdaOptions): Promise<LocalLambda> {
  const { region, credentials, functionKeys = [] } = options;
  const registry = createFunctionRegistry(options);
  // The port is part of what functions are given, so the server comes first and lets callers wait.
  const opened = Promise.withResolvers<Host>();
  opened.promise.catch(() => undefined);
  const server = await startAwsService({
    service: "lambda",
    region,
    credentials: [credentials, ...functionKeys],
    contentType: "application/json",
    bodyLimit: BODY_LIMIT,
    failureType: "ServiceException",
    // Lambda's errors spell the member either way.
    errorBody: ({ status, message }) => ({
      Type: status < 500 ? "User" : "Service",
      message,
      Message: message,
    }),
    onCall: options.onCall,
    describe: (request) => describeLambdaCall(request, registry),
    answer: async (request) => await (await opened.promise).answer(request),
  });
  try {
    const host = await openHost(options, registry, server.endpoint);
    // Before any call is answered, lest an event that comes in now is taken for an old one too.
    await host.resume();
    opened.resolve(host);
    return {
      endpoint: server.endpoint,
      invoke: host.invoke,
      processesOf: host.processesOf,
      reload: host.reload,
      async close() {
        await server.close();
        await host.close();
      },
    };
  } catch (error) {
    opened.reject(error);
    await server.close();
    throw error;
  }
}

type Host = Awaited<ReturnType<typeof openHost>>;

/** All of Lambda but its server. */
async function openHost(options: LocalLambdaOptions, registry: FunctionRegistry, endpoint: string) {
  const { dataDir, region, credentials, log = () => undefined, retryBaseMs = 1000 } = options;
  const pools = createFunctionPools({
    settings: { region, endpoint, credentials },
    log,
    onInvocation: options.onInvocation,
  });
  const events = await openEventQueue({
    directory: join(dataDir, "events"),
    retryBaseMs,
    log,
    async deliver({ functionName, qualifier, requestId, payload }) {
      const target = registry.resolve(functionName, qualifier);
      return await pools.run(target, { requestId, payload, invokedArn: target.invokedArn });
    },
  });
  const executions: Executions = await openExecutions(join(dataDir, "executions"), {
    retryBaseMs,
    log,
    async invoke({ start }, invocation) {
      return await pools.run(registry.resolve(start.functionName, start.version), invocation);
    },
    invokeChained: createChainedInvoke({
      registry,
      executions: () => executions,
      onCall: options.onCall ?? (() => {}),
    }),
    async announce(execution, status) {
      await options.onExecutionStatusChange?.(statusChangeEvent(execution, status, options));
    },
  });
  const service = createLambdaService({ registry, run: pools.run, executions, events });

  async function reload(functionName: string): Promise<FunctionError | undefined> {
    const { alias } = registry.resolve(functionName).definition;
    const failed = await pools.renew(registry.resolve(functionName, alias));
    return failed?.kind === "failed" ? failed.error : undefined;
  }

  /** A debugger may attach before anything is asked of the function. */
  async function openToDebugger({ functionName }: FunctionDefinition): Promise<void> {
    const error = await reload(functionName);
    if (error !== undefined) log(`${functionName}: ${error.errorType}: ${error.errorMessage}`);
  }

  return {
    answer: createLambdaApi({ service, registry, executions }),
    reload,
    async resume(): Promise<void> {
      for (const definition of registry.all()) {
        if (definition.inspectPort !== undefined) void openToDebugger(definition);
      }
      executions.resume();
      await events.resume();
    },
    async invoke(functionName: string, event: unknown): Promise<unknown> {
      const payload = JSON.stringify(event) ?? "";
      const { outcome } = await service.invoke({ functionName, payload });
      if (outcome.kind === "succeeded") return JSON.parse(outcome.payload);
      if (outcome.kind === "failed") throw new FunctionFailedError(outcome.error);
      throw new Error("Lambda was closed before the function ended.");
    },
    processesOf: (functionName: string, qualifier?: string) =>
      pools.runningPids(registry.resolve(functionName, qualifier)),
    async close(): Promise<void> {
      const closing = [events.close(), executions.close()];
      await pools.close();
      await Promise.all(closing);
    },
  };
}
