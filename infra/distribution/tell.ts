import { Duration } from "aws-cdk-lib";
import { type IGrantable, PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Construct } from "constructs";
import type { TellEnvironment } from "../../lambdas/tell/environment.ts";
import { ServiceFunction } from "../constructs/service-function.ts";
import { allowTelling, type Telling, tellingEnvironment } from "./telling.ts";

/** Brings the Slack channel up to date with a payout, whenever it is asked to. */
export class Tell extends Construct {
  readonly function: ServiceFunction<TellEnvironment>;

  constructor(scope: Construct, id: string, telling: Telling) {
    super(scope, id);
    this.function = new ServiceFunction<TellEnvironment>(this, "Function", {
      description: "Brings the Slack channel up to date with a payout.",
      entry: "lambdas/tell/entry.ts",
      environment: tellingEnvironment(telling),
      memoryMb: 512,
      timeout: Duration.minutes(2),
      config: telling.config,
      // The watch tells what ends there all the same, some minutes later.
      deadLetterQueue: telling.untold,
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
