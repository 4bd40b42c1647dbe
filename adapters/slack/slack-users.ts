import * as z from "zod";
import { ChannelError } from "../../domain/channel/channel.ts";
import { createSlackIdentity, type SlackIdentity } from "./slack-identity.ts";
import type { CallArguments, SlackWeb } from "./slack-web.ts";

/** The people of the Slack workspace. */
export interface SlackUsers {
  /**
   * The confirmed e-mail address of a member of our own workspace; undefined for everyone else:
   * guests of other companies, bots, people who left, people unknown.
   * @throws {ChannelError} `missing_scope` without users:read, or when Slack can't be asked
   */
  emailOf(slackUserId: string): Promise<string | undefined>;
  /**
   * The id of the member of our own workspace who has that confirmed e-mail address.
   * @throws {ChannelError} `missing_scope` without users:read.email, or when Slack can't be asked
   */
  idOf(email: string): Promise<string | undefined>;
}

const userSchema = z.object({
  user: z.object({
    id: z.string().min(1),
    team_id: z.string().optional(),
    deleted: z.boolean().optional(),
    is_bot: z.boolean().optional(),
    is_stranger: z.boolean().optional(),
    is_email_confirmed: z.boolean().optional(),
    enterprise_user: z.object({ enterprise_id: z.string().nullish() }).optional(),
    /** Without the scope users:read.email it lacks the address. */
    profile: z.object({ email: z.string().min(1).optional() }),
  }),
});
type SlackUser = z.infer<typeof userSchema>["user"];

/** Scopes: users:read, users:read.email. */
export function createSlackUsers({ web }: { readonly web: SlackWeb }): SlackUsers {
  const whoAmI = createSlackIdentity(web);

  async function read(method: string, args: CallArguments): Promise<SlackUser | undefined> {
    try {
      const [{ user }, we] = await Promise.all([web.call(method, args, userSchema), whoAmI()]);
      const isConfirmed = user.is_email_confirmed !== false;
      return isConfirmed && isColleague(user, we) ? user : undefined;
    } catch (error) {
      const isUnknown = error instanceof ChannelError && UNKNOWN.has(error.code);
      if (isUnknown) return undefined;
      throw error;
    }
  }

  return {
    async emailOf(slackUserId) {
      return (await read("users.info", { user: slackUserId }))?.profile.email;
    },
    async idOf(email) {
      return (await read("users.lookupByEmail", { email }))?.id;
    },
  };
}

const UNKNOWN = new Set(["user_not_found", "user_not_visible", "users_not_found"]);

/** People of another company could have any address there, and permissions depend on it. */
function isColleague(user: SlackUser, we: SlackIdentity): boolean {
  if (user.deleted === true || user.is_bot === true || user.is_stranger === true) return false;
  if (user.team_id === we.team_id) return true;
  const enterprise = user.enterprise_user?.enterprise_id ?? undefined;
  return enterprise !== undefined && enterprise === we.enterprise_id;
}
