import type { Construct } from "constructs";
import { OperatorSecret } from "../constructs/operator-secret.ts";

/**
 * The Slack app's own secrets: the bot token that messages are posted with, and the signing secret
 * that its buttons are verified by. Random until it is set is the one that could be forged.
 */
export class SlackSecret extends OperatorSecret {
  constructor(scope: Construct, id: string, { stage }: { readonly stage: string }) {
    super(scope, id, {
      secretName: `paysheet/${stage}/slack`,
      description: 'Slack app: {"botToken": "xoxb-...", "signingSecret": "..."}',
      secretField: "signingSecret",
      otherFields: ["botToken"],
    });
  }
}
