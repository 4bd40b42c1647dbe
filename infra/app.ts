import { App } from "aws-cdk-lib";
import { dev } from "../config/dev.ts";
import { prod } from "../config/prod.ts";
import { parseStageConfig } from "../config/stage-config.ts";
import { PaysheetStage } from "./paysheet-stage.ts";

const app = new App();

for (const [name, input] of Object.entries({ dev, prod })) {
  new PaysheetStage(app, name, parseStageConfig(name, input));
}

app.synth();
