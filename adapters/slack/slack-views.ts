import * as z from "zod";
import type { SlackWeb } from "./slack-web.ts";

/** Dialogues in Slack. */
export interface SlackViews {
  /**
   * Opens a modal for the person who clicked. A trigger id is good for one opening within 3 s of
   * the click, so give the `web` a short timeout; it is never tried twice.
   * @throws {ChannelError} e.g. `expired_trigger_id`, `invalid_arguments`
   */
  open(triggerId: string, view: Readonly<Record<string, unknown>>): Promise<void>;
}

export function createSlackViews({ web }: { readonly web: SlackWeb }): SlackViews {
  return {
    async open(triggerId, view) {
      await web.callOnce("views.open", { trigger_id: triggerId, view }, z.unknown());
    },
  };
}
