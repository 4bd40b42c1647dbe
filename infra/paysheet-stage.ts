import { type StackProps, Stage, Tags } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { StageConfig } from "../config/stage-config.ts";
import { AdminStack } from "./admin/admin-stack.ts";
import { DataStack } from "./data/data-stack.ts";
import { DistributionStack } from "./distribution/distribution-stack.ts";

/** One whole deployment: what holds the data, what pays, and what people call. */
export class PaysheetStage extends Stage {
  readonly data: DataStack;
  readonly distribution: DistributionStack;
  readonly admin: AdminStack;

  constructor(scope: Construct, stage: string, config: StageConfig) {
    const { account, region } = config;
    super(scope, stage, { env: { ...(account && { account }), ...(region && { region }) } });
    const stackProps = (name: string, description: string): StackProps => ({
      stackName: `paysheet-${stage}-${name}`,
      description,
    });

    this.data = new DataStack(this, "Data", {
      ...stackProps("data", "Paysheet: sheets, results and the ledger. Outlives everything else."),
      config,
    });
    this.distribution = new DistributionStack(this, "Distribution", {
      ...stackProps("distribution", "Paysheet: checks sheets and pays payouts on their date."),
      stage,
      config,
      data: this.data,
    });
    this.admin = new AdminStack(this, "Admin", {
      ...stackProps("admin", "Paysheet: the API that people create and schedule payouts with."),
      config,
      data: this.data,
      distribution: this.distribution,
    });
    Tags.of(this).add("app", "paysheet");
    Tags.of(this).add("stage", stage);
  }
}
