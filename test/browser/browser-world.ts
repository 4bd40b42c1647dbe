import chromium from "@sparticuz/chromium";
import { type BrowserContextOptions, type Page, chromium as playwright } from "playwright-core";
import type { TestContext } from "vitest";
import { buildPage } from "../../admin-page/build-page.ts";
import { openBuiltPage } from "../../local/stack/stack-page.ts";
import { startStackUnderTest } from "../stack/stack-under-test.ts";

/** Not in one process, where closing a page ends the browser; with the web's rules in force. */
const UNWANTED = ["--single-process", "--no-zygote", "--disable-web-security"];
/** Nobody sees the pages: drawing them through an emulated graphics card takes a seventh of the time. */
const WANTED = ["--disable-gpu"];
const PATIENCE_MS = 120_000;

const DEFAULTS = { locale: "ko-KR", timezoneId: "Asia/Seoul", reducedMotion: "reduce" } as const;
export const PHONE = { viewport: { width: 390, height: 844 } } as const;

/** The marketer of these tests sends more in a day than one person may alone, and in a month than all. */
const LIMITS = {
  secondApproverAbovePoints: 200_000_000,
  personDayPoints: { approvalAbove: 1_000_000_000 },
  personDayPayouts: { approvalAbove: 1_000 },
  companyMonthPoints: { approvalAbove: 1_000_000_000 },
};

type StackOptions = NonNullable<Parameters<typeof startStackUnderTest>[1]>;
export type BrowserWorld = Awaited<ReturnType<typeof startBrowserWorld>>;

/** The local stack with its page, and a browser to look at it with. */
export async function startBrowserWorld(
  environment: Record<string, string> = {},
  { limits, ...options }: Pick<StackOptions, "limits" | "stage" | "quietHours"> = {},
) {
  await buildPage(() => undefined);
  const hands = await startStackUnderTest(environment, {
    page: openBuiltPage,
    limits: { ...LIMITS, ...limits },
    ...options,
  });
  const { stack } = hands;
  const browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: [...chromium.args.filter((argument) => !UNWANTED.includes(argument)), ...WANTED],
    headless: true,
  });

  /** What a tab knows of who is signed in, by who that is. */
  const signedIn = new Map<string, [string, string][]>();

  /** A page with cookies of its own, and everything that the browser complained of. */
  async function visit(path = "/", options: BrowserContextOptions = {}) {
    const visited = await openTab(options);
    await visited.page.goto(stack.origin + path);
    return visited;
  }

  async function openTab(options: BrowserContextOptions) {
    const context = await browser.newContext({ ...DEFAULTS, ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(PATIENCE_MS);
    const complaints: string[] = [];
    page.on("console", (message) => {
      if (message.type() === "error") complaints.push(message.text());
    });
    page.on("pageerror", (error) => complaints.push(error.message));
    return { page, context, complaints };
  }

  async function signInOnce(
    { page }: Pick<Awaited<ReturnType<typeof openTab>>, "page">,
    user: string,
    path: string,
  ): Promise<void> {
    const known = signedIn.get(user);
    if (known === undefined) {
      await page.goto(stack.origin + path);
      await signIn(page, user);
      const entries = await page.evaluate(() => Object.entries({ ...sessionStorage }));
      signedIn.set(
        user,
        entries.filter(([key]) => key.startsWith("oidc.user:")),
      );
      return;
    }
    // What is no page of its own costs next to nothing, and is of the same origin.
    await page.goto(`${stack.origin}/config.json`);
    await page.evaluate((entries) => {
      for (const [key, value] of entries) sessionStorage.setItem(key, value);
    }, known);
    await page.goto(stack.origin + path);
    await page.locator("#content").waitFor();
  }

  return {
    ...hands,
    origin: stack.origin,
    slackPageUrl: stack.slackPageUrl ?? "",
    visit,

    /** The same until the test is over: a page that is left open goes on asking the API. */
    async visitDuring(
      { onTestFinished }: Pick<TestContext, "onTestFinished">,
      ...where: Parameters<typeof visit>
    ) {
      const visited = await visit(...where);
      onTestFinished(() => visited.context.close());
      return visited;
    },

    /**
     * The same, signed in: by clicks who was not yet, and with the same tokens whoever was. Signing in
     * loads the page twice.
     */
    async visitAs(
      { onTestFinished }: Pick<TestContext, "onTestFinished">,
      user: string,
      path = "/",
      options: BrowserContextOptions = {},
    ) {
      const visited = await openTab(options);
      onTestFinished(() => visited.context.close());
      await signInOnce(visited, user, path);
      return visited;
    },

    async close() {
      await browser.close();
      await hands.close();
    },
  };
}

/** Codes such as `in_doubt` and `http_404`, which no page shows to anybody. */
export const MACHINE_WORDS = /\b[a-z]+_[a-z\d_]+\b/;

/** Signs in by clicks, as one of the local people. */
export async function signIn(page: Page, user: string): Promise<void> {
  await page.getByRole("button", { name: /^(로그인|Sign in)$/ }).click();
  await page.locator(`button[value="${user}"]`).click();
  await page.locator("#content").waitFor();
}

/** Picks a sheet on the page of a new payout and uploads it. */
export async function uploadSheet(
  page: Page,
  file: { readonly name: string; readonly text: string },
): Promise<void> {
  await page.getByRole("link", { name: /^(새 지급|New payout)$/ }).click();
  const buffer = Buffer.from(file.text);
  await page.locator("input[type=file]").setInputFiles({ ...file, mimeType: "text/csv", buffer });
  await page.getByRole("button", { name: /^(올리고 검사하기|Upload and check)$/ }).click();
}

/** Types time and total into the schedule form and sends it; the time is in Seoul. */
export async function fillSchedule(page: Page, aheadMs: number, total: string): Promise<void> {
  const at = new Date(Date.now() + aheadMs).toLocaleString("sv-SE", { timeZone: "Asia/Seoul" });
  await page.getByLabel("지급 시각").fill(at);
  await page.getByLabel("지급 시각").press("Enter");
  await page.getByLabel("총 포인트를 직접 입력해 주세요").fill(total);
}

/** Confirms whatever is asked: what others have paid in the same stack may make a total look large. */
export async function tickWarnings(page: Page): Promise<void> {
  for (const box of await page.getByRole("checkbox", { name: "확인했습니다" }).all()) {
    await box.check();
  }
}

/**
 * Schedules by clicks `aheadMs` from now; later where the browser is so slow that this is over before
 * the API hears of it. Resolves with how often that was so: the browser complains of each refusal.
 */
export async function scheduleByClicks(
  page: Page,
  aheadMs: number,
  total: string,
  submit: "예약하기" | "시각 바꾸기" = "예약하기",
): Promise<number> {
  for (let refusals = 0; ; refusals += 1) {
    await fillSchedule(page, aheadMs * 2 ** refusals, total);
    const [answer] = await Promise.all([
      page.waitForResponse((response) => response.url().endsWith("/schedule")),
      page.getByRole("button", { name: submit, exact: true }).click(),
    ]);
    if (answer.ok()) return refusals;
  }
}

/** A sheet of `count` users of `points` each, as CSV. */
export function csvOf(count: number, points: number, prefix: string): string {
  const rows = Array.from(
    { length: count },
    (_, index) => `${prefix}-${index + 1},${points},이벤트`,
  );
  return ["회원ID,포인트,사유", ...rows].join("\n");
}
