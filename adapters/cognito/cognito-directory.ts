import {
  AdminListGroupsForUserCommand,
  type CognitoIdentityProviderClient,
  ListUsersCommand,
  UserNotFoundException,
} from "@aws-sdk/client-cognito-identity-provider";
import type { AccountStatus, Directory } from "../../domain/payout/directory.ts";
import { type Person, type Role, roleSchema } from "../../domain/payout/person.ts";

export interface CognitoDirectoryOptions {
  readonly cognito: CognitoIdentityProviderClient;
  readonly userPoolId: string;
  /** As the pool's tokens name it: a subject of another issuer is no subject of the pool. */
  readonly issuer: string;
}

/** More groups than roles: somebody may be in groups that are none of ours. */
const MOST_GROUPS = 60;

/**
 * The people of a Cognito user pool. Asked by their subject, which no one else ever gets, unlike a
 * name; their groups are their roles.
 */
export function createCognitoDirectory(options: CognitoDirectoryOptions): Directory {
  const { cognito, userPoolId: UserPoolId, issuer } = options;

  async function ask({ id }: Person): Promise<AccountStatus> {
    const { Users = [] } = await cognito.send(
      new ListUsersCommand({ UserPoolId, Filter: `sub = "${quoted(id)}"`, Limit: 1 }),
    );
    const { Username, Enabled } = Users[0] ?? {};
    if (Username === undefined || Enabled === false) return { kind: "left" };
    return { kind: "active", roles: await rolesOf(Username) };
  }

  async function rolesOf(Username: string): Promise<readonly Role[]> {
    const { Groups = [] } = await cognito.send(
      new AdminListGroupsForUserCommand({ UserPoolId, Username, Limit: MOST_GROUPS }),
    );
    return Groups.flatMap(({ GroupName }) => roleSchema.safeParse(GroupName).data ?? []);
  }

  return {
    async statusOf(person) {
      if (person.issuer !== issuer) return { kind: "not_asked" };
      try {
        return await ask(person);
      } catch (error) {
        // Deleted between the two questions.
        if (error instanceof UserNotFoundException) return { kind: "left" };
        return { kind: "no_answer", code: error instanceof Error ? error.name : "unknown" };
      }
    },
  };
}

/** Within a filter's quotes. */
function quoted(text: string): string {
  return text.replaceAll(/["\\]/g, "\\$&");
}
