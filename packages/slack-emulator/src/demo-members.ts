import { LOCAL_PEOPLE } from "../../../local/oidc/local-users.ts";
import type { Member } from "./workspace.ts";

/** The people of the local stack as Slack knows them, e.g. `U0MARKETER`; who does most comes first. */
export const DEMO_MEMBERS: readonly Member[] = LOCAL_PEOPLE.toSorted(
  (one, other) => rank(one.id) - rank(other.id),
).map(({ id, name, email }) => ({ id: `U0${id.toUpperCase()}`, name, email }));

function rank(id: string): number {
  return ["marketer", "approver", "admin"].indexOf(id) >>> 0;
}
