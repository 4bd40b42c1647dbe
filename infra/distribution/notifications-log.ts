import { CfnResource, RemovalPolicy, type Stack } from "aws-cdk-lib";
import { LogGroup, type RetentionDays } from "aws-cdk-lib/aws-logs";

/** CDK's function that tells the bucket whom to notify, by its id in the stack. */
const HANDLER = "BucketNotificationsHandler050a0587b7544547bf325f094a3db834";

/**
 * Gives that function a log group of the stack's, which ends with it and keeps nothing for longer
 * than other logs: CDK has no option for it, and Lambda would make one that is kept for ever.
 */
export function manageNotificationsLog(stack: Stack, retention: RetentionDays): void {
  const handler = stack.node.findChild(HANDLER).node.findChild("Resource");
  if (!CfnResource.isCfnResource(handler)) throw new Error(`${HANDLER} is no function any more.`);
  const log = new LogGroup(stack, "NotificationsLog", {
    retention,
    removalPolicy: RemovalPolicy.DESTROY,
  });
  handler.addPropertyOverride("LoggingConfig", { LogGroup: log.logGroupName });
}
