import { everydayRows } from "../../../local/seed/seed-sheets.ts";
import { startBrowserWorld } from "../browser-world.ts";
import { openSessions, PLACES, type Session } from "./sessions.ts";
import { uploadSetUp } from "./set-up-payouts.ts";
import type { Shot } from "./shots.ts";

const HOUR_MS = 3_600_000;
const SOON_MS = 3_000;

/** A payout whose time is in hours in which nobody is paid: as it is chosen, scheduled, and waits. */
export async function takeQuietHours(
  takeEach: (sessions: readonly Session[], shots: readonly Shot[]) => Promise<void>,
): Promise<void> {
  const [from, to] = [-HOUR_MS, 8 * HOUR_MS].map((ms) => seoulTimeIn(ms).slice(11, 16));
  const quietHours = [{ from: from ?? "", to: to ?? "", timeZone: "Asia/Seoul" }];
  const world = await startBrowserWorld({}, { quietHours });
  try {
    const rows = everydayRows(30, 1);
    const make = (title: string) => uploadSetUp(world, title, "심야_이벤트.xlsx", rows);
    const ready = await make("심야 이벤트 1차");
    const second = await make("심야 이벤트 2차");
    const scheduled = await world.schedule(second, 2 * HOUR_MS, { latestMs: 10 * HOUR_MS });
    const waiting = await world.schedule(await make("심야 이벤트 3차"), SOON_MS);
    await world.until(waiting.payoutId, "distributing");
    await takeEach(await openSessions(world, "marketer", PLACES), [
      {
        ...{ name: "ready-quiet-hours", path: `/payouts/${ready.payoutId}`, shows: ".time-fields" },
        async act(page, { schedule }) {
          const time = page.getByLabel(schedule.time);
          await time.fill(seoulTimeIn(HOUR_MS).slice(0, 16));
          await time.press("Enter");
          await page.getByText(schedule.latestOptional).click();
          await page.locator(".meaning").waitFor();
        },
      },
      {
        ...{ name: "scheduled-quiet-hours", path: `/payouts/${scheduled.payoutId}` },
        shows: ".countdown",
      },
      {
        ...{ name: "waiting-quiet-hours", path: `/payouts/${waiting.payoutId}` },
        shows: ".data-table-payments tbody tr",
      },
    ]);
  } finally {
    await world.close();
  }
}

/** `YYYY-MM-DD HH:mm:ss`, so long from now. */
function seoulTimeIn(ms: number): string {
  return new Date(Date.now() + ms).toLocaleString("sv-SE", { timeZone: "Asia/Seoul" });
}
