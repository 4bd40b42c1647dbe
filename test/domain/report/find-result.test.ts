import { describe, expect, it } from "vitest";
import { resolvePayment } from "../../../domain/distribution/resolve-payment.ts";
import type { Language } from "../../../domain/language.ts";
import { findResult } from "../../../domain/report/find-result.ts";
import type { ResultLinks } from "../../../domain/report/result-store.ts";
import {
  type ResultRewriter,
  rewriteResult,
  translateResult,
} from "../../../domain/report/rewrite-result.ts";
import { createMemoryResults } from "../../doubles/memory-objects.ts";
import { createRecoveryWorld } from "../distribution/recovery-world.ts";
import { APPROVER, MARKETER } from "../payout/payouts.ts";

const WRITING_MS = 3_000;

async function setup(
  state: Parameters<typeof createRecoveryWorld>[0] = "completed",
  { writingMs = WRITING_MS } = {},
) {
  const world = await createRecoveryWorld(state, ["paid", "unknown", "unknown", "rejected"]);
  const { clock, payoutId } = world;
  const results = createMemoryResults();
  const executions = new Map<string, string>();
  const rewriting: Promise<unknown>[] = [];
  const checks = { get: async () => undefined };
  const rewrite = () => rewriteResult({ ...world, results, checks }, payoutId);
  const translate = (language: Language) =>
    translateResult({ ...world, results, checks }, payoutId, language);
  const rewriter: ResultRewriter = {
    async rewrite(rewritten, name, language) {
      if (executions.has(name)) return;
      executions.set(name, rewritten);
      const write = () => (language === undefined ? rewrite() : translate(language));
      rewriting.push(clock.sleep(writingMs).then(write));
    },
  };
  // The completed payout's first workbook is not among those that were written here.
  const links: ResultLinks = {
    link: async (key) =>
      /\.en\./.test(key) && !results.workbooks.has(key) ? undefined : `to:${key}`,
  };
  const deps = { ...world, rewriter, results: links, language: "ko" } as const;
  const download = () => ({ fileName: "result.xlsx", expiresInSeconds: 60 });
  const findIn = (language: Language) => clock.run(findResult(deps, payoutId, language, download));
  const find = async () => (await findIn("ko")).payout;
  const resolve = (row: number, as: "paid" | "not_paid" = "paid", person = MARKETER) =>
    resolvePayment(world, payoutId, { row, as, note: "기록에서 확인" }, person);
  /** States by row as the workbook that is served tells them. */
  const told = (resultKey: string) =>
    (results.workbooks.get(resultKey) ?? []).map(({ entry }) => entry?.state ?? "pending");
  return { ...world, results, executions, rewriting, rewrite, findIn, find, resolve, told };
}

describe("the result workbook of a completed payout", () => {
  it("is given as it is while nobody settled anything", async () => {
    const { find, stored, executions } = await setup();
    expect(await find()).toEqual(await stored());
    expect(executions.size).toBe(0);
  });

  it("is written again before it is given, once a person settled a payment", async () => {
    const { find, resolve, told, executions, payoutId, actions, stored } = await setup();
    await resolve(3, "paid");
    await resolve(4, "not_paid");
    await resolve(4, "not_paid", APPROVER);

    const { report } = await find();

    expect(told(report.resultKey)).toEqual(["paid", "paid", "rejected", "rejected"]);
    expect(report).not.toHaveProperty("resultIsBehind");
    expect(report.counts).toEqual({
      payments: 4,
      paid: 2,
      rejected: 2,
      unknown: 0,
      accepted: 0,
      withdrawn: 0,
      pending: 0,
    });
    expect([...executions.values()]).toEqual([payoutId]);
    expect(await actions()).toEqual([
      ...["created", "recounted", "settlement_proposed"],
      ...["recounted", "recounted"],
    ]);
    expect(await find()).toEqual(await stored());
    expect(executions.size).toBe(1);
  });

  it("is written once for all who ask at the same time", async () => {
    const { find, resolve, executions } = await setup();
    await resolve(3);
    const [one, other] = await Promise.all([find(), find()]);
    expect(one).toEqual(other);
    expect(executions.size).toBe(1);
  });

  it("is never given as it was: while it takes long, people are told to come again", async () => {
    const { find, resolve, clock, rewriting } = await setup("completed", { writingMs: 60_000 });
    await resolve(3);
    await expect(find()).rejects.toMatchObject({ code: "result_being_written" });
    await clock.run(Promise.all(rewriting));
    expect((await find()).report.counts.paid).toBe(2);
  });

  it("is asked for anew when whoever was to write it never did", async () => {
    const { find, resolve, clock, executions } = await setup("completed", {
      writingMs: 24 * 3_600_000,
    });
    await resolve(3);
    await expect(find()).rejects.toMatchObject({ code: "result_being_written" });
    clock.jumpTo(clock.nowMs() + 600_000);
    await expect(find()).rejects.toMatchObject({ code: "result_being_written" });
    expect(executions.size).toBe(2);
  });

  it("is written in another language for who asks for it, once, and anew after a settlement", async () => {
    const { findIn, resolve, executions, told } = await setup();
    const own = await findIn("ko");
    expect(executions.size).toBe(0);
    const english = own.link.replace(/\.xlsx$/, ".en.xlsx");
    expect((await findIn("en")).link).toBe(english);
    expect((await findIn("en")).link).toBe(english);
    expect(executions.size).toBe(1);
    expect((await findIn("ko")).link).toBe(own.link);

    await resolve(3, "paid");
    const { payout } = await findIn("en");
    const key = payout.report.resultKey.replace(/\.xlsx$/, ".en.xlsx");
    expect(told(key)).toEqual(["paid", "paid", "unknown", "rejected"]);
  });

  it.each(["paused", "halted", "distributing"] as const)(
    "does not exist while it is %s",
    async (state) => {
      const { find } = await setup(state);
      await expect(find()).rejects.toMatchObject({ code: "no_report_yet" });
    },
  );
});

describe("writing it again", () => {
  it("starts over when somebody settles another payment meanwhile", async () => {
    const { resolve, rewrite, results, told, stored } = await setup();
    await resolve(3);
    const { write } = results;
    let writes = 0;
    results.write = async (payout, rows) => {
      writes += 1;
      const written = await write(payout, rows);
      if (writes === 1) await resolve(4, "paid", APPROVER);
      return written;
    };

    await rewrite();

    const payout = await stored();
    if (payout.state !== "completed") throw new Error("It is not completed.");
    expect(writes).toBe(2);
    expect(told(payout.report.resultKey)).toEqual(["paid", "paid", "paid", "rejected"]);
    expect(payout.report.resultIsBehind).toBeUndefined();
  });

  it("does nothing when it is up to date, so that it may be repeated", async () => {
    const { rewrite, results, resolve } = await setup();
    await rewrite();
    expect(results.workbooks.size).toBe(0);
    await resolve(3);
    await rewrite();
    await rewrite();
    expect(results.workbooks.size).toBe(1);
  });
});
