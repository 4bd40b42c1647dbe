import { randomUUID } from "node:crypto";
import { Queue, Worker } from "bullmq";
import { reportCost } from "../report-cost.ts";
import { pay } from "./pay.mjs";
import { readPayments } from "./read-payments.mjs";

/** A new one each run: the jobs of the last are still known, and would be taken for done. */
const QUEUE = `payments-${randomUUID()}`;
/** Jobs that are sent to Redis in one call. */
const BULK = 1_000;

/** One job a payment, in Redis; its limiter is on, and above what the worker reaches. */
await reportCost(async (json) => {
  const { path, url, concurrency, ratePerSecond, redisPort } = JSON.parse(json);
  const connection = { host: "127.0.0.1", port: redisPort, maxRetriesPerRequest: null };
  const queue = new Queue(QUEUE, { connection });
  const payments = readPayments(path);
  const worker = new Worker(QUEUE, (job) => pay(url, job.data), {
    connection,
    concurrency,
    limiter: { max: ratePerSecond, duration: 1_000 },
    autorun: false,
  });
  const allPaid = new Promise((resolve, reject) => {
    let paid = 0;
    worker.on("completed", () => {
      paid += 1;
      if (paid === payments.length) resolve();
    });
    worker.on("failed", (_, error) => reject(error));
  });
  for (let from = 0; from < payments.length; from += BULK) {
    const jobs = payments.slice(from, from + BULK).map((payment) => ({
      name: "pay",
      data: payment,
      // Its key is its id, so that a payment that is added twice is one job.
      opts: { jobId: payment.key, attempts: 5, backoff: { type: "exponential", delay: 200 } },
    }));
    await queue.addBulk(jobs);
  }
  void worker.run();
  await allPaid;
  await worker.close();
  await queue.close();
  return {};
});
process.exit();
