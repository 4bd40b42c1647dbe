import type { SignedRequests } from "../../adapters/dynamodb/dynamodb-signed-requests.ts";
import type { UserInfo } from "../../adapters/oidc/user-info.ts";
import type { SlackUsers } from "../../adapters/slack/slack-users.ts";
import type { SlackViews } from "../../adapters/slack/slack-views.ts";
import type { PeopleStore } from "../../domain/payout/people-store.ts";

/** What buttons in Slack need besides the routes' own. */
export interface SlackDeps {
  /** Undefined as long as nobody put it into the secret. @throws {SecretError} */
  readonly signingSecret: () => Promise<string | undefined>;
  readonly requests: SignedRequests;
  readonly users: SlackUsers;
  readonly views: SlackViews;
  readonly people: PeopleStore;
  /** Where tokens hold no e-mail address. */
  readonly userInfo: UserInfo;
  /** Where the admin page stands. */
  readonly pageUrl?: string;
  /** Slack is answered within this time, whatever is known by then; Slack waits 3 s. */
  readonly answerWithinMs: number;
}
