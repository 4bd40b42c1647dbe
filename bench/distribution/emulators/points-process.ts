import { runEmulator } from "./emulator-program.ts";
import { servePointsApi } from "./serve-points-api.ts";

await runEmulator(async () => {
  const { url, close } = await servePointsApi();
  return { addresses: { url }, close };
});
