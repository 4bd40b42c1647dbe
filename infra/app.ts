import { join } from "node:path";
import { Annotations, App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { sharedPointsApis } from "../config/shared-points-apis.ts";
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

const stages = Object.entries(STAGES).map(([name, input]) => ({
  name,
  config: parseStageConfig(name, input),
}));
for (const { name, config } of stages) new PaysheetStage(app, name, { config, pageDirectory });
for (const warning of sharedPointsApis(stages)) {
  Annotations.of(app).addWarningV2("paysheet:sharedPointsApi", warning);
}

const { stacksRecursively } = app.synth();
assertWithinLimits(
  stacksRecursively.map(({ stackName, hierarchicalId, template }) => ({
    name: stackName,
    stage: hierarchicalId.split("/")[0] ?? "",
    template,
  })),
);
