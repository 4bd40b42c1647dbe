import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import {
  type BootstrapMessage,
  bootstrapMessageSchema,
  type InvokeMessage,
} from "./bootstrap-protocol.ts";
import {
  exited,
  type Invocation,
  type InvocationOutcome,
  timedOut,
  toOutcome,
} from "./invocation.ts";

// As this file itself is: TypeScript as it is written, or JavaScript as it is published.
const BOOTSTRAP = fileURLToPath(
  new URL(`./bootstrap${extname(import.meta.filename)}`, import.meta.url),
);
/** Where Node keeps what it compiled, the bootstrap itself included; it takes that away from the function. */
const COMPILE_CACHE = { NODE_COMPILE_CACHE: join(tmpdir(), "node-compile-cache") };

export interface FunctionProcess {
  /** Resolves once it has loaded its entry, or with why it can't run any invocation. */
  readonly ready: Promise<InvocationOutcome | undefined>;
  /** Runs one invocation; never rejects. The process may be dead afterwards. */
  run(invocation: Invocation): Promise<InvocationOutcome>;
  isAlive(): boolean;
  /** Its process id while it runs an invocation; undefined when it does not. */
  runningPid(): number | undefined;
  /** Ends it at once; what it was running is abandoned. */
  close(): Promise<void>;
}

/** Loading a module that never ends must not keep its callers for ever. */
const INIT_LIMIT_MS = 60_000;

export interface FunctionProcessOptions {
  readonly entry: string;
  readonly environment: Record<string, string>;
  readonly timeoutMs: number;
  /** Where a debugger may attach to it; it runs without where the port is taken. */
  readonly inspectPort?: number | undefined;
  readonly log: (line: string) => void;
}

/** Starts a process that serves one function, one invocation at a time. */
export function startFunctionProcess(options: FunctionProcessOptions): FunctionProcess {
  const child = fork(BOOTSTRAP, [options.entry], {
    env: { ...COMPILE_CACHE, ...options.environment },
    execArgv: inspectArguments(options.inspectPort),
    serialization: "advanced",
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let settle: ((outcome: InvocationOutcome) => void) | undefined;
  let running: Invocation | undefined;
  let isOverdue = false;
  let isGone = false;
  let isClosed = false;
  const ready = listen();

  function listen(): Promise<InvocationOutcome | undefined> {
    for (const stream of [child.stdout, child.stderr]) {
      if (stream !== null) createInterface({ input: stream }).on("line", options.log);
    }
    const { promise, resolve } = Promise.withResolvers<InvocationOutcome | undefined>();
    child.on("message", (message) => {
      const { data: said } = bootstrapMessageSchema.safeParse(message);
      if (said?.kind === "ready") resolve(undefined);
      else if (said?.kind === "init-failed") resolve({ kind: "failed", error: said.error });
      else if (said !== undefined && said.requestId === running?.requestId) settle?.(endOf(said));
    });
    // `exit` may come before the last message is read; `close` comes after it.
    child.once("close", (code, signal) => {
      isGone = true;
      const outcome = deathOf(code, signal);
      resolve(outcome);
      settle?.(outcome);
    });
    // Only now is it sure that the handler does nothing more.
    child.once("exit", () => {
      if (isOverdue && running !== undefined) settle?.(timedOut(running, options.timeoutMs));
    });
    child.once("error", (error) => options.log(`The process failed: ${error.message}`));
    return promise;
  }

  function deathOf(code: number | null, signal: string | null): InvocationOutcome {
    if (isClosed || running === undefined) return { kind: "abandoned" };
    if (code === 0) return exited(running, "Runtime exited without providing a reason");
    const status = code === null ? `signal: ${signal}` : `exit status ${code}`;
    return exited(running, `Runtime exited with error: ${status}`);
  }

  async function send(invocation: Invocation): Promise<InvocationOutcome> {
    const initLimit = setTimeout(() => child.kill("SIGKILL"), INIT_LIMIT_MS);
    const failedInit = await ready;
    clearTimeout(initLimit);
    if (failedInit !== undefined) {
      child.kill("SIGKILL");
      return failedInit;
    }
    if (isGone) return exited(invocation, "Runtime exited before the invocation");
    const { promise, resolve } = Promise.withResolvers<InvocationOutcome>();
    settle = resolve;
    // Init time is not the handler's, as in AWS.
    const limit = setTimeout(() => {
      isOverdue = true;
      child.kill("SIGKILL");
    }, options.timeoutMs);
    const message: InvokeMessage = { ...invocation, deadlineMs: Date.now() + options.timeoutMs };
    // A process that died meanwhile can't be sent to; its `close` settles the invocation.
    if (child.connected) child.send(message, () => undefined);
    const outcome = await promise;
    clearTimeout(limit);
    return outcome;
  }

  return {
    ready,
    async run(invocation) {
      running = invocation;
      const outcome = await send(invocation);
      running = undefined;
      settle = undefined;
      return outcome;
    },
    isAlive: () => child.connected && !child.killed,
    runningPid: () => (running === undefined || isGone ? undefined : child.pid),
    async close() {
      isClosed = true;
      await endProcess(child);
    },
  };
}

/** Its address is told by port alone: on standard error it would pass for something that the function says. */
function inspectArguments(port: number | undefined): string[] {
  if (port === undefined) return [];
  return [`--inspect=127.0.0.1:${port}`, "--inspect-publish-uid=http"];
}

function endOf(said: Extract<BootstrapMessage, { requestId: string }>): InvocationOutcome {
  return said.kind === "failed" ? { kind: "failed", error: said.error } : toOutcome(said.payload);
}

async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill("SIGKILL");
  await exit;
}
