import type { Page } from "playwright-core";
import { everydayRows, withRows, workbookOf } from "../../../local/seed/seed-sheets.ts";
import { type BrowserWorld, startBrowserWorld } from "../browser-world.ts";

type Save = (page: Page, name: string) => Promise<void>;

/** Wide enough for a thread, and as narrow as a channel often is. */
const CHANNEL = { viewport: { width: 900, height: 520 } } as const;
const WITH_REPLY = { width: 900, height: 860 } as const;
const WITH_THREAD = { width: 900, height: 1_120 } as const;
const LEAD_MS = 12_000;
const TITLES = { ko: "11월 출석 이벤트", en: "November check-in" } as const;

/** The life of one payout with failures, an outage and an unknown, as its channel shows it. */
export async function takeSlack(language: "ko" | "en", save: Save): Promise<void> {
  const world = await startBrowserWorld({
    LANGUAGE: language,
    POINTS_IDEMPOTENCY: "none",
    POINTS_RATE_PER_SECOND: "25",
    POINTS_CONCURRENCY: "4",
  });
  try {
    await playAndTake(world, language, save);
  } finally {
    await world.close();
  }
}

async function playAndTake(
  world: BrowserWorld,
  language: keyof typeof TITLES,
  save: Save,
): Promise<void> {
  const title = TITLES[language];
  const { page } = await world.visit("/", CHANNEL);
  await page.goto(`${world.slackPageUrl}?as=U0MARKETER`);
  const until = (text: string | RegExp) =>
    page.getByText(text).first().waitFor({ timeout: 120_000 });

  const rows = withRows(everydayRows(200, 1), {
    41: ["missing-00042", 1_000, "출석 이벤트"],
    118: ["missing-00119", 3_000, "리뷰 작성"],
  });
  const bytes = await workbookOf(rows);
  const fileName = "november.xlsx";
  const made = { title, fileName, sizeBytes: bytes.length };
  const { payoutId, upload } = await world.client.createPayout(made);
  await world.client.upload(upload, bytes, fileName);
  const ready = await world.until(payoutId, "ready", "invalid");
  await world.schedule(ready, LEAD_MS);
  await until(title);
  await save(page, `slack-scheduled.${language}`);

  await world.until(payoutId, "distributing");
  // The first payments were looked at: one of them without an answer would pause it.
  await until(/\b([5-9]|\d\d)\s?%/);
  await world.setFaults({
    failures: [
      { kind: "reset-after-paying", every: 1, until: 1 },
      { kind: "503", every: 1, until: 24 },
    ],
  });
  await page.locator(".thread").getByText(title).first().waitFor({ timeout: 120_000 });
  await page.setViewportSize(WITH_REPLY);
  await save(page, `slack-outage.${language}`);
  // Or it would be waited for longer and longer.
  await world.setFaults({});
  const { state } = await world.until(payoutId, "completed", "paused", "halted");
  if (state !== "completed") throw new Error(`The payout of the pictures is ${state}.`);
  await page.locator('a[href*="/files/"], a[download]').first().waitFor({ timeout: 60_000 });
  await page.setViewportSize(WITH_THREAD);
  await save(page, `slack-completed.${language}`);
}
