import pLimit from "p-limit";
import { reportCost } from "../report-cost.ts";
import { pay } from "./pay.mjs";
import { readPayments } from "./read-payments.mjs";

/** So many at a time, and no books of who was paid. */
await reportCost(async (json) => {
  const { path, url, concurrency } = JSON.parse(json);
  const limit = pLimit(concurrency);
  await Promise.all(readPayments(path).map((payment) => limit(() => pay(url, payment))));
  return {};
});
process.exit();
