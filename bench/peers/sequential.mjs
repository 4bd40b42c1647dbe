import { reportCost } from "../report-cost.ts";
import { pay } from "./pay.mjs";
import { readPayments } from "./read-payments.mjs";

/** One payment after the other, as a script is first written. */
await reportCost(async (json) => {
  const { path, url } = JSON.parse(json);
  for (const payment of readPayments(path)) await pay(url, payment);
  return {};
});
process.exit();
