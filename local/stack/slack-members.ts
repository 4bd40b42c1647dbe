import type { LocalSlackOptions } from "@paysheet/slack-emulator";
import { LOCAL_PEOPLE } from "../oidc/local-users.ts";

/** The local people as Slack knows them, e.g. `U0MARKETER`; who does most comes first. */
export const SLACK_MEMBERS: LocalSlackOptions["members"] = LOCAL_PEOPLE.toSorted(
  (one, other) => rank(one.id) - rank(other.id),
).map(({ id, name, email }) => ({ id: `U0${id.toUpperCase()}`, name, email }));

function rank(id: string): number {
  return ["marketer", "approver", "admin"].indexOf(id) >>> 0;
}
