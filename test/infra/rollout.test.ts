import { describe, expect, it } from "vitest";
import { NETWORK, resourcesOf, synthStage, textOf, theResource } from "./synth-stage.ts";

const { distribution, admin } = synthStage({ rollout: "canary" });

describe("a new version of distribute", () => {
  it("takes over in two steps, and is taken back when an invocation fails meanwhile", () => {
    expect(theResource(distribution, "AWS::CodeDeploy::DeploymentGroup").Properties).toMatchObject({
      DeploymentConfigName: "CodeDeployDefault.LambdaCanary10Percent5Minutes",
      AutoRollbackConfiguration: {
        Enabled: true,
        Events: expect.arrayContaining(["DEPLOYMENT_STOP_ON_ALARM"]),
      },
      AlarmConfiguration: { Enabled: true },
    });
    const { Dimensions, MetricName } = theResource(
      distribution,
      "AWS::CloudWatch::Alarm",
    ).Properties;
    expect(MetricName).toBe("Errors");
    expect(JSON.stringify(Dimensions)).toContain(":live");
    expect(theResource(distribution, "AWS::Lambda::Alias")).toMatchObject({
      UpdatePolicy: { CodeDeployLambdaAliasUpdate: expect.anything() },
    });
  });

  it("leaves payouts in flight on theirs, which no deployment takes away", () => {
    for (const version of resourcesOf(distribution, "AWS::Lambda::Version")) {
      expect(version).toMatchObject({ DeletionPolicy: "Retain", UpdateReplacePolicy: "Retain" });
    }
    expect(
      theResource(distribution, "AWS::Lambda::Function", "DistributeFunction").Properties,
    ).toMatchObject({ DurableConfig: { RetentionPeriodInDays: 30 } });
  });

  it("is reached through the alias alone, by schedules and by the admin API", () => {
    const { Variables } = theResource(admin, "AWS::Lambda::Function").Properties["Environment"] as {
      Variables: Record<string, unknown>;
    };
    expect(textOf(Variables["PAYSHEET_DISTRIBUTE_ARN"])).toBe("<DistributeFunctionAliaslive>");
    // An alias's Ref is its ARN; of the function itself no policy names more than its executions.
    const policies = [distribution, admin].flatMap((template) =>
      resourcesOf(template, "AWS::IAM::Policy").map(({ Properties }) => JSON.stringify(Properties)),
    );
    const bare = policies.filter((policy) =>
      /"lambda:InvokeFunction","Effect":"Allow","Resource":\{"Fn::GetAtt":\["Distribute/.test(
        policy,
      ),
    );
    expect(bare).toEqual([]);
  });

  it("takes over at once where the stage says so", () => {
    const { distribution: atOnce } = synthStage({ rollout: "at_once" });
    expect(resourcesOf(atOnce, "AWS::CodeDeploy::DeploymentGroup")).toEqual([]);
  });
});

describe("what the configuration may ask for", () => {
  it("is a network for distribute alone", () => {
    const placed = resourcesOf(
      synthStage({ network: NETWORK }).distribution,
      "AWS::Lambda::Function",
    ).filter(({ Properties }) => "VpcConfig" in Properties);
    expect(placed.map(({ Properties }) => Properties["VpcConfig"])).toEqual([
      { SubnetIds: NETWORK.subnetIds, SecurityGroupIds: NETWORK.securityGroupIds },
    ]);
    expect(placed[0]?.Properties["DurableConfig"]).toBeDefined();
  });

  it("is concurrency set aside, and none by default", () => {
    const reservedIn = (stage: ReturnType<typeof synthStage>) =>
      [stage.distribution, stage.admin].flatMap((template) =>
        resourcesOf(template, "AWS::Lambda::Function").flatMap(
          ({ Properties }) => Properties["ReservedConcurrentExecutions"] ?? [],
        ),
      );
    expect(reservedIn(synthStage())).toEqual([]);
    const reservedConcurrency = { distribute: 5, adminApi: 20 };
    expect(reservedIn(synthStage({ reservedConcurrency }))).toEqual([5, 20]);
  });
});
