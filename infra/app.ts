import { join } from "node:path";
import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { parseStageConfig } from "../config/stage-config.ts";
import { STAGES } from "../config/stages.ts";
import { assertWithinLimits } from "./limits.ts";
import { PaysheetStage } from "./paysheet-stage.ts";

const FAIL_ON_FINDINGS = "@aws-cdk/core:failSynthOnValidationErrors";

// A finding that nobody answered in writing ends the synthesis; the command line alone would let
// pass those of stacks that it was not asked for.
const app = new App({ postCliContext: { [FAIL_ON_FINDINGS]: true } });
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));

/** Built before this runs: see `build` in cdk.json. */
const pageDirectory = join(import.meta.dirname, "../admin-page/dist");

for (const [name, input] of Object.entries(STAGES)) {
  new PaysheetStage(app, name, { config: parseStageConfig(name, input), pageDirectory });
}

const { stacksRecursively } = app.synth();
assertWithinLimits(
  stacksRecursively.map(({ stackName, hierarchicalId, template }) => ({
    name: stackName,
    stage: hierarchicalId.split("/")[0] ?? "",
    template,
  })),
);
