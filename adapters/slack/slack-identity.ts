import * as z from "zod";
import type { SlackWeb } from "./slack-web.ts";

const identitySchema = z.object({
  user_id: z.string().min(1),
  bot_id: z.string().min(1).optional(),
  team_id: z.string().min(1),
  enterprise_id: z.string().min(1).nullish(),
});
/** Who we are in Slack. */
export type SlackIdentity = z.infer<typeof identitySchema>;

/** Asks Slack once who we are; a new token of the same app is still us. */
export function createSlackIdentity(web: SlackWeb): () => Promise<SlackIdentity> {
  let known: Promise<SlackIdentity> | undefined;
  return async () => {
    const asked = known ?? web.call("auth.test", {}, identitySchema);
    known = asked;
    try {
      return await asked;
    } catch (error) {
      if (known === asked) known = undefined;
      throw error;
    }
  };
}
