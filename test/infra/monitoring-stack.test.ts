import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { METRIC_NAMESPACE, METRICS } from "../../adapters/metrics/metric-names.ts";
import { IMPACTS } from "../../infra/monitoring/impacts.ts";
import { permissionsOf } from "./permissions.ts";
import { REFRESH_TOKENS, resourcesOf, synthStage, textOf, theResource } from "./synth-stage.ts";

const RUNBOOK_URL = "https://example.com/docs/runbook.md";
/** A stage that has every alarm there is. */
const { monitoring, distribution } = synthStage({
  language: "en",
  alarms: { email: "oncall@example.com", runbookUrl: RUNBOOK_URL },
  pointsApi: REFRESH_TOKENS,
});

const metricSchema = z.object({
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Dimensions: z
    .array(z.object({ Name: z.string(), Value: z.unknown().transform(textOf) }))
    .default([]),
});
const alarmSchema = z
  .object({
    AlarmName: z.string(),
    AlarmDescription: z.string(),
    AlarmActions: z.array(z.unknown().transform(textOf)),
    OKActions: z.array(z.unknown().transform(textOf)),
    ComparisonOperator: z.string(),
    Threshold: z.number(),
    TreatMissingData: z.string(),
    Metrics: z
      .array(z.object({ MetricStat: z.object({ Metric: metricSchema }).optional() }))
      .default([]),
  })
  .and(metricSchema);

const alarms = resourcesOf(monitoring, "AWS::CloudWatch::Alarm").map(({ Properties }) =>
  alarmSchema.parse(Properties),
);

/** What an alarm measures, as `namespace/metric of <what>`. */
function measuredBy(name: string): string[] {
  const found = alarms.find(({ AlarmName }) => AlarmName === `paysheet-dev-${name}`);
  if (found === undefined) throw new Error(`There is no alarm ${name}.`);
  const metrics = found.MetricName === undefined ? [] : [found];
  const inExpression = found.Metrics.flatMap(({ MetricStat }) => MetricStat?.Metric ?? []);
  return [...metrics, ...inExpression].map(
    ({ Namespace, MetricName, Dimensions }) =>
      `${Namespace}/${MetricName} of ${Dimensions.map(({ Value }) => Value).join(", ")}`,
  );
}

describe("every alarm", () => {
  it("says what it means for people, and where the runbook says what to do", () => {
    const described = alarms.map(({ AlarmName, AlarmDescription }) => [
      AlarmName,
      AlarmDescription,
    ]);
    expect(Object.fromEntries(described)).toEqual(
      Object.fromEntries(
        Object.entries(IMPACTS).map(([name, impact]) => [
          `paysheet-dev-${name}`,
          `${impact.en}\n${RUNBOOK_URL}#${name}`,
        ]),
      ),
    );
  });

  it("has its section in the runbook", () => {
    const headings = readFileSync("docs/runbook.md", "utf8").match(/^#+ .*$/gm) ?? [];
    const anchors = headings.map((heading) => heading.replace(/^#+ /, ""));
    expect(anchors).toEqual(expect.arrayContaining(Object.keys(IMPACTS)));
  });

  it("is told when it begins and when it ends", () => {
    for (const { AlarmActions, OKActions } of alarms) {
      expect(AlarmActions).toEqual(["<AlarmsTopic>"]);
      expect(OKActions).toEqual(AlarmActions);
    }
  });

  it("rings at the first thing that went wrong, but where a few may, and where silence is wrong", () => {
    const others = alarms.filter(
      ({ ComparisonOperator, Threshold, TreatMissingData }) =>
        ComparisonOperator !== "GreaterThanOrEqualToThreshold" ||
        Threshold !== 1 ||
        TreatMissingData !== "notBreaching",
    );
    expect(
      others.map(({ AlarmName, ComparisonOperator, Threshold, TreatMissingData }) => [
        AlarmName,
        ComparisonOperator,
        Threshold,
        TreatMissingData,
      ]),
    ).toEqual([
      ["paysheet-dev-payouts-late", "GreaterThanOrEqualToThreshold", 300, "notBreaching"],
      ["paysheet-dev-admin-api-failing", "GreaterThanOrEqualToThreshold", 3, "notBreaching"],
      ["paysheet-dev-calls-refused", "GreaterThanOrEqualToThreshold", 50, "notBreaching"],
      ["paysheet-dev-distribute-failing", "GreaterThanOrEqualToThreshold", 5, "notBreaching"],
      ["paysheet-dev-watch-silent", "LessThanThreshold", 1, "breaching"],
    ]);
  });

  it("looks at one metric, and most stages pay for no more than three of them", () => {
    for (const { AlarmName } of alarms) {
      expect(measuredBy(AlarmName.replace("paysheet-dev-", ""))).toHaveLength(1);
    }
    expect(resourcesOf(synthStage().monitoring, "AWS::CloudWatch::Alarm")).toHaveLength(13);
  });
});

describe("the alarms", () => {
  it("watch every queue that something dead may be in", () => {
    const queues = [distribution, monitoring]
      .flatMap((template) => resourcesOf(template, "AWS::SQS::Queue"))
      // One that gives what is dead to another holds none of it.
      .filter(({ Properties }) => Properties["RedrivePolicy"] === undefined);
    const watched = alarms.flatMap(({ AlarmName }) =>
      measuredBy(AlarmName.replace("paysheet-dev-", "")).filter((metric) =>
        metric.startsWith("AWS/SQS/ApproximateNumberOfMessagesVisible"),
      ),
    );
    expect(new Set(watched).size).toBe(queues.length);
  });

  it("watch what died, and what fails without having died yet", () => {
    const waiting = "AWS/SQS/ApproximateNumberOfMessagesVisible of";
    expect(measuredBy("payouts-died")).toEqual([`${waiting} <DistributeFailedQueueName>`]);
    expect(measuredBy("payouts-not-started")).toEqual([
      `${waiting} <SchedulesUndeliveredQueueName>`,
    ]);
    expect(measuredBy("slack-not-told")).toEqual([`${waiting} <UntoldQueueName>`]);
    expect(measuredBy("distribute-failing")).toEqual(["AWS/Lambda/Errors of <DistributeFunction>"]);
  });

  it("watch what our code counts, by the dimensions that it counts with", () => {
    const ours = (name: string) => measuredBy(name).map((metric) => metric.split(" of ")[1]);
    expect(measuredBy("payouts-halted")[0]).toMatch(/^Paysheet\/PayoutsHalted of /);
    expect(ours("payouts-halted")).toEqual(["payouts, dev"]);
    expect(ours("unknowns-waiting")).toEqual(["payouts, dev"]);
    expect(ours("payouts-late")).toEqual(["payouts, dev"]);
    expect(ours("calls-refused")).toEqual(["payouts, dev"]);
    expect(ours("refresh-token-ending")).toEqual(["payouts, dev"]);
  });
});

describe("the dashboard", () => {
  const body = textOf(
    theResource(monitoring, "AWS::CloudWatch::Dashboard").Properties["DashboardBody"],
  );

  it("shows everything that our code counts, and the alarms", () => {
    for (const name of Object.keys(METRICS)) {
      expect(body).toContain(`"${METRIC_NAMESPACE}","${name}"`);
    }
    expect(body).toContain('"type":"alarm"');
  });
});

describe("the way to people", () => {
  it("leads to Slack, and to the address that is told even when Slack is not", () => {
    const subscriptions = resourcesOf(monitoring, "AWS::SNS::Subscription").map(
      ({ Properties }) => [Properties["Protocol"], textOf(Properties["Endpoint"])],
    );
    expect(subscriptions.sort()).toEqual([
      ["email", "oncall@example.com"],
      ["lambda", "<AlarmsFunctionArn>"],
    ]);
  });

  it("lets alarms of this account alone be told, over TLS", () => {
    expect(theResource(monitoring, "AWS::SNS::TopicPolicy").Properties).toMatchObject({
      PolicyDocument: {
        Statement: expect.arrayContaining([
          expect.objectContaining({
            Effect: "Allow",
            Action: "sns:Publish",
            Principal: { Service: "cloudwatch.amazonaws.com" },
            Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
          }),
          expect.objectContaining({
            Effect: "Deny",
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          }),
        ]),
      },
    });
  });

  it("is encrypted under a key that CloudWatch may use, which the account's own for SNS is not", () => {
    expect(textOf(theResource(monitoring, "AWS::SNS::Topic").Properties["KmsMasterKeyId"])).toBe(
      "<AlarmsKeyArn>",
    );
    expect(theResource(monitoring, "AWS::KMS::Key").Properties).toMatchObject({
      EnableKeyRotation: true,
      KeyPolicy: {
        Statement: expect.arrayContaining([
          {
            Effect: "Allow",
            Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
            Principal: { Service: "cloudwatch.amazonaws.com" },
            Resource: "*",
          },
        ]),
      },
    });
  });

  it("lets tell-alarm read the Slack secret, and nothing else", () => {
    expect(permissionsOf(monitoring, "AlarmsFunctionRole")).toEqual([
      "logs:CreateLogStream on <AlarmsFunctionLogArn>",
      "logs:PutLogEvents on <AlarmsFunctionLogArn>",
      "secretsmanager:GetSecretValue on <SlackSecret>",
      "sqs:SendMessage on <UntoldArn>",
      "xray:PutTelemetryRecords on *",
      "xray:PutTraceSegments on *",
    ]);
  });

  it("lets nothing but the topic invoke tell-alarm", () => {
    const permissions = resourcesOf(monitoring, "AWS::Lambda::Permission").map(({ Properties }) => [
      Properties["Principal"],
      textOf(Properties["SourceArn"]),
    ]);
    expect(permissions).toEqual([["sns.amazonaws.com", "<AlarmsTopic>"]]);
  });
});
