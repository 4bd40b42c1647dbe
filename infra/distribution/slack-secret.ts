import type { Construct } from "constructs";
import { OperatorSecret } from "../constructs/operator-secret.ts";

/** The bot token that messages are posted with. */
export class SlackSecret extends OperatorSecret {
  constructor(scope: Construct, id: string, { stage }: { readonly stage: string }) {
    super(scope, id, {
      secretName: `paysheet/${stage}/slack`,
      description: 'Slack bot token: {"botToken": "xoxb-..."}',
      secretField: "botToken",
    });
  }
}
