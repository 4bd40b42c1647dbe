import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import type { BrowserWorld } from "../browser-world.ts";
import { measureLargeCheck } from "./measure-large-check.ts";
import { openSessions, PLACES, type Session } from "./sessions.ts";
import { type SetUpPayouts, setUpPayouts, startPaying } from "./set-up-payouts.ts";
import {
  approversShots,
  BEFORE_ANY,
  marketersShots,
  type Shot,
  shotsWhilePaying,
  show,
} from "./shots.ts";
import { takeQuietHours } from "./take-quiet-hours.ts";
import { takeReceipts } from "./take-receipts.ts";
import { takeSheet } from "./take-sheet.ts";

/** Of a long list the beginning is enough. */
const MAX_HEIGHT = 3_000;

/** After a picture of what is printed. */
async function backToScreen({ page, place }: Session): Promise<void> {
  await page.emulateMedia({ media: null });
  await page.setViewportSize(place.screen.viewport);
}

/** Every page in every state, language and size, written to `folder`. */
export async function takeAll(world: BrowserWorld, folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
  for (const { name } of PLACES) await mkdir(join(folder, name), { recursive: true });

  const save = async ({ page, place }: Session, name: string) => {
    const path = join(folder, place.name, `${name}.png`);
    const height = z.number().parse(await page.evaluate("document.documentElement.scrollHeight"));
    const width = page.viewportSize()?.width ?? place.screen.viewport.width;
    // All of the page, or what is seen of it while a dialog stands over it.
    const area = name.startsWith("dialog-")
      ? {}
      : { fullPage: true, clip: { x: 0, y: 0, width, height: Math.min(height, MAX_HEIGHT) } };
    await page.screenshot({ path, animations: "disabled", ...area });
  };
  const takeEach = async (sessions: readonly Session[], shots: readonly Shot[]) => {
    for (const shot of shots) {
      for (const session of sessions) {
        await show(session, shot);
        await save(session, shot.name);
        await backToScreen(session);
      }
    }
  };
  const takeWhilePaid = async (sessions: readonly Session[], payouts: SetUpPayouts) => {
    const { whilePaid, stopped } = shotsWhilePaying(payouts);
    const { payoutId } = payouts.paying;
    await startPaying(world, payouts);
    await takeEach(sessions, whilePaid);
    await world.client.stop(payoutId, "금액을 다시 확인하고 있습니다");
    await world.until(payoutId, "paused");
    await takeEach(sessions, stopped);
  };

  const marketers = await openSessions(world, "marketer", PLACES, save);
  await takeEach(marketers, BEFORE_ANY);
  const payouts = await setUpPayouts(world);
  await takeEach(marketers, marketersShots(payouts));
  await takeEach(await openSessions(world, "approver", PLACES), approversShots(payouts));
  await takeWhilePaid(marketers, payouts);
  await takeReceipts(takeEach);
  await takeQuietHours(takeEach);
  await takeSheet(takeEach);
  const tookMs = await measureLargeCheck(world);
  console.log(`The check of 10,000 payments was shown ${Math.ceil(tookMs)} ms after their upload.`);
}
