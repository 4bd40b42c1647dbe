import { z } from "zod";
import { SlackRefusal } from "../slack-refusal.ts";
import { BOT, type Member, TEAM } from "../workspace.ts";
import { checkChannel, type Method, optionalText, readAs } from "./method.ts";

export const authTest: Method = () => ({
  url: `https://${TEAM.domain}.slack.com/`,
  team: TEAM.name,
  team_id: TEAM.id,
  user: BOT.name.toLowerCase(),
  user_id: BOT.userId,
  bot_id: BOT.botId,
  is_enterprise_install: false,
});

export const conversationsInfo: Method = (args, { workspace }) => {
  const { channel } = readAs(z.object({ channel: optionalText }), args);
  checkChannel(channel, workspace);
  const { id, name } = workspace.channel;
  return {
    channel: {
      id,
      name,
      name_normalized: name,
      is_channel: true,
      is_private: false,
      is_archived: false,
      is_member: true,
    },
  };
};

export const usersInfo: Method = (args, { workspace }) => {
  const { user } = readAs(z.object({ user: optionalText }), args);
  const member = workspace.members.find(({ id }) => id === user);
  if (member === undefined) throw new SlackRefusal("user_not_found");
  return { user: present(member) };
};

export const usersLookupByEmail: Method = (args, { workspace }) => {
  const { email } = readAs(z.object({ email: optionalText }), args);
  const member = workspace.members.find((candidate) => candidate.email === email);
  if (member === undefined) throw new SlackRefusal("users_not_found");
  return { user: present(member) };
};

function present({ id, name, email }: Member) {
  return {
    id,
    team_id: TEAM.id,
    name: email.split("@")[0],
    real_name: name,
    deleted: false,
    is_bot: false,
    profile: { real_name: name, display_name: name, email },
  };
}
