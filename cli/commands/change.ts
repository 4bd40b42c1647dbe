import type { PayoutAnswer } from "../../admin-api/schemas/payout.ts";
import { type Command, type CommandContext, operand, required } from "../command.ts";
import { describePayout } from "../describe-payout.ts";

export const scheduleCommand: Command = {
  usage:
    "<payoutId> --at <YYYY-MM-DDTHH:mm[:ss]> --total <points> [--time-zone <zone>] [--latest <YYYY-MM-DDTHH:mm[:ss]>] [--acknowledge <codes>] [--note <text>]",
  summary:
    "schedule a payout or move it; --total repeats the sheet's total by hand, --latest is when paying ends for the day, in the same zone, --acknowledge names the warnings you have looked at, where a refusal asks for it, --note is for whoever approves it",
  run: (context) => {
    const { acknowledge, "time-zone": zone } = context.options;
    return showResult(context, (payoutId) =>
      context.client.schedule(payoutId, {
        at: required(context, "at"),
        expectedTotalPoints: required(context, "total"),
        timeZone: zone,
        latest: context.options.latest,
        note: context.options.note,
        acknowledgedWarnings: acknowledge,
      }),
    );
  },
};

export const handOverCommand: Command = {
  usage: "<payoutId> --to <e-mail address> [--reason <text>]",
  summary:
    "hand a payout over to another person, who has signed in before and may upload; by its owner or an admin",
  run: (context) =>
    showResult(context, (payoutId) =>
      context.client.handOver(payoutId, required(context, "to"), context.options.reason),
    ),
};

export const renameCommand: Command = {
  usage: "<payoutId> --title <text>",
  summary: "give a draft another title",
  run: (context) =>
    showResult(context, (payoutId) => context.client.rename(payoutId, required(context, "title"))),
};

export const deleteCommand: Command = {
  usage: "<payoutId>",
  summary: "delete a draft: it leaves the lists, and its audit trail stays",
  run: (context) => showResult(context, (payoutId) => context.client.deleteDraft(payoutId)),
};

export const holdCommand: Command = {
  usage: "<payoutId> [--reason <text>]",
  summary: "take a payout out of its schedule; it can be scheduled again",
  run: (context) =>
    showResult(context, (payoutId) => context.client.hold(payoutId, context.options.reason)),
};

export const cancelCommand: Command = {
  usage: "<payoutId>",
  summary: "cancel a payout that has not begun to be paid",
  run: (context) => showResult(context, (payoutId) => context.client.cancel(payoutId)),
};

export const approveCommand: Command = {
  usage: "<payoutId> --revision <n> [--reason <text>]",
  summary:
    "approve a payout, as another person than its uploader; --revision is the one you looked at by show",
  run: (context) =>
    showResult(context, (payoutId) =>
      context.client.approve(payoutId, required(context, "revision"), context.options.reason),
    ),
};

export const declineCommand: Command = {
  usage: "<payoutId> --revision <n> --reason <text>",
  summary: "send a payout back, with a reason; only an approver or admin lets it go on then",
  run: (context) =>
    showResult(context, (payoutId) =>
      context.client.decline(payoutId, required(context, "revision"), required(context, "reason")),
    ),
};

export const showCommand: Command = {
  usage: "<payoutId>",
  summary: "show a payout",
  run: (context) => showResult(context, (payoutId) => context.client.payout(payoutId)),
};

/** Does something to the payout that the command names, and shows what came of it. */
export async function showResult(
  context: CommandContext,
  ask: (payoutId: string) => Promise<PayoutAnswer>,
): Promise<number> {
  const payout = await ask(operand(context, "payout's id"));
  const lines = context.options.json
    ? [JSON.stringify(payout, undefined, 2)]
    : describePayout(payout, context.language);
  for (const line of lines) context.print(line);
  return 0;
}
