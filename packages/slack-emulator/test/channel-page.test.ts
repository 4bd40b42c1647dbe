import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { startApp } from "./start-app.ts";
import { CHANNEL, type SlackChanges, startSlack } from "./start-slack.ts";

/** Not in one process, where closing a page ends the browser; with the web's rules in force. */
const UNWANTED = ["--single-process", "--no-zygote", "--disable-web-security"];

let browser: Browser;
beforeAll(async () => {
  browser = await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: chromium.args.filter((argument) => !UNWANTED.includes(argument)),
    headless: true,
  });
});
afterAll(async () => browser.close());

/** The channel page in a browser, with everything that the browser complained of. */
async function openPage(language: "ko-KR" | "en-US" = "ko-KR", changes: SlackChanges = {}) {
  const slack = await startSlack(changes);
  const context = await browser.newContext({ locale: language });
  onTestFinished(async () => context.close());
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(slack.pageUrl);
  const post = (message: Record<string, unknown>) =>
    slack.web.apiCall("chat.postMessage", { channel: CHANNEL.id, ...message });
  const section = (text: string) =>
    post({ text: "x", blocks: [{ type: "section", text: { type: "mrkdwn", text } }] });
  return { ...slack, web: slack.web, page, complaints, post, section };
}

describe("the channel page", () => {
  it("shows new messages, changes and threads by itself, in Korean letters", async () => {
    const { page, web, complaints, post } = await openPage();
    expect(await page.textContent(".empty")).toContain("아직 메시지가 없습니다");
    const { ts } = (await post({ text: "*지급* 완료" })) as { ts?: string };
    await page.waitForSelector(".message strong:text('지급')");
    await web.chat.postMessage({ channel: CHANNEL.id, text: "답", thread_ts: String(ts) });
    await page.waitForSelector(".thread :text('답')");
    await web.chat.update({ channel: CHANNEL.id, ts: String(ts), text: "지급 중단" });
    await page.waitForSelector(".edited:text('(편집됨)')");
    expect(await page.textContent(".thread h4")).toBe("댓글 1개");
    expect(await page.textContent("#count")).toBe("메시지 2개");
    expect(await page.evaluate("document.fonts.check('15px Pretendard', '한')")).toBe(true);
    expect(complaints).toEqual([]);
  });

  it("speaks English to a reader who does", async () => {
    const { page } = await openPage("en-US");
    expect(await page.textContent(".empty")).toContain("No messages yet");
    expect(await page.getAttribute("html", "lang")).toBe("en");
  });

  it("renders Slack's markup", async () => {
    const { page, section } = await openPage();
    await section(
      "*굵게* _기울임_ ~취소~ `코드` snake_case_id 2*3*4 :tada: <https://x.example/?a=1&amp;b=2|링크> " +
        "<@U0JISU> <!channel> a &lt; b &amp;amp; c\n&gt; 인용\n```끝\n  둘```",
    );
    await page.waitForSelector(".message");
    expect(await page.innerHTML(".block-section > div")).toBe(
      "<strong>굵게</strong> <em>기울임</em> <s>취소</s> <code>코드</code> snake_case_id 2*3*4 🎉 " +
        '<a href="https://x.example/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer">링크</a> ' +
        '<span class="mention">@Jisu</span> <span class="mention broadcast">@channel</span> ' +
        "a &lt; b &amp;amp; c<blockquote>인용</blockquote><pre>끝\n  둘</pre>",
    );
  });

  it("renders fields, context, lists and buttons", async () => {
    const { page, post } = await openPage();
    const text = (value: string) => ({ type: "mrkdwn", text: value });
    const label = (value: string) => ({ type: "plain_text", text: value });
    await post({
      text: "x",
      blocks: [
        { type: "header", text: label("✅ 성공") },
        { type: "section", fields: [text("*가*\n1"), text("*나*\n2")] },
        { type: "context", elements: [text("작게")] },
        { type: "actions", elements: [{ type: "button", text: label("멈춤"), style: "danger" }] },
        {
          type: "rich_text",
          elements: [
            {
              type: "rich_text_list",
              style: "bullet",
              elements: [
                { type: "rich_text_section", elements: [{ type: "text", text: "*별* <!here>" }] },
              ],
            },
          ],
        },
      ],
    });
    await page.waitForSelector(".message");
    const shown = {
      header: await page.textContent("h3"),
      sign: await page.getAttribute("h3 svg", "aria-label"),
      fields: await page.locator(".field").allInnerTexts(),
      context: await page.textContent(".block-context"),
      button: await page.textContent("button.danger"),
      list: await page.textContent("ul li"),
    };
    expect(shown).toEqual({
      header: " 성공",
      sign: "✅",
      fields: ["가\n1", "나\n2"],
      context: "작게",
      button: "멈춤",
      list: "*별* <!here>",
    });
  });

  it("shows hostile text as text and runs nothing", async () => {
    const { page, complaints, post, section, share } = await openPage();
    const hostile = '"><img src=x onerror=alert(1)><script>alert(2)</script>';
    await post({ text: hostile });
    await section(`${hostile} *<javascript:alert(3)|눌러>* \`${hostile}\``);
    await share({ filename: "a.html", title: hostile, content: Buffer.from(hostile) });
    await page.waitForSelector(".file");
    await page.reload();
    expect(await page.locator(".message img, .message script").count()).toBe(0);
    expect(await page.locator(".message a:not(.file)").count()).toBe(0);
    expect(await page.textContent(".file strong")).toBe(hostile);
    expect(complaints).toEqual([]);
  });

  it("allows its own style and script only", async () => {
    const { pageUrl } = await openPage();
    const policies = await Promise.all(
      [1, 2].map(async () => {
        const answer = await fetch(pageUrl);
        return answer.headers.get("content-security-policy") ?? "";
      }),
    );
    expect(policies[0]).toMatch(/^default-src 'none'; style-src 'nonce-[^']+'; script-src 'nonce-/);
    expect(policies[0]).not.toBe(policies[1]);
  });
});

const plain = (text: string) => ({ type: "plain_text", text });
const PEOPLE = [
  { id: "U0JISU", name: "Jisu", email: "jisu@example.com" },
  { id: "U0MINHO", name: "Minho", email: "minho@example.com" },
];
const HOLD = {
  type: "button",
  action_id: "hold",
  text: plain("보류"),
  confirm: {
    title: plain("보류할까요?"),
    text: plain("<b>1차</b>\n지급되지 않습니다."),
    confirm: plain("보류합니다"),
    deny: plain("돌아가기"),
    style: "danger",
  },
};

/** The page with a message that bears a button, and the app behind it. */
async function openActions() {
  const app = await startApp();
  const world = await openPage("ko-KR", { ...app.settings, members: PEOPLE });
  await world.post({ text: "x", blocks: [{ type: "actions", elements: [HOLD] }] });
  await world.page.waitForSelector("button[data-action=hold]");
  const { page } = world;
  const click = () => page.click("button[data-action=hold]");
  const answer = (how: "confirm" | "deny") => page.click(`#confirm button[value=${how}]`);
  return { ...world, app, click, answer };
}

describe("on the channel page", () => {
  it("a button asks first, then acts as whoever looks at the page", async () => {
    const { page, app, click, answer, complaints } = await openActions();
    await page.selectOption("#viewer", "U0MINHO");
    await page.waitForURL(/as=U0MINHO/);
    await click();
    expect(await page.textContent("#confirm h2")).toBe("보류할까요?");
    expect(await page.textContent("#confirm .dialog-text")).toBe("<b>1차</b>지급되지 않습니다.");
    await answer("deny");
    await click();
    const sent = page.waitForResponse("**/_click");
    await answer("confirm");
    await sent;
    expect(app.taken).toHaveLength(1);
    expect(app.taken[0]?.payload).toMatchObject({
      user: { id: "U0MINHO" },
      actions: [{ action_id: "hold" }],
    });
    expect(complaints).toEqual([]);
  });

  it("a click that the app fails to take leaves a warning, until it is taken", async () => {
    const { page, app, click, answer } = await openActions();
    app.answerWith(() => ({ status: 500 }));
    await click();
    await answer("confirm");
    await page.waitForSelector(".failed");
    expect(await page.textContent(".failed")).toBe("▲ 앱이 응답하지 않았습니다. 다시 눌러 주세요.");
    app.answerWith(() => ({ status: 200 }));
    await click();
    await answer("confirm");
    await page.waitForSelector(".failed", { state: "detached" });
  });

  it("what the app answers to one person is shown to them only", async () => {
    const { page, app, click, answer } = await openActions();
    app.answerWith(async ({ response_url: url }) => {
      const body = JSON.stringify({ text: "*권한* 없음" });
      await fetch(String(url), { method: "POST", body });
      return { status: 200 };
    });
    await click();
    await answer("confirm");
    await page.waitForSelector(".private strong:text('권한')");
    await page.selectOption("#viewer", "U0MINHO");
    await page.waitForURL(/as=U0MINHO/);
    await page.waitForSelector("button[data-action=hold]");
    expect(await page.locator(".private").count()).toBe(0);
  });

  it("a modal is filled in, mended and sent", async () => {
    const { page, app, call, click, answer, complaints } = await openActions();
    const element = { type: "plain_text_input", action_id: "text" };
    const input = { type: "input", block_id: "reason", label: plain("사유"), element };
    const view = { type: "modal", title: plain("거절"), submit: plain("보내기"), blocks: [input] };
    app.answerWith(async ({ type, trigger_id }) => {
      if (type === "block_actions") await call("views.open", { trigger_id, view });
      return { status: 200 };
    });
    await click();
    await answer("confirm");
    await page.click("#modal button[type=submit]");
    await page.waitForSelector("#modal [data-error=reason]:text('required')");
    await page.fill("#modal input", "명단이 다릅니다");
    await page.click("#modal button[type=submit]");
    await page.waitForSelector("#modal form", { state: "detached" });
    expect(app.taken.at(-1)?.payload).toMatchObject({
      type: "view_submission",
      view: { state: { values: { reason: { text: { value: "명단이 다릅니다" } } } } },
    });
    expect(complaints).toEqual([]);
  });

  it("people write, and delete; a thread keeps the place of its message", async () => {
    const { page, post, complaints } = await openPage();
    const { ts } = (await post({ text: "지급" })) as { ts?: string };
    await post({ text: "답", thread_ts: ts });
    await page.fill("#composer input", "확인했습니다 <@U0JISU>");
    await page.click("#composer button");
    await page.waitForSelector(".message:has(.author:text('Jisu')) .mention:text('@Jisu')");
    await page.hover(`.message[data-ts="${ts}"] > .body > header`);
    await page.click(`.message[data-ts="${ts}"] > .body > header [data-delete]`);
    await page.waitForSelector(`.gone[data-ts="${ts}"] .thread :text('답')`);
    expect(complaints).toEqual([]);
  });

  it("an answer that is shared stands in the thread and in the channel", async () => {
    const { page, post } = await openPage("en-US");
    const { ts } = (await post({ text: "payout" })) as { ts?: string };
    await post({ text: "halted", thread_ts: ts, reply_broadcast: true });
    await page.waitForSelector(".thread :text('halted')");
    const shared = page.locator("#messages > .message").last();
    expect(await shared.textContent()).toContain("replied to a thread");
    expect(await page.getByText("halted").count()).toBe(2);
  });

  it("news leave what is already there untouched, its focus too", async () => {
    const { page, post } = await openActions();
    await page.focus("button[data-action=hold]");
    await post({ text: "더" });
    await page.waitForSelector(".message:nth-of-type(2)");
    const focused = "document.activeElement.dataset.action";
    expect(await page.evaluate(focused)).toBe("hold");
  });
});
