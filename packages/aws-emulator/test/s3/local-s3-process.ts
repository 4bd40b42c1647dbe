import { startLocalS3 } from "../../src/s3/start-local-s3.ts";

/** An emulator in a process of its own, to be killed: prints its endpoint once it listens. */
const [dataDir = ""] = process.argv.slice(2);
const { endpoint } = await startLocalS3({
  dataDir,
  region: "ap-northeast-2",
  credentials: { accessKeyId: "local", secretAccessKey: "local-secret" },
  buckets: [{ name: "sheets", corsOrigins: [] }],
});
console.log(endpoint);
