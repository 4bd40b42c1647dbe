/** Somebody of the workspace whom messages may mention. */
export interface Member {
  readonly id: string;
  readonly name: string;
  readonly email: string;
}

/** The workspace as the stand-in has it: one channel, one app that may post, some people. */
export interface Workspace {
  readonly channel: { readonly id: string; readonly name: string };
  readonly botToken: string;
  readonly members: readonly Member[];
}

export const TEAM = { id: "T0LOCAL", name: "Paysheet", domain: "paysheet-local" };
export const BOT = {
  name: "Paysheet",
  userId: "U0PAYSHEET",
  botId: "B0PAYSHEET",
  appId: "A0PAYSHEET",
};
