import cliProgress from "cli-progress";
import { stateNamesOf } from "../../admin-api/problems/state-names.ts";
import type { PayoutAnswer } from "../../admin-api/schemas/payout.ts";
import type { Language } from "../../domain/language.ts";
import { type Command, operand } from "../command.ts";
import { dryRunWord, outcomeText } from "../describe-payout.ts";
import { RESTING_STATES, waitForPayout } from "../wait-for-payout.ts";

export const watchCommand: Command = {
  usage: "<payoutId>",
  summary: "follow a payout with a progress bar until it ends",
  async run(context) {
    const { client, language, print, progress } = context;
    const bar = createProgressBar(language, progress);
    try {
      const payout = await waitForPayout(client, operand(context, "payout's id"), {
        until: RESTING_STATES,
        onAnswer: bar.show,
      });
      bar.stop();
      print(endLine(payout, language));
      return payout.state === "completed" ? 0 : 1;
    } finally {
      bar.stop();
    }
  },
};

export interface ProgressBar {
  show(payout: PayoutAnswer): void;
  stop(): void;
}

/** A bar of settled payments on `stream`; on one that is no terminal, a line now and then. */
function createProgressBar(language: Language, stream: NodeJS.WritableStream): ProgressBar {
  const bar = new cliProgress.SingleBar(
    {
      format: "{state} [{bar}] {value}/{total} {rate}/s",
      stream,
      noTTYOutput: true,
      notTTYSchedule: 2000,
      hideCursor: true,
      etaBuffer: 1,
    },
    cliProgress.Presets.shades_classic,
  );
  return {
    show({ reversalOf, state, counts, progress }) {
      const total = counts?.payments ?? 0;
      const settled = counts === undefined ? 0 : counts.payments - counts.pending - counts.accepted;
      const shown = {
        state: stateNamesOf({ reversalOf })[state][language],
        rate: progress?.ratePerSecond ?? 0,
      };
      if (!bar.isActive) bar.start(total, settled, shown);
      bar.setTotal(total);
      bar.update(settled, shown);
    },
    stop() {
      if (bar.isActive) bar.stop();
    },
  };
}

function endLine(payout: PayoutAnswer, language: Language): string {
  const { state, counts, dryRun } = payout;
  const outcome = counts === undefined ? "" : `: ${outcomeText(counts, payout, language)}`;
  const mark = dryRun ? `[${dryRunWord(language)}] ` : "";
  return `${mark}${stateNamesOf(payout)[state][language]}${outcome}`;
}
