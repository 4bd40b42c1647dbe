import { expect, it, vi } from "vitest";
import { createSweeperRules, type StatusChangeEvent } from "../../../local/stack/sweeper-rules.ts";

function setup() {
  const invoked: { readonly functionName: string; readonly event: unknown }[] = [];
  const lines: string[] = [];
  const lambda = { down: false };
  const rules = createSweeperRules(
    {
      async invokeEvent(functionName, event) {
        if (lambda.down) throw new Error("not started");
        invoked.push({ functionName, event });
      },
    },
    (line) => lines.push(line),
  );
  const change = (functionName: string, status: StatusChangeEvent["detail"]["status"]) => ({
    version: "0" as const,
    id: "1",
    "detail-type": "Durable Execution Status Change" as const,
    source: "aws.lambda" as const,
    account: "1",
    time: "2026-11-21T00:00:00Z",
    region: "r",
    resources: [],
    detail: {
      durableExecutionArn: "arn",
      durableExecutionName: "name",
      functionArn: `arn:aws:lambda:r:1:function:${functionName}:1`,
      status,
      startTimestamp: "2026-11-21T00:00:00Z",
    },
  });
  return { rules, invoked, lines, lambda, change };
}

it("calls the sweeper when an execution of distribute ended badly, and for no other change", async () => {
  const { rules, invoked, change } = setup();
  const bad = (["FAILED", "TIMED_OUT", "STOPPED"] as const).map((status) =>
    change("paysheet-distribute", status),
  );
  for (const event of bad) await rules.onExecutionStatusChange(event);
  await rules.onExecutionStatusChange(change("paysheet-distribute", "SUCCEEDED"));
  await rules.onExecutionStatusChange(change("paysheet-distribute", "RUNNING"));
  await rules.onExecutionStatusChange(change("another", "FAILED"));
  expect(invoked).toEqual(bad.map((event) => ({ functionName: "paysheet-watch", event })));
});

it("calls the sweeper every five minutes until it is closed", async () => {
  vi.useFakeTimers();
  try {
    const { rules, invoked, lines, lambda } = setup();
    const timer = rules.start();
    await vi.advanceTimersByTimeAsync(10 * 60_000);
    lambda.down = true;
    await vi.advanceTimersByTimeAsync(5 * 60_000);
    await timer.close();
    await vi.advanceTimersByTimeAsync(60 * 60_000);
    const tick = { source: "aws.events", "detail-type": "Scheduled Event", detail: {} };
    const call = { functionName: "paysheet-watch", event: tick };
    expect(invoked).toEqual([call, call]);
    expect(lines).toEqual(["The sweeper was not called: Error: not started"]);
  } finally {
    vi.useRealTimers();
  }
});
