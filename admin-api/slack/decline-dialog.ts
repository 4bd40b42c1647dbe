import * as z from "zod";
import { cleanData } from "../../presentation/slack/message-text.ts";
import type { AnswerWords } from "../../presentation/slack/vocabulary.ts";
import type { Submission } from "./interaction.ts";

export const DECLINE_DIALOG = "decline_payout";
/** The block that holds the reason; Slack shows what is wrong with it there. */
export const REASON_BLOCK = "reason";
const REASON_INPUT = "text";
const MAX_REASON_LENGTH = 500;
const MAX_TITLE_LENGTH = 200;

/** What a dialog is about: sent with it, and sent back with what was typed. */
const aboutSchema = z.object({
  payoutId: z.string().min(1),
  revision: z.int().positive(),
  responseUrl: z.url().optional(),
  threadTs: z.string().optional(),
});
export type DialogAbout = z.infer<typeof aboutSchema>;

/** Asks why a payout is declined. */
export function declineDialog(
  payout: { readonly title: string },
  about: DialogAbout,
  { dialog: words }: AnswerWords,
) {
  return {
    type: "modal",
    callback_id: DECLINE_DIALOG,
    private_metadata: JSON.stringify(about),
    title: plain(words.title),
    submit: plain(words.submit),
    close: plain(words.close),
    blocks: [
      { type: "section", text: plain(cleanData(payout.title, MAX_TITLE_LENGTH)) },
      {
        type: "input",
        block_id: REASON_BLOCK,
        label: plain(words.label),
        hint: plain(words.hint),
        element: {
          type: "plain_text_input",
          action_id: REASON_INPUT,
          multiline: true,
          min_length: 1,
          max_length: MAX_REASON_LENGTH,
        },
      },
    ],
  };
}

/** The reason that was typed, empty when none was, and for which payout. */
export function readDeclineDialog({ view }: Submission): DialogAbout & { readonly reason: string } {
  const about = aboutSchema.parse(JSON.parse(view.private_metadata));
  const typed = view.state.values[REASON_BLOCK]?.[REASON_INPUT]?.value ?? "";
  return { ...about, reason: typed.trim().slice(0, MAX_REASON_LENGTH) };
}

function plain(text: string) {
  return { type: "plain_text", text, emoji: false };
}
