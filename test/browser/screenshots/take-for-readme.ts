import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import * as z from "zod";
import type { BrowserWorld } from "../browser-world.ts";
import { openSessions, PLACES, type Session } from "./sessions.ts";
import { setUpPayouts, startPaying } from "./set-up-payouts.ts";
import { pictureShots, type Shot, show } from "./shots.ts";
import { takeSlack } from "./take-slack.ts";

const QUALITY = 82;
/** Of each picture: they are committed, and loaded by everybody who reads the README. */
const LIMIT_BYTES = 80_000;

const capturedSchema = z.object({ data: z.base64() });

/** The pictures of the README and of the help, in Korean and in English, written to `folder`. */
export async function takeForReadme(world: BrowserWorld, folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const places = PLACES.filter(({ name }) => name === "ko-desktop" || name === "en-desktop");
  const marketers = await openSessions(world, "marketer", places);
  const payouts = await setUpPayouts(world);
  const { still, approvers, whilePaid } = pictureShots(payouts);
  const takeEach = async (sessions: readonly Session[], shots: readonly Shot[]) => {
    for (const shot of shots) {
      for (const session of sessions) {
        await show(session, shot);
        await saveWebp(session.page, join(folder, `${shot.name}.${session.place.language}.webp`));
      }
    }
  };
  await takeEach(marketers, still);
  await takeEach(await openSessions(world, "approver", places), approvers);
  await startPaying(world, payouts);
  await takeEach(marketers, whilePaid);
}

/** The channel as `docs/slack.md` shows it, written to `folder`. */
export async function takeChannelForDocs(folder: string): Promise<void> {
  for (const language of ["ko", "en"] as const) {
    await takeSlack(language, async (page, name) => {
      if (!name.startsWith("slack-outage")) await saveWebp(page, join(folder, `${name}.webp`));
    });
  }
}

/** As WebP, which the protocol of the browser offers and Playwright's own call does not. */
async function saveWebp(page: Page, file: string): Promise<void> {
  const session = await page.context().newCDPSession(page);
  const answer = await session.send("Page.captureScreenshot", { format: "webp", quality: QUALITY });
  const bytes = Buffer.from(capturedSchema.parse(answer).data, "base64");
  if (bytes.length > LIMIT_BYTES) throw new Error(`${file} has ${bytes.length} bytes.`);
  await writeFile(file, bytes);
}
