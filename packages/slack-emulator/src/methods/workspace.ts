import * as z from "zod";
import { SlackRefusal } from "../slack-refusal.ts";
import { BOT, type Member, memberOf, TEAM, type Workspace } from "../workspace.ts";
import { type Method, optionalText, readAs } from "./method.ts";

export const authTest: Method = () => ({
  url: `https://${TEAM.domain}.slack.com/`,
  team: TEAM.name,
  team_id: TEAM.id,
  user: BOT.name.toLowerCase(),
  user_id: BOT.userId,
  bot_id: BOT.botId,
  is_enterprise_install: false,
});

export const usersInfo: Method = (args, { workspace }) => {
  const { user } = readAs(z.object({ user: optionalText }), args);
  return { user: present(memberOf(user, workspace), workspace) };
};

export const usersLookupByEmail: Method = (args, { workspace }) => {
  const { email = "" } = readAs(z.object({ email: optionalText }), args);
  const wanted = email.toLowerCase();
  const member = workspace.members.find(
    (one) => one.email.toLowerCase() === wanted && one.isDeactivated !== true,
  );
  if (member === undefined) throw new SlackRefusal("users_not_found");
  return { user: present(member, workspace) };
};

function present(member: Member, { scopes }: Workspace) {
  const { id, name, email, isDeactivated = false, isEmailUnconfirmed = false } = member;
  return {
    id,
    team_id: member.teamId ?? TEAM.id,
    name: email.split("@")[0],
    real_name: name,
    deleted: isDeactivated,
    is_bot: false,
    is_email_confirmed: !isEmailUnconfirmed,
    profile: {
      real_name: name,
      display_name: name,
      ...(scopes.has("users:read.email") ? { email } : {}),
    },
  };
}
