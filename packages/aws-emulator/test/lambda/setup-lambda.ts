import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  GetDurableExecutionCommand,
  type GetDurableExecutionCommandOutput,
  InvokeCommand,
  type InvokeCommandInput,
  LambdaClient,
} from "@aws-sdk/client-lambda";
import type { TestContext } from "vitest";
import type { StatusChangeEvent } from "../../src/lambda/durable/status-change.ts";
import type { FunctionDefinition } from "../../src/lambda/function-definition.ts";
import { type LocalLambdaOptions, startLocalLambda } from "../../src/lambda/start-local-lambda.ts";
import { createEventList } from "./event-list.ts";

export const credentials = { accessKeyId: "local", secretAccessKey: "local-secret" };
export const region = "ap-northeast-2";
export const accountId = "123456789012";
export const functionArn = (name: string) =>
  `arn:aws:lambda:${region}:${accountId}:function:${name}`;

/** For `expect.poll`: a machine under load takes its time. */
export const patient = { interval: 20 };

export function fixture(name: string): string {
  return fileURLToPath(new URL(`./fixtures/${name}.ts`, import.meta.url));
}

/** Where what a test started is ended: of its own context, since tests run at the same time. */
export type Test = Pick<TestContext, "onTestFinished">;

type Settings = Partial<Omit<FunctionDefinition, "functionName" | "entry">>;

/** A host with fixtures as functions, named by their files; each keeps what it marks in one file. */
export async function setup({ onTestFinished }: Test, functions: Record<string, Settings>) {
  const dataDir = await mkdtemp(join(tmpdir(), "paysheet-lambda-"));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const marksFile = join(dataDir, "marks");
  const definitions = Object.entries(functions).map(([name, settings]) => ({
    functionName: name,
    entry: fixture(name),
    timeoutMs: 10_000,
    ...settings,
    environment: { MARKS: marksFile, ...settings.environment },
  }));
  const statuses = createEventList<StatusChangeEvent>();
  const lines = createEventList<string>();
  /** Resolves with how an execution of this name ended. */
  const ended = (name: string) =>
    statuses.find(
      ({ detail }) => detail.durableExecutionName === name && detail.status !== "RUNNING",
    );

  async function start(more: Partial<LocalLambdaOptions> = {}) {
    const host = await startLocalLambda({
      dataDir,
      region,
      accountId,
      credentials,
      functions: definitions,
      retryBaseMs: 20,
      onExecutionStatusChange: statuses.put,
      log: lines.put,
      ...more,
    });
    let closing: Promise<void> | undefined;
    const close = () => {
      closing ??= host.close();
      return closing;
    };
    onTestFinished(close);
    const client = lambdaClient({ onTestFinished }, host.endpoint);
    const invoked = createInvoked(client);
    return {
      ...host,
      close,
      client,
      invoked,
      /** Runs an execution to its end, and describes it. */
      async ran(functionName: string, event: unknown) {
        const name = randomUUID();
        const asEvent = { InvocationType: "Event", DurableExecutionName: name } as const;
        const { executionArn } = await invoked(functionName, event, asEvent);
        await ended(name);
        return await describe(client, executionArn);
      },
    };
  }

  return {
    dataDir,
    definitions,
    lines,
    statuses,
    start,
    marks: () =>
      existsSync(marksFile) ? readFileSync(marksFile, "utf8").split("\n").slice(0, -1) : [],
    ended,
  };
}

export function lambdaClient({ onTestFinished }: Test, endpoint: string): LambdaClient {
  const client = new LambdaClient({ endpoint, region, credentials, maxAttempts: 1 });
  onTestFinished(() => client.destroy());
  return client;
}

export function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** Invokes and reads the payload. */
export function createInvoked(client: LambdaClient) {
  return async (
    FunctionName: string,
    event: unknown,
    more: Omit<InvokeCommandInput, "FunctionName" | "Payload"> = {},
  ) => {
    const Payload = JSON.stringify(event);
    const answer = await client.send(new InvokeCommand({ FunctionName, Payload, ...more }));
    const text = answer.Payload?.transformToString() ?? "";
    return {
      status: answer.StatusCode,
      functionError: answer.FunctionError,
      version: answer.ExecutedVersion,
      executionArn: answer.DurableExecutionArn,
      payload: text === "" ? undefined : JSON.parse(text),
    };
  };
}

export function describe(
  client: LambdaClient,
  DurableExecutionArn: string | undefined,
): Promise<GetDurableExecutionCommandOutput> {
  return client.send(new GetDurableExecutionCommand({ DurableExecutionArn }));
}
