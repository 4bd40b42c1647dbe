import { join } from "node:path";
import { beforeAll, expect, it } from "vitest";
import { openSourceGraph, type SourceGraph } from "../../../local/dev/source-graph.ts";

const ROOT = join(import.meta.dirname, "../../..");
const FUNCTIONS = [
  "admin-api",
  "lambdas/distribute",
  "lambdas/slack-notifier",
  "lambdas/alarm-notifier",
].map((folder) => ({ functionName: folder, entry: join(ROOT, folder, "entry.ts") }));

let graph: SourceGraph<(typeof FUNCTIONS)[number]>;
beforeAll(async () => {
  graph = await openSourceGraph(FUNCTIONS);
});

it.each([
  ["domain/payout/create-payout.ts", ["admin-api"]],
  ["domain/distribution/pay-payment.ts", ["lambdas/distribute"]],
  ["lambdas/channel/channel-deps.ts", ["lambdas/distribute", "lambdas/slack-notifier"]],
  ["lambdas/alarm-notifier/alarm-message.ts", ["lambdas/alarm-notifier"]],
  // Imported only once it is needed.
  ["adapters/workbook/create-template.ts", ["admin-api"]],
  ["admin-page/src/main.tsx", []],
])("knows the functions that %s is part of", async (path, names) => {
  const found = await graph.functionsOf([join(ROOT, path)]);
  expect(found.map(({ functionName }) => functionName)).toEqual(names);
});
