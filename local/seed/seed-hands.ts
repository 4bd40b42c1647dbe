import type { PayoutAnswer } from "../../admin-api/schemas/payout.ts";
import type { AdminApiClient } from "../../cli/admin-api-client.ts";
import { scheduleSoonest } from "../../cli/smoke/schedule-soonest.ts";
import { waitForPayout } from "../../cli/wait-for-payout.ts";
import { acknowledgementsOf } from "../../domain/payout/must-acknowledge.ts";
import type { PayoutState } from "../../domain/payout/payout.ts";
import { type SheetRow, workbookOf } from "./seed-sheets.ts";

const DAY_MS = 86_400_000;
const POLL_EVERY_MS = 200;
const TIME_ZONE = "Asia/Seoul";

export interface NewPayout {
  readonly title: string;
  readonly fileName: string;
  readonly rows: readonly SheetRow[];
  readonly dryRun?: boolean;
}

/** What a marketer does with payouts, again and again. */
export function createSeedHands(marketer: AdminApiClient, signal: AbortSignal) {
  const wait = (
    payoutId: string,
    until: readonly PayoutState[],
    isReached: (payout: PayoutAnswer) => boolean = () => true,
  ) => waitForPayout(marketer, payoutId, { until, isReached, pollEveryMs: POLL_EVERY_MS, signal });

  return {
    wait,

    /** Uploads a sheet, and waits for its check. */
    async upload({ rows, ...about }: NewPayout): Promise<PayoutAnswer> {
      const bytes = await workbookOf(rows);
      const created = await marketer.createPayout({ ...about, sizeBytes: bytes.length });
      await marketer.upload(created.upload, bytes, about.fileName);
      return await wait(created.payoutId, ["ready", "invalid"]);
    },

    /** At ten in the morning, in so many days. */
    async scheduleAtTen({ payoutId, check }: PayoutAnswer, days: number): Promise<PayoutAnswer> {
      const day = new Date(Date.now() + days * DAY_MS).toLocaleDateString("sv-SE", {
        timeZone: TIME_ZONE,
      });
      return await marketer.schedule(payoutId, {
        at: `${day}T10:00`,
        timeZone: TIME_ZONE,
        expectedTotalPoints: check?.totalPoints ?? 0,
        acknowledgedWarnings: acknowledgementsOf(check?.warnings ?? []),
      });
    },

    /** Schedules it seconds ahead, and waits for it. */
    async payUntil(
      { payoutId, check }: PayoutAnswer,
      state: PayoutState,
      isReached?: (payout: PayoutAnswer) => boolean,
    ): Promise<PayoutAnswer> {
      const totalPoints = check?.totalPoints ?? 0;
      const when = { leadSeconds: undefined, nowMs: Date.now };
      const acknowledgedWarnings = acknowledgementsOf(check?.warnings ?? []);
      await scheduleSoonest(marketer, { payoutId, totalPoints, acknowledgedWarnings }, when);
      return await wait(payoutId, [state], isReached);
    },
  };
}
