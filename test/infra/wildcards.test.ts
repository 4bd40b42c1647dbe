import { expect, it } from "vitest";
import { statementsOf } from "./permissions.ts";
import { NETWORK, resourcesOf, synthStage, textOf } from "./synth-stage.ts";

const BUCKET = "arn:aws:s3:::paysheet-dev-<AWS::AccountId>-ap-northeast-2";
const COPIER = "CDK's own function, which copies the page while deploying, and no person calls.";
const KIND = "Payouts come and go; all of these are of one kind.";

/** Every `*` in what a policy allows, and why it may stand there. */
const REASONS: Readonly<Record<string, string>> = {
  [`${BUCKET}/sheets/*`]: KIND,
  [`${BUCKET}/checks/*`]: KIND,
  [`${BUCKET}/problems/*`]: KIND,
  [`${BUCKET}/chunks/*`]: KIND,
  [`${BUCKET}/results/*`]: KIND,
  "schedules of the group": "Schedules come and go; all of this group are Paysheet's own.",
  "*": "X-Ray has no resources to name.",
  "<DistributeFunctionArn>:*": "Its own executions alone, under whichever version.",
  "<PageBucketArn>/*": COPIER,
  "arn:aws:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-ap-northeast-2/*": COPIER,
  "s3:GetBucket*": COPIER,
  "s3:GetObject*": COPIER,
  "s3:List*": COPIER,
  "s3:DeleteObject*": COPIER,
  "s3:Abort*": COPIER,
};

function wildcardsIn(templates: Omit<ReturnType<typeof synthStage>, "config">): string[] {
  const allowed = Object.values(templates)
    .flatMap((template) => statementsOf(template))
    .filter(({ Effect }) => Effect === "Allow")
    .flatMap(({ Action, Resource }) => [...Action, ...(Resource ?? [])])
    .filter((name) => name.includes("*"))
    .map((name) => (/:schedule\/[\w-]+\/\*$/.test(name) ? "schedules of the group" : name));
  return [...new Set(allowed)].sort();
}

it("allows nothing by a wildcard that is not reasoned here", () => {
  const { config: _, ...templates } = synthStage({ rollout: "canary" });
  expect(wildcardsIn(templates)).toEqual(Object.keys(REASONS).sort());
});

it("allows interfaces of any name to a function in a network, and denies them to its code", () => {
  const { config: _, ...templates } = synthStage({
    network: NETWORK,
    rollout: "canary",
    tracing: false,
  });
  expect(wildcardsIn(templates)).toEqual(Object.keys(REASONS).sort());
  // EC2 names interfaces only once they are made.
  const onInterfaces = statementsOf(templates.distribution).filter(({ Action }) =>
    Action.some((action) => action.startsWith("ec2:")),
  );
  const [allow, deny] = onInterfaces;
  expect(onInterfaces).toHaveLength(2);
  expect(allow?.Effect).toBe("Allow");
  expect(deny).toEqual({
    ...allow,
    Effect: "Deny",
    Condition: { Null: { "lambda:SourceFunctionArn": "false" } },
  });
});

it("gives roles of ours no policy that AWS manages, and no policy that is not read here", () => {
  const { config: _, ...templates } = synthStage({ rollout: "canary" });
  const managed = Object.values(templates)
    .flatMap((template) => resourcesOf(template, "AWS::IAM::Role"))
    .filter(({ Properties }) => "ManagedPolicyArns" in Properties || "Policies" in Properties)
    .map(({ Properties }) => Properties["ManagedPolicyArns"]);
  const policies = managed.flatMap((arns) => (Array.isArray(arns) ? arns.map(textOf) : ["inline"]));
  expect(policies.map((arn) => arn.replace(/^.*:policy\//, ""))).toEqual([
    // Of CDK's function that copies the page while deploying.
    "service-role/AWSLambdaBasicExecutionRole",
    // Of CodeDeploy, which moves the alias.
    "service-role/AWSCodeDeployRoleForLambdaLimited",
    // Of CDK's function that sets the bucket's notifications while deploying.
    "service-role/AWSLambdaBasicExecutionRole",
  ]);
});
