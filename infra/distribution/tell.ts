import { Duration } from "aws-cdk-lib";
import { type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import type { TellEnvironment } from "../../lambdas/tell/environment.ts";
import { DeadLetterQueue } from "../constructs/dead-letter-queue.ts";
import { ServiceFunction } from "../constructs/service-function.ts";
import { allowTelling, type Telling, tellingEnvironment } from "./telling.ts";

/** Brings the Slack channel up to date with a payout, whenever it is asked to. */
export class Tell extends Construct {
  readonly function: ServiceFunction<TellEnvironment>;
  readonly untold: DeadLetterQueue;

  constructor(scope: Construct, id: string, telling: Telling) {
    super(scope, id);
    // The watch tells what stands here all the same, some minutes later.
    this.untold = new DeadLetterQueue(this, "Untold");
    this.function = new ServiceFunction<TellEnvironment>(this, "Function", {
      description: "Brings the Slack channel up to date with a payout.",
      entry: "lambdas/tell/entry.ts",
      environment: tellingEnvironment(telling),
      memoryMb: 512,
      timeout: Duration.minutes(2),
      logRetentionDays: telling.config.logRetentionDays,
      deadLetterQueue: this.untold,
    });
    allowTelling(this.function, telling);
  }

  /** Lets the grantee ask for it. */
  allowStart(grantee: IGrantable): void {
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        actions: ["lambda:InvokeFunction"],
        resources: [this.function.functionArn],
      }),
    );
  }
}
