import { startLocalLambda } from "../../src/lambda/start-local-lambda.ts";

/** A host in a process of its own, to be killed; prints its endpoint, then what functions print. */
const [options = "{}"] = process.argv.slice(2);
const { endpoint } = await startLocalLambda({
  ...JSON.parse(options),
  log: (line) => console.log(line),
});
console.log(`endpoint ${endpoint}`);
