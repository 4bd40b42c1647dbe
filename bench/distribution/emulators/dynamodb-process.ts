import { runEmulator } from "./emulator-program.ts";
import { serveDynamoDb } from "./serve-dynamodb.ts";

/** How long AWS takes for a write, about. */
const LATENCY_MS = 5;

await runEmulator(async () => {
  const { url, close } = await serveDynamoDb({ latencyMs: LATENCY_MS });
  return { addresses: { url }, close };
});
