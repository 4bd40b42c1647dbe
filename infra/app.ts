import { App, Validations } from "aws-cdk-lib";
import { AwsSolutionsChecks } from "cdk-nag";
import { STAGES } from "../config/stages.ts";
import { FEATURE_FLAGS } from "./feature-flags.ts";
import { Paysheet } from "./paysheet.ts";

const FAIL_ON_FINDINGS = "@aws-cdk/core:failSynthOnValidationErrors";

// A finding that nobody answered in writing ends the synthesis; the command line alone would let
// pass those of stacks that it was not asked for.
const app = new App({ context: FEATURE_FLAGS, postCliContext: { [FAIL_ON_FINDINGS]: true } });
Validations.of(app).addPlugins(new AwsSolutionsChecks(app));

for (const [stage, input] of Object.entries(STAGES)) {
  new Paysheet(app, stage, { stage, ...input });
}

app.synth();
