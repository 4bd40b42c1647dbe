import { type StackProps, Stage, Tags } from "aws-cdk-lib";
import type { Construct } from "constructs";
import type { StageConfig } from "../config/stage-config.ts";
import { optional } from "../domain/optional.ts";
import { AdminStack } from "./admin/admin-stack.ts";
import { CiRoleStack } from "./ci-role/ci-role-stack.ts";
import { DataStack } from "./data/data-stack.ts";
import { DistributionStack } from "./distribution/distribution-stack.ts";
import { EdgeStack } from "./edge/edge-stack.ts";
import { MonitoringStack } from "./monitoring/monitoring-stack.ts";

export interface PaysheetStageProps {
  readonly config: StageConfig;
  /** The built admin page. */
  readonly pageDirectory: string;
}

/** One whole deployment: the edge, the data, what pays, the admin API, and monitoring. */
export class PaysheetStage extends Stage {
  readonly edge: EdgeStack;
  readonly data: DataStack;
  readonly distribution: DistributionStack;
  readonly admin: AdminStack;
  readonly monitoring: MonitoringStack;

  constructor(scope: Construct, stage: string, { config, pageDirectory }: PaysheetStageProps) {
    const { account, region } = config;
    super(scope, stage, {
      env: { ...optional("account", account), ...optional("region", region) },
    });
    const stackProps = (name: string, description: string): StackProps => ({
      stackName: `paysheet-${stage}-${name}`,
      description,
    });

    this.edge = new EdgeStack(this, "Entrance", {
      ...stackProps("entrance", "Paysheet: the page, sign-in, and the door of the API."),
      stage,
      config,
      pageDirectory,
    });
    const { pageUrl, signIn } = this.edge;
    this.data = new DataStack(this, "Data", {
      ...stackProps("data", "Paysheet: sheets, results and the ledger. Outlives everything else."),
      stage,
      config,
      pageUrl,
    });
    this.distribution = new DistributionStack(this, "Distribution", {
      ...stackProps("distribution", "Paysheet: checks sheets and pays payouts on their date."),
      stage,
      config,
      data: this.data,
      pageUrl,
      signIn,
    });
    this.admin = new AdminStack(this, "Admin", {
      ...stackProps("admin", "Paysheet: the API that people create and schedule payouts with."),
      stage,
      config,
      edge: this.edge,
      data: this.data,
      distribution: this.distribution,
    });
    this.monitoring = new MonitoringStack(this, "Watch", {
      ...stackProps("watch", "Paysheet: alarms that reach Slack, and a dashboard."),
      stage,
      config,
      edge: this.edge,
      distribution: this.distribution,
      admin: this.admin,
    });
    const { delivery: ciRole } = config;
    if (ciRole !== undefined) {
      new CiRoleStack(this, "Delivery", {
        ...stackProps("delivery", "Paysheet: lets GitHub Actions deploy, without a key."),
        stage,
        ciRole,
      });
    }
    Tags.of(this).add("app", "paysheet");
    Tags.of(this).add("stage", stage);
  }
}
