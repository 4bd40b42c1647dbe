import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { PassThrough } from "node:stream";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { payoutAnswerSchema } from "../../admin-api/schemas/payout.ts";
import { receiptAnswerSchema } from "../../admin-api/schemas/receipt.ts";
import { runCli } from "../../cli/run-cli.ts";
import { NOTHING_COUNTED } from "../../domain/receipt/receipt.ts";
import { type AdminApiWorld, startAdminApiWorld } from "../admin-api/admin-api-world.ts";
import {
  createChecked,
  csvOf,
  seoulTimeIn,
  startDistribution,
  writtenByLaterVersion,
} from "../admin-api/payouts-in-states.ts";

let world: AdminApiWorld;
let directory: string;
beforeAll(async () => {
  world = await startAdminApiWorld();
  directory = await mkdtemp(path.join(tmpdir(), "cli-"));
});
afterAll(async () => {
  await world.close();
  await rm(directory, { recursive: true });
});

async function run(args: readonly string[], env: Record<string, string> = {}) {
  const output = new PassThrough();
  const errors = new PassThrough();
  const code = await runCli({ args: [...args, "--api", world.origin], env, output, errors });
  output.end();
  errors.end();
  return { code, output: await text(output), errors: await text(errors) };
}

async function fileOf(name: string, content: string | Buffer): Promise<string> {
  const file = path.join(directory, name);
  await writeFile(file, content);
  return file;
}

describe("payout", () => {
  it("creates, schedules, lists and cancels", async () => {
    const file = await fileOf("december.csv", csvOf([100, 200]));
    const created = await run(["create", file, "--title", "12월", "--user", "marketer"]);
    expect([created.code, created.errors]).toEqual([0, ""]);
    expect(created.output).toContain("State: ready (ready)\nTitle: 12월\nFile: december.csv\n");
    expect(created.output).toContain("Payments: 2\nTotal points: 300\n");
    const [, payoutId = ""] = /payoutId: (\w+)/.exec(created.output) ?? [];

    const at = seoulTimeIn(3600);
    const time = [
      "--at",
      at,
      "--total",
      "300",
      "--time-zone",
      "Asia/Seoul",
      "--note",
      "잘 부탁해요",
    ];
    const scheduled = await run(["schedule", payoutId, ...time, "--user", "marketer", "--json"]);
    expect(payoutAnswerSchema.parse(JSON.parse(scheduled.output))).toMatchObject({
      state: "scheduled",
      schedule: { at, timeZone: "Asia/Seoul", note: "잘 부탁해요" },
    });

    const listed = await run(["list", "--state", "scheduled", "--user", "viewer"]);
    expect(listed.output).toBe(`${payoutId}  scheduled  ${at}  300 P  12월\n`);

    const days = ["--from", at.slice(0, 10), "--until", at.slice(0, 10), "--mine"];
    const mine = await run(["list", ...days, "--user", "marketer"]);
    expect(mine.output).toBe(listed.output);
    expect((await run(["list", ...days, "--user", "approver"])).output).toBe("");
    const saved = path.join(directory, "trail.csv");
    const csv = await run(["events", payoutId, "--csv", "-o", saved, "--user", "viewer"]);
    expect([csv.code, csv.output]).toEqual([0, `${saved}\n`]);
    expect(await readFile(saved, "utf8")).toMatch(/^\uFEFF"Revision",.*"Scheduled"/s);

    const cancelled = await run(["cancel", payoutId, "--user", "marketer"]);
    expect(cancelled.output).toContain("State: cancelled (cancelled)");
    const events = await run(["events", payoutId, "--user", "viewer"]);
    const actions = events.output
      .trim()
      .split("\n")
      .map((line) => line.split("\t")[2]);
    expect(actions).toEqual([
      "created",
      "sheet_received",
      "sheet_accepted",
      "scheduled",
      "cancelled",
    ]);
  });

  it("renames a draft, gives it another file, makes the next like it, and deletes it", async () => {
    const idIn = (output: string) => /payoutId: (\w+)/.exec(output)?.[1] ?? "";
    const file = await fileOf("draft.csv", "회원ID,포인트\nuser-1,십\n");
    const payoutId = idIn((await run(["create", file, "--user", "marketer"])).output);

    const title = ["--title", "출석 2020.01"];
    const renamed = await run(["rename", payoutId, ...title, "--user", "marketer"]);
    expect(renamed.output).toContain("Title: 출석 2020.01\n");
    const mended = await fileOf("mended.csv", csvOf([31, 32]));
    const given = await run(["replace", mended, "--payout", payoutId, "--user", "marketer"]);
    expect([given.code, given.errors]).toEqual([0, ""]);
    expect(given.output).toContain("File: mended.csv\n");
    const next = await run(["create", mended, "--like", payoutId, "--user", "marketer"]);
    expect(next.output).toContain(`Title: 출석 ${seoulTimeIn(0).slice(0, 7).replace("-", ".")}\n`);

    const day = ["--day-of-month", "31", "--at", "08:30"];
    const reminder = await run(["remind", "--like", payoutId, ...day, "--user", "marketer"]);
    const [reminderId = "", ...facts] = reminder.output.trim().split("\t");
    expect(facts.slice(0, 2)).toEqual(["31", "08:30"]);
    const listed = () => run(["reminders", "--user", "viewer"]);
    expect((await listed()).output).toBe(reminder.output);
    expect((await run(["unremind", reminderId, "--user", "marketer"])).code).toBe(0);
    expect((await listed()).output).toBe("");

    const deleted = await run(["delete", payoutId, "--user", "marketer"]);
    expect(deleted.output).toContain("(cancelled)");
    const lists = ["list", "--user", "viewer"];
    expect((await run(lists)).output).not.toContain(payoutId);
    expect((await run([...lists, "--deleted"])).output).toContain(payoutId);
  });

  it("lists what is wrong with a sheet, in the terminal's language, and exits 1", async () => {
    const file = await fileOf("bad.csv", "회원ID,포인트\nuser-1,십\n");
    const ko = await run(["create", file, "--user", "marketer"], { LANG: "ko_KR.UTF-8" });
    expect(ko.code).toBe(1);
    expect(ko.output).toContain("상태: 오류 있음 (invalid)");
    expect(ko.output).toMatch(/오류 \(1\):\n.*B2 "십": .*[가-힣]/);
  });

  it("shows warnings, names those that were looked at, and finds payouts and payments", async () => {
    const create = async (name: string) => {
      const file = await fileOf(name, csvOf([70, 80]));
      const { output } = await run(["create", file, "--title", name, "--user", "marketer"]);
      return { output, payoutId: /payoutId: (\w+)/.exec(output)?.[1] ?? "" };
    };
    const time = ["--at", seoulTimeIn(3600), "--total", "150", "--user", "marketer"];
    const first = await create("First.csv");
    await run(["schedule", first.payoutId, ...time]);
    const second = await create("Second.csv");
    expect(second.output).toContain("Warnings (1):\n");
    expect(second.output).toContain("Another payout has the very same users and points");

    const other = await run(["schedule", second.payoutId, ...time, "--acknowledge", "x,y:1"]);
    expect(other.code).toBe(1);
    expect(other.errors).toContain("“First.csv”");
    const kind = `paid_lately_same:${first.payoutId}`;
    const unnamed = await run(["schedule", second.payoutId, ...time]);
    expect(unnamed.errors).toContain(`\n  --acknowledge ${kind}\n`);
    const scheduled = await run(["schedule", second.payoutId, ...time, "--acknowledge", kind]);
    expect(scheduled.output).toContain("(scheduled)");

    const listed = await run(["list", "--search", "second.CSV", "--user", "viewer"]);
    expect(listed.output).toContain(second.payoutId);
    expect(listed.output).not.toContain(first.payoutId);
    const started = await startDistribution(world);
    const payments = ["payments", started.payoutId, "--search", "user 2", "--user", "viewer"];
    expect((await run(payments)).output).toBe(`3\t${started.payoutId}/user 2%\t200\tpending\t\n`);
  });

  it("watches until the payout ends, then fetches payments and report", async () => {
    const { payoutId, at, change } = await startDistribution(world);
    const payout = await world.stores.payouts.get(payoutId);
    if (payout === undefined) throw new Error("The payout is gone.");
    const { resultKey } = await world.stores.results.write(payout, (async function* () {})());
    const counts = {
      payments: 3,
      paid: 2,
      rejected: 1,
      unknown: 0,
      accepted: 0,
      withdrawn: 0,
      pending: 0,
    };
    const report = { finishedAt: at, counts, points: { total: 600, paid: 300 }, resultKey };
    const watching = run(["watch", payoutId, "--user", "viewer"]);
    await change("completed", { report });
    const watched = await watching;
    expect([watched.code, watched.output]).toEqual([
      0,
      "completed: 2 paid, 1 rejected, 0 unknown, 0 pending\n",
    ]);

    const payments = await run(["payments", payoutId, "--limit", "1", "--user", "viewer"]);
    expect(payments.output).toBe(`2\t${payoutId}/user 1%\t100\tpending\t\n`);
    expect(payments.errors).toBe("--cursor 0.1\n");
    const file = path.join(directory, "result.xlsx");
    expect(
      (await run(["report", payoutId, "--language", "ko", "-o", file, "--user", "viewer"])).code,
    ).toBe(0);
    expect(await readFile(file, "utf8")).toBe("the result workbook in ko");
    const receipt = await run(["receipt", payoutId, "--user", "viewer"]);
    expect([receipt.code, receipt.errors]).toEqual([0, ""]);
    expect(receipt.output).toContain("paid\t2 of 3, 300 of 600 points\n");

    const sign = ["sign", payoutId, "--note", "looked at", "--user", "approver", "--json"];
    const early = await run(sign);
    expect([early.code, early.output]).toEqual([1, ""]);
    expect(early.errors).toContain("409 compare_first");
    const { revision = 0 } = (await world.stores.payouts.get(payoutId)) ?? {};
    await world.stores.receipts.save({
      ...{ payoutId, run: 1, scope: "all", state: "done", startedAt: at, updatedAt: at, revision },
      ...{ counted: NOTHING_COUNTED, findingCount: 0, findings: [] },
      next: { chunk: 0, afterRow: 0 },
    });
    const signed = receiptAnswerSchema.parse(JSON.parse((await run(sign)).output));
    expect(signed).toMatchObject({ signOff: { note: "looked at", isCurrent: true } });
  });

  it("stops, resumes, resolves and retries", async () => {
    const { payoutId, at, change, claim } = await startDistribution(world);
    const { ledger } = world.stores;
    const outcomes = [
      { state: "unknown", code: "in_doubt" },
      { state: "rejected", code: "http_404" },
      { state: "unknown", code: "in_doubt" },
    ] as const;
    for (const [index, settlement] of outcomes.entries()) {
      await ledger.settle({ ref: await claim(index + 2), settlement, fence: 1, at });
    }
    const stopped = await run(["stop", payoutId, "--reason", "잠깐", "--user", "approver"]);
    expect(stopped.output).toContain("State: paused (paused)");
    expect(stopped.output).toContain("Stopped because: stopped_by_person, 승인자 (approver), 잠깐");
    expect(stopped.output).toMatch(/^Stopped by: 승인자 \(approver\), \S+: 잠깐$/m);
    const own = await run(["resume", payoutId, "--user", "marketer"]);
    expect([own.code, own.errors]).toEqual([
      1,
      expect.stringContaining("승인자 (approver) stopped this payout (reason: 잠깐)"),
    ]);
    const how = ["--as", "not_paid", "--note", "기록에 없음", "--user", "marketer"];
    const resolved = await run(["resolve", payoutId, "4", ...how]);
    expect([resolved.errors, resolved.output]).toEqual([
      "",
      `4\t${payoutId}/user 3%\t300\tunknown\tproposed\n`,
    ]);
    const waiting = await run(["payments", payoutId, "--proposed", "--user", "viewer"]);
    expect(waiting.output).toBe(`4\t${payoutId}/user 3%\t300\tunknown\tin_doubt\tproposed\n`);
    const second = [...how.slice(0, -1), "approver"];
    const many = await run(["resolve", payoutId, "--rows", "3-4", ...second]);
    expect([many.code, many.errors, many.output]).toEqual([
      1,
      "",
      `3\t${payoutId}/user 2%\tpayment_not_unknown\trejected\n4\t${payoutId}/user 3%\tsettled\trejected\n`,
    ]);
    const all = [
      "resolve",
      payoutId,
      "--all",
      "--search",
      "USER 1",
      "--as",
      "paid",
      ...how.slice(2),
    ];
    const said = await run(all);
    expect([said.code, said.output, said.errors.split("\n").slice(0, 2)]).toEqual([
      2,
      "",
      [
        "1 payments match, 100 points in all.",
        "To settle them say --total 100; nothing was settled.",
      ],
    ]);
    const matching = await run([...all, "--total", "100"]);
    expect([matching.code, matching.output]).toEqual([
      0,
      `2\t${payoutId}/user 1%\tsettled\tpaid\n`,
    ]);
    const none = await run([...all, "--total", "100"]);
    expect([none.code, none.errors]).toEqual([1, "0 payments match, 0 points in all.\n"]);
    const resumed = await run(["resume", payoutId, "--user", "approver"]);
    expect(resumed.output).toContain("State: being paid (distributing)");

    await change("halted", { halt: { reason: "points_api_unavailable", at } });
    const noneOf = await run(["retry", payoutId, "--rows", "2-3", "--user", "marketer"]);
    expect([noneOf.code, noneOf.errors]).toEqual([
      1,
      expect.stringContaining("409 payment_not_rejected"),
    ]);
    const retried = await run(["retry", payoutId, "--rows", "3,4-4", "--user", "marketer"]);
    expect([retried.errors, retried.code]).toEqual(["", 0]);
    expect(retried.output).toContain("Title: 12월 이벤트 (재지급)");
    expect(retried.output).toContain(`Pays again: ${payoutId}\n`);
  });

  it("shows why it paused, and ends it with a reason", async () => {
    const { payoutId, at, change, claim } = await startDistribution(world);
    const settlement = { state: "accepted", reference: "q-1" } as const;
    await world.stores.ledger.settle({ ref: await claim(2), settlement, fence: 1, at });
    const detail = "http_400: The budget is used up.";
    const refused = {
      reason: "many_refused",
      since: at,
      code: "http_400",
      row: 3,
      detail,
    } as const;
    await change("paused", { pause: refused });
    const shown = await run(["show", payoutId, "--user", "viewer"]);
    expect(shown.output).toContain(
      "Outcome: 0 paid, 0 rejected, 0 unknown, 1 accepted, 2 pending\n",
    );
    expect(shown.output).toContain(
      "Stopped because: many_refused, row 3, http_400: The budget is used up.\n",
    );
    const without = await run(["end", payoutId, "--user", "marketer"]);
    expect([without.code, without.errors]).toEqual([
      2,
      expect.stringContaining("The command needs --reason."),
    ]);

    const ended = await run(["end", payoutId, "--reason", "budget", "--user", "marketer"]);
    expect(ended.errors).toBe("");
    expect(ended.output).toContain("State: being paid (distributing)");
    expect(ended.output).toMatch(/Ended by: 마케터 \(marketer\), \S+: budget\n/);
  });

  it("says, for an admin only, that the table was restored, and marks what may still pay", async () => {
    const { payoutId } = await createChecked(world, csvOf([100]));
    const note = "restored to 09:00";
    const refused = await run(["restored", "--note", note, "--user", "marketer"]);
    expect([refused.code, refused.errors]).toEqual([1, expect.stringContaining("403 wrong_role")]);
    expect(await world.stores.payouts.get(payoutId)).not.toHaveProperty("ledgerRestoredAt");

    const marked = await run(["restored", "--note", note, "--user", "admin"]);

    expect([marked.code, marked.output.split("\n")]).toEqual([
      0,
      expect.arrayContaining([payoutId]),
    ]);
    expect(await world.stores.payouts.get(payoutId)).toMatchObject({
      state: "ready",
      ledgerRestoredAt: expect.any(String),
    });
    const events = await run(["events", payoutId, "--user", "viewer"]);
    expect(events.output).toMatch(/\tledger_restored\tready → ready\trestored to 09:00\n$/);
    expect((await run(["restored", "--note", note, "--user", "admin"])).output).toBe("");
  });

  it("takes a token from the environment", async () => {
    const PAYSHEET_TOKEN = await world.tokenOf("viewer");
    expect((await run(["list"], { PAYSHEET_TOKEN })).code).toBe(0);
  });

  it("tells a refusal in the terminal's language and exits 1", async () => {
    const { payoutId } = await createChecked(world, csvOf([100]));
    const args = ["schedule", payoutId, "--at", seoulTimeIn(60), "--total", "1,000"];
    const ko = await run([...args, "--user", "marketer"], { LC_ALL: "ko_KR.UTF-8", LANG: "C" });
    expect([ko.code, ko.output]).toEqual([1, ""]);
    expect(ko.errors).toMatch(
      /^입력한 포인트 합계가 파일의 합계와 다릅니다\..*\n\(422 total_mismatch: /,
    );
    const en = await run([...args, "--user", "viewer"]);
    expect(en.errors).toMatch(/^You may not do this\. Needed role: marketer, approver, admin\.\n/);
    const stranger = await run(["list", "--user", "stranger"]);
    expect([stranger.code, stranger.errors]).toEqual([
      1,
      expect.stringContaining("400 unknown_user"),
    ]);
  });

  it.each([
    [["list"], "Set PAYSHEET_TOKEN"],
    [["dance", "--user", "viewer"], 'There is no command "dance".'],
    [["show", "--user", "viewer"], "The command needs a payout's id."],
    [
      ["schedule", "x", "--at", "2026-12-01T09:00", "--user", "marketer"],
      "The command needs --total.",
    ],
    [["schedule", "x", "--total", "1.5", "--user", "marketer"], "--total: a whole number"],
    [["list", "--state", "paid", "--user", "viewer"], "--state: one of uploading"],
    [["create", "/no/such/file.csv", "--user", "marketer"], "can't be read"],
    [["list", "--colour", "red"], "--colour"],
    [["retry", "x", "--rows", "3;4", "--user", "marketer"], "--rows: rows, such as 12,31-33"],
    [["resolve", "x", "--user", "marketer"], "The command needs a payout's id and a row."],
    [["restored", "--user", "admin"], "The command needs --note."],
    [["restored", "x", "--user", "admin"], "The command takes no payout"],
    [["resolve", "x", "two", "--user", "marketer"], '"two" is not the number of a row.'],
    [["resolve", "x", "2", "--user", "marketer", "--note", "a"], "The command needs --as."],
  ])("%j is wrongly written: exit 2", async (args, message) => {
    const { code, errors } = await run(args);
    expect([code, errors]).toEqual([2, expect.stringContaining(message)]);
  });

  it("explains itself", async () => {
    const help = await run(["--help"]);
    expect([help.code, help.output]).toEqual([0, expect.stringContaining("watch <payoutId>")]);
  });

  it("says when nobody answers", async () => {
    const errors = new PassThrough();
    const args = ["list", "--user", "viewer", "--api", "http://127.0.0.1:1"];
    const output = new PassThrough();
    expect(await runCli({ args, env: {}, output, errors })).toBe(1);
    errors.end();
    expect(await text(errors)).toMatch(/^fetch failed/);
  });
});

it("says beside a list which payouts a later version wrote", async () => {
  const payoutId = await writtenByLaterVersion(world);
  const english = ["--language", "en", "--user", "viewer"];
  await expect
    .poll(async () => (await run(["list", ...english])).errors)
    .toContain(`${payoutId}: A later version wrote this payout`);
});

it("downloads the sheet of a payout as it was uploaded, to those who may", async () => {
  const { payoutId } = await createChecked(world, csvOf([100]));
  const file = path.join(directory, "sheet.csv");
  const done = await run(["sheet", payoutId, "--output", file, "--user", "marketer"]);
  expect(done).toEqual({ code: 0, output: `${file}\n`, errors: "" });
  expect(await readFile(file)).toEqual(csvOf([100]));
  expect((await run(["sheet", payoutId, "--output", file, "--user", "viewer"])).code).toBe(1);
});
