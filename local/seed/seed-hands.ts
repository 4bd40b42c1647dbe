import type { PayoutAnswer } from "../../admin-api/schemas/payout.ts";
import type { AdminApiClient } from "../../cli/admin-api-client.ts";
import { scheduleSoonest } from "../../cli/smoke/schedule-soonest.ts";
import { waitForPayout } from "../../cli/wait-for-payout.ts";
import { acknowledgementsOf } from "../../domain/payout/must-acknowledge.ts";
import type { PayoutState } from "../../domain/payout/payout.ts";
import { type SheetRow, workbookOf } from "./seed-sheets.ts";

const DAY_MS = 86_400_000;
const POLL_EVERY_MS = 500;
const TIME_ZONE = "Asia/Seoul";

export interface NewPayout {
  readonly title: string;
  readonly fileName: string;
  readonly rows: readonly SheetRow[];
  readonly dryRun?: boolean;
}

/** What a marketer does with payouts, again and again, and who approves them. */
export function createSeedHands(
  { marketer, approver }: Readonly<Record<"marketer" | "approver", AdminApiClient>>,
  signal: AbortSignal,
) {
  const wait = (
    payoutId: string,
    until: readonly PayoutState[],
    isReached: (payout: PayoutAnswer) => boolean = () => true,
  ) => waitForPayout(marketer, payoutId, { until, isReached, pollEveryMs: POLL_EVERY_MS, signal });

  const approved = async (payout: PayoutAnswer): Promise<PayoutAnswer> =>
    payout.state === "awaiting_approval"
      ? await approver.approve(payout.payoutId, payout.revision)
      : payout;

  return {
    wait,
    approved,

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

    /** Schedules it seconds ahead, has it approved if it must be, and waits for it. */
    async payUntil(
      { payoutId, check }: PayoutAnswer,
      state: PayoutState,
      isReached?: (payout: PayoutAnswer) => boolean,
    ): Promise<PayoutAnswer> {
      const totalPoints = check?.totalPoints ?? 0;
      const when = { leadSeconds: undefined, nowMs: Date.now };
      const acknowledgedWarnings = acknowledgementsOf(check?.warnings ?? []);
      const sent = { payoutId, totalPoints, acknowledgedWarnings };
      const asked = await scheduleSoonest(marketer, sent, when);
      // Who decides on it approves it by scheduling it, again as soon as can be.
      if (asked.state === "awaiting_approval") await scheduleSoonest(approver, sent, when);
      return await wait(payoutId, [state], isReached);
    },
  };
}
