import { SlackRefusal } from "./slack-refusal.ts";

/** Somebody of the workspace: may be mentioned, write, and click. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** Left the company. */
  readonly isDeactivated?: boolean;
  /** Has not shown yet that the address is theirs. */
  readonly isEmailUnconfirmed?: boolean;
  /** Of another company that the channel is shared with. */
  readonly teamId?: string;
}

/** The workspace as the emulator has it: one channel, one app that may post, some people. */
export interface Workspace {
  readonly channel: { readonly id: string; readonly name: string };
  readonly botToken: string;
  readonly members: readonly Member[];
  /** What the app may do, e.g. `chat:write`. */
  readonly scopes: ReadonlySet<string>;
  /** Archived channels can be read only. */
  isArchived: boolean;
}

export const TEAM = { id: "T0LOCAL", name: "Paysheet", domain: "paysheet-local" };
export const BOT = {
  name: "Paysheet",
  userId: "U0PAYSHEET",
  botId: "B0PAYSHEET",
  appId: "A0PAYSHEET",
};

/** All that the emulator can grant. */
export const ALL_SCOPES: readonly string[] = [
  "channels:history",
  "chat:write",
  "files:write",
  "users:read",
  "users:read.email",
];

/** @throws {SlackRefusal} `user_not_found` */
export function memberOf(userId: string | undefined, { members }: Workspace): Member {
  const member = members.find(({ id }) => id === userId);
  if (member === undefined) throw new SlackRefusal("user_not_found");
  return member;
}
