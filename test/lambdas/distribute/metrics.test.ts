import { describe, expect, it } from "vitest";
import { changePayout } from "../../../domain/payout/change-payout.ts";
import type { CallFault } from "../../doubles/scripted-points-api.ts";
import { captureStdout } from "../emf-lines.ts";
import { createDistributeWorld } from "./distribute-world.ts";

const dimensions = { service: "payouts", stage: "dev" };
const count = (name: string, value: number) => ({ name, value, unit: "Count", dimensions });
const lag = (value: number) => ({ name: "StartLagSeconds", value, unit: "Seconds", dimensions });
const paced = (lagSeconds: number, perSecond: number) => [
  { name: "FirstPaymentLagSeconds", value: lagSeconds, unit: "Seconds", dimensions },
  {
    name: "PaymentsPerSecond",
    value: expect.closeTo(perSecond, 1),
    unit: "Count/Second",
    dimensions,
  },
];
const ALL_PAID = [
  count("PaymentsPaid", 7),
  count("PaymentsRejected", 0),
  count("PaymentsUnknown", 0),
  count("PointsPaid", 2_800),
];
/** Seven calls at 50 a second, 20 ms each. */
const WITHOUT_A_HITCH = paced(0, 50);
const down = (): CallFault => ({
  kind: "answer",
  answer: { kind: "not_done", code: "http_503", unavailable: true },
});

describe("what distribute measures", () => {
  it("is how late a payout began, and once it is completed its payments by outcome", async () => {
    const { measured, lines } = captureStdout();
    const { execution } = await createDistributeWorld({
      lateMs: 12_500,
      fault: (_, userId) => {
        if (userId === "user-2") return { kind: "pay_and_lose" };
        if (userId !== "user-5") return undefined;
        return { kind: "answer", answer: { kind: "rejected", code: "http_404" } };
      },
    });

    expect(await execution()()).toEqual({ kind: "completed" });

    expect(measured()).toEqual([
      lag(12.5),
      count("PaymentsPaid", 5),
      count("PaymentsRejected", 1),
      count("PaymentsUnknown", 1),
      count("PointsPaid", 2_800 - 300 - 600),
      // One of them was asked for again, after its turn.
      ...paced(12.5, 33.3),
    ]);
    expect(lines().join("\n")).not.toContain("user-");
  });

  it("is counted once, however often the execution is replayed or fired", async () => {
    const { measured } = captureStdout();
    const { execution } = await createDistributeWorld();
    const first = execution();

    await first();
    await first();
    expect(await execution("another")()).toEqual({ kind: "completed" });

    expect(measured()).toEqual([lag(0), ...ALL_PAID, ...WITHOUT_A_HITCH]);
  });

  it.each(["claim", "complete"])("is counted once when the step %s runs twice", async (step) => {
    const { measured } = captureStdout();
    const { execution } = await createDistributeWorld();
    const invoke = execution("execution-1", { dieAfter: step });

    await expect(invoke()).rejects.toThrow("The process died.");
    expect(await invoke()).toEqual({ kind: "completed" });

    expect(measured()).toEqual([lag(0), ...ALL_PAID, ...WITHOUT_A_HITCH]);
  });

  it("is a halt as soon as it is written, though the execution waits for Slack from then on", async () => {
    const { measured } = captureStdout();
    const { execution, sheet, slack, payouts, payoutId } = await createDistributeWorld();
    sheet.missing = true;
    slack.fail("any", "refused", 10);

    const invoke = execution("suspended", { suspendAt: "tell-again-1" });
    await expect(invoke()).rejects.toThrow("Nothing is left that could settle the promise.");

    expect(await payouts.get(payoutId)).toMatchObject({ state: "halted" });
    expect(measured()).toEqual([lag(0), count("PayoutsHalted", 1)]);
  });

  it("is the whole payout when a later run completes it, and no start a second time", async () => {
    const { measured } = captureStdout();
    let isDown = true;
    const { execution, payouts, payoutId, firing, clock } = await createDistributeWorld({
      fault: (call) => (isDown && call > 3 ? down() : undefined),
    });
    expect(await execution()()).toMatchObject({ kind: "halted" });
    const halted = await payouts.get(payoutId);
    if (halted?.state !== "halted") throw new Error("It is not halted.");
    const distribution = { ...halted.distribution, run: 2, execution: "resumed" };
    const cause = {
      by: { kind: "person" as const, id: "marketer", name: "Marketer" },
      nowMs: clock.nowMs(),
      eventId: "resumed",
    };
    const { payout, event } = changePayout(
      "resumed",
      halted,
      { distribution, brake: undefined },
      cause,
    );
    await payouts.change(payout, event);
    isDown = false;

    expect(await execution("resumed")({ ...firing, run: 2 })).toEqual({ kind: "completed" });

    expect(measured()).toEqual([lag(0), count("PayoutsHalted", 1), ...ALL_PAID, ...paced(0, 0)]);
  });

  it("is nothing but its start for a dry run, completed or halted: nobody is paid by it", async () => {
    const { measured } = captureStdout();
    const { execution } = await createDistributeWorld({ dryRun: true });
    const halting = await createDistributeWorld({ dryRun: true, lateMs: 1_000 });
    halting.sheet.missing = true;

    expect(await execution()()).toEqual({ kind: "completed" });
    expect(await halting.execution()()).toMatchObject({ kind: "halted" });

    expect(measured()).toEqual([lag(0), lag(1)]);
  });

  it("is nothing for a firing that pays nobody", async () => {
    const { measured } = captureStdout();
    const { execution, firing } = await createDistributeWorld();

    expect(await execution()({ ...firing, generation: 7 })).toMatchObject({ kind: "stale" });

    expect(measured()).toEqual([]);
  });
});
