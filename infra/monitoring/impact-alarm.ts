import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import type { ITopic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import type { StageConfig } from "../../config/stage-config.ts";
import { type AlarmName, IMPACTS } from "./impacts.ts";

const RUNBOOK = "docs/runbook.md";

export interface ImpactAlarmProps {
  readonly stage: string;
  readonly config: StageConfig;
  readonly topic: ITopic;
  readonly metric: IMetric;
  /** Breached at this value and above; 1 by default. */
  readonly threshold?: number;
  /** Breached by silence: the metric is below 1, or missing, for this many periods. */
  readonly silentPeriods?: number;
}

/**
 * An alarm whose description says what it means for people, and on its last line where the runbook
 * says what to do. Its beginning and its end are both announced.
 */
export class ImpactAlarm extends Alarm {
  constructor(scope: Construct, name: AlarmName, props: ImpactAlarmProps) {
    const { stage, config, topic, metric, threshold = 1, silentPeriods } = props;
    const runbook = config.alarms.runbookUrl ?? RUNBOOK;
    super(scope, name, {
      alarmName: `paysheet-${stage}-${name}`,
      alarmDescription: `${IMPACTS[name][config.language]}\n${runbook}#${name}`,
      metric,
      threshold,
      evaluationPeriods: silentPeriods ?? 1,
      comparisonOperator:
        silentPeriods === undefined
          ? ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD
          : ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData:
        silentPeriods === undefined ? TreatMissingData.NOT_BREACHING : TreatMissingData.BREACHING,
    });
    const action = new SnsAction(topic);
    this.addAlarmAction(action);
    this.addOkAction(action);
  }
}
