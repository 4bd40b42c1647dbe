import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import exceljs from "exceljs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { runCli } from "../../cli/run-cli.ts";
import { runSmoke } from "../../cli/smoke/run-smoke.ts";
import { rowsOf, type SheetRow, startStackUnderTest } from "./stack-under-test.ts";

let world: Awaited<ReturnType<typeof startStackUnderTest>>;
beforeAll(async () => {
  world = await startStackUnderTest({ DEPLOYMENT: "first-day" });
});
afterAll(() => world.close());

/** What the points API itself saw: its calls, and what it paid. */
async function books() {
  const schema = z.object({ calls: z.number(), lookups: z.number(), grants: z.number() });
  return schema.parse(await (await fetch(`${world.stack.pointsUrl}/_state`)).json());
}

async function run(
  program: typeof runCli | typeof runSmoke,
  args: readonly string[],
  env: Record<string, string> = {},
) {
  const [output, errors] = [new PassThrough(), new PassThrough()];
  const code = await program({ args, env, output, errors, nowMs: Date.now });
  output.end();
  errors.end();
  return { code, output: await text(output), errors: await text(errors) };
}

async function textsOf(workbookBytes: Uint8Array) {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.load(workbookBytes.slice().buffer);
  const texts = workbook.worksheets.flatMap((sheet) =>
    sheet.getSheetValues().flatMap((row) => (Array.isArray(row) ? row.map(String) : [])),
  );
  return { tabs: workbook.worksheets.map(({ name }) => name), texts: texts.join("\n") };
}

const ROWS: SheetRow[] = [...rowsOf(3, "dry"), ["missing-9", 500, "출석 이벤트"]];
const TOTAL = 100 + 101 + 102 + 500;

describe("a dry run", () => {
  it("comes to its report, pays nobody, and is called a dry run everywhere", async () => {
    const before = await books();
    const ready = await world.upload(ROWS, "연습해 보는 지급", { dryRun: true });
    expect(ready).toMatchObject({ state: "ready", dryRun: true });
    await world.schedule(ready, 3_000);

    const done = await world.until(ready.payoutId, "completed");

    expect(done).toMatchObject({
      dryRun: true,
      counts: {
        payments: 4,
        paid: 3,
        rejected: 1,
        unknown: 0,
        accepted: 0,
        withdrawn: 0,
        pending: 0,
      },
      points: { total: TOTAL, paid: TOTAL - 500 },
    });
    expect(await books()).toEqual(before);
    expect(await world.grantsOf("dry-0001")).toEqual([]);

    const payments = await world.client.payments(ready.payoutId);
    expect(payments.dryRun).toBe(true);
    expect(payments.items.filter(({ transactionId }) => transactionId !== undefined)).toEqual([]);
    expect(payments.items.at(-1)).toMatchObject({ state: "rejected", code: "http_404" });
    expect((await world.client.userPayments("dry-0001")).items).toEqual([]);
    const listed = (await world.client.payouts()).items;
    expect(listed.find(({ payoutId }) => payoutId === ready.payoutId)?.dryRun).toBe(true);
    const [created] = (await world.client.events(ready.payoutId)).items;
    expect(created).toMatchObject({ action: "created", why: "A dry run: nobody is paid." });

    const told = (await world.messages()).filter(({ text: said }) => said.includes("연습해 보는"));
    const [message] = told;
    expect(told).toHaveLength(1);
    expect(message?.text).toMatch(/^\[연습\] .*지급 예상 3건 · 지급 불가 1건/);
    const replies = message?.thread.filter(({ files = [] }) => files.length === 0) ?? [];
    expect(replies.length).toBeGreaterThan(0);
    expect(replies.filter((reply) => !reply.text.startsWith("[연습]"))).toEqual([]);
    expect(message?.thread.flatMap(({ files = [] }) => files.map(({ name }) => name))).toEqual([
      `dry-run-result-${ready.payoutId}.xlsx`,
    ]);

    const { tabs, texts } = await textsOf(await world.client.report(ready.payoutId));
    expect(tabs).toEqual(["요약 (연습)", "지급 실패", "전체 (연습)"]);
    expect(texts).toContain("연습이므로 실제로 지급된 포인트는 없습니다");
    expect(texts).not.toContain("지급 완료");

    const options = ["--api", world.stack.origin, "--user", "viewer"];
    const shown = await run(runCli, ["show", ready.payoutId, ...options]);
    expect(shown.output).toContain("Dry run: nobody is paid\n");
    expect(shown.output).toContain("Outcome: 3 would be paid, 1 would fail, 0 pending\n");
    const watched = await run(runCli, ["watch", ready.payoutId, ...options]);
    expect(watched.output).toContain("[Dry run] completed: 3 would be paid");
    const list = await run(runCli, ["list", "--search", ready.payoutId, ...options]);
    expect(list.output).toContain("[Dry run]  연습해 보는 지급");
  });

  it("is followed by the real payout of the same sheet, without a warning and paid in full", async () => {
    const rows = rowsOf(25, "then");
    const tried = await world.upload(rows, "먼저 연습", { dryRun: true });
    await world.schedule(tried, 2_000);
    await world.until(tried.payoutId, "completed");

    const real = await world.upload(rows, "이제 실제로");
    expect(real).toMatchObject({ dryRun: false, check: { warnings: [] } });
    const scheduled = await world.schedule(real, 2_000);
    expect(scheduled.schedule?.warnings).toBeUndefined();
    const done = await world.until(real.payoutId, "completed");

    expect(done.counts).toMatchObject({ paid: 25 });
    expect(await world.grantsOf("then-0001")).toMatchObject([{ points: 100 }]);
    const { items } = await world.client.userPayments("then-0001");
    expect(items.map(({ payoutId }) => payoutId)).toEqual([real.payoutId]);
    // The sample of its receipt is looked up behind it, and would count among what comes next.
    const compared = async () => (await world.client.receipt(real.payoutId)).comparison?.state;
    await expect.poll(compared).toBe("done");
  });

  it("is retried as a dry run", async () => {
    const [{ payoutId } = { payoutId: "" }] = (
      await world.client.payouts({ search: "연습해 보는", state: "completed" })
    ).items;
    const retry = await world.client.retry(payoutId);
    expect(retry).toMatchObject({ dryRun: true, retryOf: payoutId });
  });
});

describe("the smoke test", () => {
  it("takes a dry run through the whole deployment, step by step", async () => {
    const before = await books();
    const admin = await world.clientOf("admin");
    expect((await admin.setup()).open).toEqual(["slack_secret", "approvers", "smoke_test"]);

    const { code, output, errors } = await run(runSmoke, [
      "--url",
      world.stack.origin,
      "--user",
      "marketer",
    ]);

    expect([code, errors]).toEqual([0, ""]);
    const steps = output.split("\n").slice(1, -2);
    expect(steps.map((line) => line.replace(/ +[\d.]+ s +/, " ").replace(/:.*/, ""))).toEqual([
      "✓ there is a token",
      "✓ a dry run is created",
      "✓ it says that nobody is paid",
      "✓ the sheet is uploaded",
      "✓ the sheet is checked",
      "✓ it is scheduled",
      "✓ it starts by itself",
      "✓ it comes to its end",
      "✓ nobody was paid",
      "✓ the result workbook is there",
      "✓ Slack was told",
      "✓ it is recorded",
    ]);
    expect(await admin.setup()).toMatchObject({
      deployment: "first-day",
      open: [],
      smokeTest: { deployment: "first-day", by: { id: "marketer" } },
    });
    expect(output).toContain("3 would be paid, 0 would fail");
    expect(output).toContain("All is well.\n");
    expect(await books()).toEqual(before);
  });

  it("finds the address in the outputs of a deploy, and takes users of one's own", async (test) => {
    const directory = await mkdtemp(join(tmpdir(), "smoke-"));
    test.onTestFinished(() => rm(directory, { recursive: true }));
    const file = join(directory, "outputs.json");
    const outputs = { "paysheet-dev-entrance": { PageUrl: `${world.stack.origin}/` } };
    await writeFile(file, JSON.stringify(outputs));
    const options = ["--outputs-file", file, "--user", "marketer", "--users", "a,b,missing-1"];

    const { code, output } = await run(runSmoke, ["--stage", "dev", ...options]);

    expect(output).toContain("2 would be paid, 1 would fail");
    expect(code).toBe(0);
    const other = await run(runSmoke, ["--stage", "prod", ...options]);
    expect([other.code, other.errors]).toEqual([
      2,
      expect.stringContaining("Deploy prod with --outputs-file"),
    ]);
  });

  it("fails at the step that fails, and says what to look at", async () => {
    const slack = new URL("_channel", world.stack.slackPageUrl ?? "");
    const archive = (isArchived: boolean) =>
      fetch(slack, { method: "PUT", body: JSON.stringify({ isArchived }) });
    await archive(true);

    const { code, output, errors } = await run(runSmoke, [
      "--url",
      world.stack.origin,
      "--user",
      "marketer",
    ]);
    await archive(false);

    expect(code).toBe(1);
    expect(output).toMatch(/✗ +[\d.]+ s {2}Slack was told: not since .*: is_archived\n$/);
    expect(errors).toBe(
      "Look at: the Slack token and the channel's id; docs/runbook.md, slack-not-told.\n",
    );
  });

  it("refuses a token that may not, and says what is missing where it is not told enough", async () => {
    const viewer = ["--url", world.stack.origin, "--user", "viewer"];
    const refused = await run(runSmoke, viewer);
    expect([refused.code, refused.output]).toEqual([1, expect.stringContaining("403")]);
    expect(refused.errors).toContain("a marketer's or an admin's");

    const without = await run(runSmoke, ["--url", world.stack.origin]);
    expect([without.code, without.errors]).toEqual([2, expect.stringContaining("PAYSHEET_TOKEN")]);
    expect((await run(runSmoke, [])).errors).toContain("--stage or --url");
    for (const users of ["a,b", "a,,c"]) {
      const { errors } = await run(runSmoke, ["--users", users]);
      expect(errors).toContain("--users: three user ids");
    }
    expect((await run(runSmoke, ["--help"])).output).toContain("npm run smoke -- --stage");
  });
});
