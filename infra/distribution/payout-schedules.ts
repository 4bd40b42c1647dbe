import { RemovalPolicy, Stack } from "aws-cdk-lib";
import { type IGrantable, PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { Alias } from "aws-cdk-lib/aws-lambda";
import { ScheduleGroup } from "aws-cdk-lib/aws-scheduler";
import { Construct } from "constructs";
import { answerWildcard } from "../constructs/answer-wildcard.ts";
import { DeadLetterQueue } from "../constructs/dead-letter-queue.ts";

export type ScheduleUse = "CreateSchedule" | "GetSchedule" | "DeleteSchedule";

/** The group that holds one schedule a payout, and what firing one takes. */
export class PayoutSchedules extends Construct {
  readonly group: ScheduleGroup;
  /** Gets firings that EventBridge Scheduler could not deliver: each is a payout not started. */
  readonly undelivered: DeadLetterQueue;
  /** What EventBridge Scheduler takes on to fire. */
  readonly firingRole: Role;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.group = new ScheduleGroup(this, "Group", {
      // It has a name: the group of a failed first deployment would be in the way of the next.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    });
    this.undelivered = new DeadLetterQueue(this, "Undelivered");
    this.firingRole = new Role(this, "FiringRole", {
      description: "What EventBridge Scheduler takes on to start a distribution.",
      // Both conditions: else another account's schedule could borrow the role (confused deputy).
      assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
        conditions: {
          StringEquals: {
            "aws:SourceAccount": Stack.of(this).account,
            "aws:SourceArn": this.group.scheduleGroupArn,
          },
        },
      }),
    });
    this.firingRole.addToPolicy(
      new PolicyStatement({
        actions: ["sqs:SendMessage"],
        resources: [this.undelivered.queueArn],
      }),
    );
  }

  /** Lets schedules start this alias, and no other version of the function. */
  allowInvoke(alias: Alias): void {
    this.firingRole.addToPolicy(
      new PolicyStatement({
        actions: ["lambda:InvokeFunction"],
        resources: [alias.functionArn],
      }),
    );
  }

  /** Allows exactly these calls on the group's schedules. */
  allow(grantee: IGrantable, uses: readonly ScheduleUse[]): void {
    const schedules = Stack.of(this).formatArn({
      service: "scheduler",
      resource: "schedule",
      resourceName: `${this.group.scheduleGroupName}/*`,
    });
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: uses.map((use) => `scheduler:${use}`),
        resources: [schedules],
      }),
    );
    const reason = "Schedules come and go with payouts; all of this group are Paysheet's own.";
    answerWildcard(grantee.grantPrincipal, schedules, reason);
    if (!uses.includes("CreateSchedule")) return;
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ["iam:PassRole"],
        resources: [this.firingRole.roleArn],
        conditions: { StringEquals: { "iam:PassedToService": "scheduler.amazonaws.com" } },
      }),
    );
  }
}
