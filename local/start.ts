import { join } from "node:path";
import { buildPage } from "../admin-page/build-page.ts";
import { buildFunctions } from "../infra/build-functions.ts";
import { readStage } from "./rehearse/read-stage.ts";
import { runStart } from "./run-start.ts";
import { builtFunctions } from "./stack/built-functions.ts";

await runStart({
  async readStage() {
    const stage = readStage(process.argv.slice(2));
    return stage && { stage, saidBy: `config/${stage.name}.ts` };
  },
  async prepare(settings, stage) {
    await buildPage((line) => console.error(line));
    const ownConnectors = stage?.config.ownConnectors;
    if (ownConnectors === undefined) return settings;
    // They stand beside functions that are built, as in what is deployed.
    buildFunctions();
    const functionAt = builtFunctions(join(settings.dataDir, "functions"), ownConnectors);
    return { ...settings, functionAt };
  },
});
