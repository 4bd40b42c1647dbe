import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AwsCall } from "@paysheet/aws-emulator/aws-call";
import { FUNCTIONS } from "../../local/stack/account.ts";
import { FREE_PORTS, readStackSettings } from "../../local/stack/stack-settings.ts";
import { type LocalStack, startStack } from "../../local/stack/start-stack.ts";

/** What functions asked of AWS, took and wrote while something was done. */
export interface Counted {
  readonly calls: readonly AwsCall[];
  readonly invocations: readonly { readonly functionName: string; readonly durationMs: number }[];
  /** What functions printed; CloudWatch takes 26 bytes more for each event. */
  readonly logLines: number;
  readonly logBytes: number;
}

export interface CountingStack {
  readonly stack: LocalStack;
  /** What was counted since the last time this was asked. */
  take(): Counted;
  close(): Promise<void>;
}

/** The local stack with nothing that slows it down, and everything counted that is paid for. */
export async function startCountingStack(): Promise<CountingStack> {
  const dataDir = await mkdtemp(join(tmpdir(), "paysheet-cost-"));
  const functions: readonly string[] = Object.values(FUNCTIONS);
  let calls: AwsCall[] = [];
  let invocations: { functionName: string; durationMs: number }[] = [];
  let lines: string[] = [];
  const settings = readStackSettings({
    ...FREE_PORTS,
    DATA_DIR: dataDir,
    POINTS_RATE_PER_SECOND: "5000",
    POINTS_CONCURRENCY: "64",
    POINTS_API_TOKEN: "points-api-token",
  });
  const stack = await startStack(
    {
      ...settings,
      // What people and the stack itself ask is not the functions' doing.
      onCall: (call) => void (functions.includes(call.caller) && calls.push(call)),
      onInvocation: (invocation) => void invocations.push(invocation),
    },
    (line) => void lines.push(line.replace(/^[\w-]+: /, "")),
  );
  return {
    stack,
    take() {
      const counted = {
        calls,
        invocations,
        logLines: lines.length,
        logBytes: lines.reduce((sum, line) => sum + Buffer.byteLength(line), 0),
      };
      calls = [];
      invocations = [];
      lines = [];
      return counted;
    },
    async close() {
      await stack.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
