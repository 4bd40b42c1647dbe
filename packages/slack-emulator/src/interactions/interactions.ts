import type { Clock } from "@paysheet/emulator-server/clock";
import * as z from "zod";
import type { ChannelStore } from "../channel-store.ts";
import type { Message } from "../message.ts";
import { presentMessage } from "../methods/present-message.ts";
import { SlackRefusal } from "../slack-refusal.ts";
import { BOT, memberOf, TEAM, type Workspace } from "../workspace.ts";
import type { AppAnswer, SendToApp } from "./app-endpoint.ts";
import { findButton, presentButton } from "./clicked-button.ts";
import { type Modals, presentView } from "./modals.ts";
import type { PrivateNotes } from "./private-notes.ts";
import type { ResponseUrls } from "./response-urls.ts";
import type { TriggerIds } from "./trigger-ids.ts";
import { type Entered, missingInputs, valuesOf } from "./view-values.ts";

export interface Click {
  readonly messageTs: string;
  readonly actionId: string;
  readonly userId: string;
}

export interface Submission {
  readonly viewId: string;
  readonly userId: string;
  readonly entered: Entered;
}

/** What the app answered to a submission, and what the person is told to mend, by block id. */
export type SubmissionResult = Partial<AppAnswer> & {
  readonly errors?: Readonly<Record<string, string>>;
};

/** What people do with the app's messages and modals: the app is told, as Slack tells it. */
export interface Interactions {
  /** @throws {SlackRefusal} when there is no such person, message or button */
  click(click: Click): Promise<AppAnswer>;
  /** @throws {SlackRefusal} when there is no such person or view */
  submit(submission: Submission): Promise<SubmissionResult>;
  /** @throws {SlackRefusal} when there is no such view */
  dismiss(viewId: string): void;
}

export interface InteractionsDeps {
  readonly store: ChannelStore;
  readonly workspace: Workspace;
  readonly notes: PrivateNotes;
  readonly modals: Modals;
  readonly triggers: TriggerIds;
  readonly responseUrls: ResponseUrls;
  /** The address that answers to a click are sent to. */
  readonly responseUrl: (secret: string) => string;
  readonly send: SendToApp;
  readonly clock: Clock;
}

/** What an app answers to a submission that it does not take. */
const responseSchema = z.object({
  response_action: z.literal("errors"),
  errors: z.record(z.string(), z.string()),
});

export function createInteractions(deps: InteractionsDeps): Interactions {
  const { store, workspace, notes, modals, triggers, responseUrls, send, clock } = deps;

  /** What every interaction says. */
  function envelope(userId: string) {
    const { id, name, email } = memberOf(userId, workspace);
    const username = email.split("@")[0] ?? name;
    return {
      user: { id, username, name: username, team_id: TEAM.id },
      api_app_id: BOT.appId,
      token: "verification-tokens-are-deprecated",
      team: { id: TEAM.id, domain: TEAM.domain },
      enterprise: null,
      is_enterprise_install: false,
      trigger_id: triggers.issue(id),
    };
  }

  function messageAt(ts: string): Message {
    const message = store.find(ts);
    if (message === undefined) throw new SlackRefusal("message_not_found");
    return message;
  }

  function clickPayload({ messageTs, actionId, userId }: Click) {
    const message = messageAt(messageTs);
    const placed = findButton(message, actionId);
    if (placed === undefined) throw new SlackRefusal("action_not_found");
    const { id: channelId, name } = workspace.channel;
    const { threadTs } = message;
    const actionTs = (clock.nowMs() / 1000).toFixed(6);
    const replies = store.messages().filter((reply) => reply.threadTs === messageTs);
    return {
      type: "block_actions",
      ...envelope(userId),
      container: {
        type: "message",
        message_ts: messageTs,
        channel_id: channelId,
        is_ephemeral: false,
        ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
      },
      channel: { id: channelId, name },
      message: presentMessage(message, { replies }),
      state: { values: {} },
      response_url: deps.responseUrl(responseUrls.issue({ userId, messageTs })),
      actions: [presentButton(placed, actionTs)],
    };
  }

  return {
    async click(click) {
      const { userId, messageTs } = click;
      const payload = clickPayload(click);
      notes.clearFailures(userId, messageTs);
      const answer = await send(payload);
      const { error } = answer;
      if (error !== undefined) {
        const content = { kind: "failure", error } as const;
        notes.add({ userId, messageTs, atMs: clock.nowMs(), content });
      }
      return answer;
    },

    async submit({ viewId, userId, entered }) {
      const modal = modals.find(viewId);
      const errors = missingInputs(modal.view, entered);
      if (Object.keys(errors).length > 0) return { errors };
      const view = presentView(modal, valuesOf(modal.view, entered));
      const submission = { type: "view_submission", ...envelope(userId), view, response_urls: [] };
      const answer = await send(submission);
      if (answer.error !== undefined) return answer;
      const refused = responseSchema.safeParse(answer.body);
      if (refused.success) return { ...answer, errors: refused.data.errors };
      modals.close(viewId);
      return answer;
    },

    dismiss: (viewId) => modals.close(viewId),
  };
}
