import { expect, it } from "vitest";
import { readDeployment } from "../../bench/cost/deployed.ts";
import { idleLines, payoutLines } from "../../bench/cost/lines.ts";
import { dollarsBeyondFree, dollarsOf, type Line } from "../../bench/cost/prices.ts";
import type { Counted } from "../../bench/cost/run-stack.ts";
import { FUNCTIONS } from "../../local/stack/account.ts";

const deployment = readDeployment();

function counted(changes: Partial<Counted> = {}): Counted {
  return { calls: [], invocations: [], logLines: 0, logBytes: 0, ...changes };
}

function call(action: string, units?: { table: number; indexes: number }) {
  const about = { caller: FUNCTIONS.distribute, action, resource: "arn", sentBytes: 1024 ** 3 };
  return units === undefined ? about : { ...about, units };
}

function quantityOf(lines: readonly Line[], what: string): number | undefined {
  return lines.find((line) => line.what === what)?.quantity;
}

it("counts requests by what they are paid for", () => {
  const lines = payoutLines(
    counted({
      calls: [
        call("dynamodb:UpdateItem", { table: 2, indexes: 3 }),
        call("dynamodb:PutItem", { table: 1, indexes: 0 }),
        call("dynamodb:Query", { table: 0, indexes: 4.5 }),
        call("dynamodb:GetItem", { table: 1, indexes: 0 }),
        call("s3:PutObject"),
        call("s3:GetObjectVersion"),
        call("lambda:CheckpointDurableExecution"),
        call("secretsmanager:GetSecretValue"),
        call("scheduler:DeleteSchedule"),
      ],
    }),
    { payments: 100, durableOperations: 7 },
    deployment,
  );
  expect(quantityOf(lines, "writes of the table")).toBe(3);
  expect(quantityOf(lines, "writes of its indexes")).toBe(3);
  expect(quantityOf(lines, "reads of both")).toBe(5.5);
  expect(quantityOf(lines, "objects written")).toBe(1);
  expect(quantityOf(lines, "objects read")).toBe(1);
  expect(quantityOf(lines, "checkpoints")).toBe(1);
  expect(quantityOf(lines, "steps and waits")).toBe(7);
  expect(quantityOf(lines, "reads")).toBe(1);
});

it("takes as long for paying as the configured rate asks for, or as it took where that is longer", () => {
  const gigabytes = (deployment.memoryMb.get(FUNCTIONS.distribute) ?? 0) / 1024;
  const ran = (durationMs: number) =>
    quantityOf(
      payoutLines(
        counted({ invocations: [{ functionName: FUNCTIONS.distribute, durationMs }] }),
        { payments: deployment.ratePerSecond * 10, durableOperations: 0 },
        deployment,
      ),
      `distribute, at ${deployment.ratePerSecond} payments/s`,
    );
  expect(ran(4_000)).toBeCloseTo(10 * gigabytes);
  expect(ran(30_000)).toBeCloseTo(30 * gigabytes);
});

it("takes what AWS gives for nothing off a price once, however many lines it has", () => {
  const alarms = (quantity: number): Line => ({
    service: "CloudWatch",
    what: "alarms",
    price: "alarms",
    quantity,
  });
  expect(dollarsOf(alarms(11))).toBeCloseTo(1.1);
  expect(dollarsBeyondFree([alarms(6), alarms(5)])).toBeCloseTo(0.1);
  expect(dollarsBeyondFree([alarms(6)])).toBe(0);
});

it("costs less than three dollars in a month in which nothing happens, one of them for a key", () => {
  // More than a sweep has ever taken.
  const look = counted({
    calls: Array.from({ length: 20 }, () => call("dynamodb:Query", { table: 0, indexes: 1 })),
    invocations: [{ functionName: FUNCTIONS.sweeper, durationMs: 500 }],
    logLines: 5,
    logBytes: 5_000,
  });
  expect(dollarsBeyondFree(idleLines(look, deployment))).toBeLessThan(3);
});
