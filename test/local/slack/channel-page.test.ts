import chromium from "@sparticuz/chromium";
import { type Browser, chromium as playwright } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { CHANNEL, startSlack } from "./start-slack.ts";

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
async function openPage(language: "ko-KR" | "en-US" = "ko-KR") {
  const slack = await startSlack();
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

  it("renders fields, context, tables, lists, images and buttons", async () => {
    const { page, post } = await openPage();
    const text = (value: string) => ({ type: "mrkdwn", text: value });
    const label = (value: string) => ({ type: "plain_text", text: value });
    await post({
      text: "x",
      blocks: [
        { type: "header", text: label("✅ 성공") },
        { type: "section", fields: [text("*가*\n1"), text("*나*\n2")] },
        { type: "context", elements: [text("작게")] },
        { type: "table", rows: [[raw("열")], [raw("값")]] },
        { type: "image", image_url: "https://elsewhere.example/i.png", alt_text: "그래프" },
        { type: "actions", elements: [{ type: "button", text: label("멈춤"), style: "danger" }] },
        {
          type: "rich_text",
          elements: [
            {
              type: "rich_text_list",
              style: "ordered",
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
      table: await page.locator("th, td").allInnerTexts(),
      image: await page.textContent(".block-image"),
      button: await page.textContent("button.danger"),
      list: await page.textContent("ol li"),
    };
    expect(shown).toEqual({
      header: " 성공",
      sign: "✅",
      fields: ["가\n1", "나\n2"],
      context: "작게",
      table: ["열", "값"],
      image: "🖼 그래프",
      button: "멈춤",
      list: "*별* <!here>",
    });
  });

  it("shows hostile text as text and runs nothing", async () => {
    const { page, complaints, post, section, web } = await openPage();
    const hostile = '"><img src=x onerror=alert(1)><script>alert(2)</script>';
    await post({ text: hostile });
    await section(`${hostile} *<javascript:alert(3)|눌러>* \`${hostile}\``);
    await web.files.uploadV2({
      channel_id: CHANNEL.id,
      filename: "a.html",
      title: hostile,
      content: hostile,
    });
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

function raw(text: string) {
  return { type: "raw_text", text };
}
