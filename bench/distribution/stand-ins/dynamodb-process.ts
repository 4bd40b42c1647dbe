import { serveDynamoDb } from "./serve-dynamodb.ts";
import { runStandIn } from "./stand-in-program.ts";

/** How long AWS takes for a write, about. */
const LATENCY_MS = 5;

await runStandIn(async () => {
  const { url, close } = await serveDynamoDb({ latencyMs: LATENCY_MS });
  return { addresses: { url }, close };
});
