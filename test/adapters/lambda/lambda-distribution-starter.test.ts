import { functionArn, setup } from "@paysheet/aws-emulator/testing/lambda";
import { expect, it } from "vitest";
import { createLambdaDistributionStarter } from "../../../adapters/lambda/lambda-distribution-starter.ts";
import type { Firing } from "../../../domain/payout/scheduler.ts";

const FIRING: Firing = { payoutId: "P1", generation: 3, scheduleName: "P1-3-AAAAAAAA", run: 2 };

it("starts the alias as one durable execution of that name, however often it is asked", async (test) => {
  const { start, ended, statuses } = await setup(test, {
    order: { alias: "live", durable: { executionTimeoutMs: 60_000 } },
  });
  const { client } = await start();
  const starter = createLambdaDistributionStarter({
    lambda: client,
    functionArn: `${functionArn("order")}:live`,
  });

  await starter.start(FIRING, "P1-3-AAAAAAAA-r2");
  await ended("P1-3-AAAAAAAA-r2");
  const { run, scheduleName, generation, payoutId } = FIRING;
  await starter.start({ run, scheduleName, generation, payoutId }, "P1-3-AAAAAAAA-r2");

  await expect(starter.start({ ...FIRING, run: 3 }, "P1-3-AAAAAAAA-r2")).rejects.toMatchObject({
    name: "DurableExecutionAlreadyStartedException",
  });
  await starter.rewrite("P1", "P1-3-AAAAAAAA-w7-1");
  await starter.rewrite("P1", "P1-3-AAAAAAAA-w7-1");
  expect(statuses.items.filter(({ detail }) => detail.status === "RUNNING")).toHaveLength(2);
});
