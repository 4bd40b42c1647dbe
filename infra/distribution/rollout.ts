import { Duration, Validations } from "aws-cdk-lib";
import { Alarm, ComparisonOperator, TreatMissingData } from "aws-cdk-lib/aws-cloudwatch";
import { LambdaDeploymentConfig, LambdaDeploymentGroup } from "aws-cdk-lib/aws-codedeploy";
import type { Alias } from "aws-cdk-lib/aws-lambda";
import { Construct } from "constructs";

const CODEDEPLOY_POLICY =
  "arn:<AWS::Partition>:iam::aws:policy/service-role/AWSCodeDeployRoleForLambdaLimited";

/**
 * Moves an alias to a new version in two steps: a tenth of what starts in the first five minutes,
 * then all, or back when an invocation fails meanwhile. Executions that began stay on the version
 * they began with, whatever the alias does.
 */
export class Rollout extends Construct {
  constructor(scope: Construct, id: string, alias: Alias) {
    super(scope, id);
    // Told to CodeDeploy alone; what people have to know is in infra/monitoring/.
    const failing = new Alarm(this, "Failing", {
      alarmDescription: "Takes a new version of distribute back while it is being rolled out.",
      metric: alias.metricErrors({ period: Duration.minutes(1) }),
      threshold: 1,
      evaluationPeriods: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    const group = new LambdaDeploymentGroup(this, "Group", {
      alias,
      deploymentConfig: LambdaDeploymentConfig.CANARY_10PERCENT_5MINUTES,
      alarms: [failing],
    });
    Validations.of(group).acknowledge({
      id: `AwsSolutions-IAM4[Policy::${CODEDEPLOY_POLICY}]`,
      reason:
        "AWS's own list of what CodeDeploy needs to move an alias; only CodeDeploy takes it on.",
    });
  }
}
