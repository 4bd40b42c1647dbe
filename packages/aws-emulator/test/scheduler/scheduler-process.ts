import { startLocalScheduler } from "../../src/scheduler/start-local-scheduler.ts";

/** A scheduler in a process of its own, to be killed; prints its endpoint. */
const [dataDir = ""] = process.argv.slice(2);
const { endpoint } = await startLocalScheduler({
  dataDir,
  region: "ap-northeast-2",
  accountId: "123456789012",
  credentials: { accessKeyId: "local", secretAccessKey: "local-secret" },
  invokeTarget: async () => undefined,
  deadLetter: async () => undefined,
});
console.log(endpoint);
