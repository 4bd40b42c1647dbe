import { servePointsApi } from "./serve-points-api.ts";
import { runStandIn } from "./stand-in-program.ts";

await runStandIn(async () => {
  const { url, close } = await servePointsApi();
  return { addresses: { url }, close };
});
