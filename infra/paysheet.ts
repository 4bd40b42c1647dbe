import { join } from "node:path";
import { Annotations, type StackProps, Stage, type StageSynthesisOptions, Tags } from "aws-cdk-lib";
import type { CloudAssembly } from "aws-cdk-lib/cx-api";
import type { Construct } from "constructs";
import { sharedPointsApis } from "../config/shared-points-apis.ts";
import {
  parseStageConfig,
  type StageConfig,
  type StageConfigInput,
} from "../config/stage-config.ts";
import { optional } from "../domain/optional.ts";
import { AdminStack } from "./admin/admin-stack.ts";
import { CiRoleStack } from "./ci-role/ci-role-stack.ts";
import { DataStack } from "./data/data-stack.ts";
import { DistributionStack } from "./distribution/distribution-stack.ts";
import { EdgeStack } from "./edge/edge-stack.ts";
import { FEATURE_FLAGS } from "./feature-flags.ts";
import { assertWithinLimits } from "./limits.ts";
import { MonitoringStack } from "./monitoring/monitoring-stack.ts";

/** The admin page, which is built before anything is synthesised. */
const PAGE_DIRECTORY = join(import.meta.dirname, "../admin-page/dist");

/** All that differs from one deployment to another; a field that is wrong is named at synthesis. */
export interface PaysheetProps extends StageConfigInput {
  /**
   * What the deployment is called, `prod` say. Its stacks are `paysheet-prod-data` and so on, its secrets
   * `paysheet/prod/slack` and so on: another name is another deployment, with nothing of this one in it.
   */
  readonly stage: string;
  /** A built page in place of the one that comes with it. */
  readonly pageDirectory?: string;
}

/** One whole deployment: the edge, the data, what pays, the admin API, and monitoring. */
export class Paysheet extends Stage {
  readonly stage: string;
  readonly config: StageConfig;
  readonly edge: EdgeStack;
  readonly data: DataStack;
  readonly distribution: DistributionStack;
  readonly admin: AdminStack;
  readonly monitoring: MonitoringStack;

  /** @throws {Error} that names every property that is wrong */
  constructor(scope: Construct, id: string, props: PaysheetProps) {
    const { stage, pageDirectory = PAGE_DIRECTORY, ...input } = props;
    const config = parseStageConfig(stage, input);
    const { account, region } = config;
    super(scope, id, {
      env: { ...optional("account", account), ...optional("region", region) },
    });
    this.stage = stage;
    this.config = config;
    for (const [flag, value] of Object.entries(FEATURE_FLAGS)) this.node.setContext(flag, value);
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
    this.warnOfSharedPointsApis();
    Tags.of(this).add("app", "paysheet");
    Tags.of(this).add("stage", stage);
  }

  /** The command line shows what is said of a stack alone, not of a stage or an app. */
  private warnOfSharedPointsApis(): void {
    for (const other of this.node.root.node.findAll()) {
      if (!(other instanceof Paysheet) || other === this) continue;
      const pair = [other, this].map(({ stage, config }) => ({ name: stage, config }));
      for (const warning of sharedPointsApis(pair)) {
        Annotations.of(this.distribution).addWarningV2("paysheet:sharedPointsApi", warning);
      }
    }
  }

  /** @throws {Error} that names all that AWS would refuse for its size */
  override synth(options?: StageSynthesisOptions): CloudAssembly {
    const assembly = super.synth(options);
    assertWithinLimits(
      assembly.stacks.map(({ stackName, template }) => ({ name: stackName, template })),
    );
    return assembly;
  }
}
