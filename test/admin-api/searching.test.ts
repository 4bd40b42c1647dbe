import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AdminApiClient } from "../../cli/admin-api-client.ts";
import { type AdminApiWorld, startAdminApiWorld } from "./admin-api-world.ts";
import {
  createChecked,
  seoulTimeIn,
  startDistribution,
  writtenByLaterVersion,
} from "./payouts-in-states.ts";

let world: AdminApiWorld;
let client: AdminApiClient;
beforeAll(async () => {
  world = await startAdminApiWorld();
  client = await world.clientOf("marketer");
});
afterAll(() => world.close());

const NAMED = { title: "many", fileName: "many.csv", sizeBytes: 9 };

async function statusOf(path: string): Promise<number> {
  const authorization = `Bearer ${await world.tokenOf("viewer")}`;
  return (await fetch(world.origin + path, { headers: { authorization } })).status;
}

describe("searching the list of payouts", () => {
  it("looks in titles and file names in whatever letter case, with states and pages", async () => {
    const names = [
      ["Autumn Event", "a.csv"],
      ["두 번째", "가을-출석.csv".normalize("NFD")],
      ["세 번째", "c.csv"],
      ["가을 정산", "d.csv"],
    ] as const;
    const ids: string[] = [];
    for (const [title, fileName] of names) {
      ids.push((await client.createPayout({ title, fileName, sizeBytes: 9 })).payoutId);
    }
    const found = async (query: Parameters<AdminApiClient["payouts"]>[0]) => {
      const page = await client.payouts(query);
      return { ...page, items: page.items.map(({ payoutId }) => ids.indexOf(payoutId)) };
    };

    await expect.poll(() => found({ search: "가을" })).toEqual({ items: [3, 1] });
    expect(await found({ search: "aUTUMN" })).toEqual({ items: [0] });
    expect(await found({ search: "C.CSV" })).toEqual({ items: [2] });
    expect(await found({ search: "겨울" })).toEqual({ items: [] });
    await expect.poll(() => found({ search: "가을", state: "ready" })).toEqual({ items: [] });
    const { items, cursor = "" } = await found({ search: "가을", limit: 1 });
    expect(items).toEqual([3]);
    expect(await found({ search: "가을", limit: 1, cursor })).toEqual({ items: [1] });
  });

  it("says which payouts a later version wrote, beside those that it lists", async () => {
    const payoutId = await writtenByLaterVersion(world);

    await expect.poll(async () => (await client.payouts({})).unreadable).toEqual([payoutId]);
    const refused: unknown = await client.payout(payoutId).catch((error: unknown) => error);
    expect(refused).toMatchObject({ problem: { code: "payout_unreadable", status: 409 } });
  });

  it.each(["/api/payouts?search=", `/api/payouts?search=${"x".repeat(201)}`])(
    "refuses %s",
    async (path) => {
      expect(await statusOf(path)).toBe(400);
    },
  );
});

describe("searching payments", () => {
  it("finds a user's in a payout by a part of the id, in each state", async () => {
    const { payoutId, claim, at } = await startDistribution(world);
    await world.stores.ledger.settle({
      ref: await claim(2),
      settlement: { state: "paid", transactionId: "t-1" },
      fence: 1,
      at,
    });
    const found = async (query: Parameters<AdminApiClient["payments"]>[1]) =>
      (await client.payments(payoutId, query)).items.map(({ row, state }) => `${row} ${state}`);

    expect(await found({ user: `${payoutId}/user 1%` })).toEqual(["2 paid"]);
    expect(await found({ user: "USER 3" })).toEqual(["4 pending"]);
    expect(await found({ user: "user" })).toEqual(["2 paid", "3 pending", "4 pending"]);
    expect(await found({ user: "user", state: "pending" })).toEqual(["3 pending", "4 pending"]);
    expect(await found({ user: "somebody else" })).toEqual([]);
    expect(await statusOf(`/api/payouts/${payoutId}/payments?user=`)).toBe(400);
  });

  it("lists those that nobody has begun, from the start of the payout on", async () => {
    const { payoutId, claim } = await startDistribution(world);
    const pending = async () =>
      (await client.payments(payoutId, { state: "pending" })).items.map(({ row }) => row);
    expect(await pending()).toEqual([2, 3, 4]);
    await claim(3);
    // What is being paid is read once a second for all.
    await expect.poll(pending).toEqual([2, 4]);
  });

  it("names the payouts of all that a user was paid", async () => {
    const { payoutId, claim } = await startDistribution(world);
    await claim(2);

    await expect
      .poll(async () => (await client.userPayments(`${payoutId}/user 1%`)).items)
      .toMatchObject([{ payoutId, title: "12월 이벤트", row: 2, state: "sending" }]);
  });
});

describe("looking for a user across payouts", () => {
  async function everything(query: Parameters<AdminApiClient["findPayments"]>[0]) {
    const items: Awaited<ReturnType<AdminApiClient["findPayments"]>>["items"] = [];
    let payouts = 0;
    let cursor: string | undefined;
    do {
      const page = await client.findPayments({ ...query, cursor });
      items.push(...page.items);
      payouts += page.searched.payouts;
      cursor = page.cursor;
    } while (cursor !== undefined);
    return { items, payouts };
  }

  it("finds a part of an id in what is scheduled and in what is not asked for yet, with the answer", async () => {
    const part = crypto.randomUUID().slice(0, 8);
    const sheet = Buffer.from(`회원ID,포인트\n${part}-Kim,100\n${part}-Lee,200`);
    const planned = await createChecked(world, sheet);
    await client.schedule(planned.payoutId, { at: seoulTimeIn(3600), expectedTotalPoints: 300 });
    const paying = await startDistribution(world);
    await paying.claim(2);
    const rowsOf = async (query: Parameters<typeof everything>[0]) =>
      (await everything(query)).items.map(({ payoutId, row, state }) => [payoutId, row, state]);

    const upcoming = { in: "upcoming", user: `${part}-k` } as const;
    await expect.poll(() => rowsOf(upcoming)).toEqual([[planned.payoutId, 2, "pending"]]);
    const [found] = (await everything({ ...upcoming, user: `${part}-KIM`, whole: "true" })).items;
    expect(found).toMatchObject({
      title: "12월 이벤트",
      payoutState: "scheduled",
      answer: { ko: expect.stringContaining("(한국 표준시)에 100포인트를 지급할 예정입니다.") },
    });
    expect(found?.dueAt).toBe((await client.payout(planned.payoutId)).schedule?.instant);
    expect(await rowsOf({ ...upcoming, whole: "true" })).toEqual([]);
    const ofPaying = { user: `${paying.payoutId}/USER`, in: "upcoming" } as const;
    await expect
      .poll(() => rowsOf(ofPaying))
      .toEqual([3, 4].map((row) => [paying.payoutId, row, "pending"]));
    expect(await rowsOf({ ...ofPaying, in: "recent", days: 1 })).toEqual([
      [paying.payoutId, 2, "sending"],
      [paying.payoutId, 3, "pending"],
      [paying.payoutId, 4, "pending"],
    ]);
  });

  it("shows what looks personal in a sheet in part to who does not open sheets", async () => {
    const name = crypto.randomUUID().slice(0, 8);
    const sheet = Buffer.from(`회원ID,포인트,사유\n${name}@example.com,100,${name} 님`);
    const { payoutId } = await createChecked(world, sheet);
    await client.schedule(payoutId, { at: seoulTimeIn(3600), expectedTotalPoints: 100 });
    const viewer = await world.clientOf("viewer");
    const seenBy = async (who: AdminApiClient) =>
      (await who.findPayments({ user: name, in: "upcoming" })).items.map((item) => item.userId);

    await expect.poll(() => seenBy(client)).toEqual([`${name}@example.com`]);
    expect(await seenBy(viewer)).toEqual([`${name.slice(0, 2)}***@***`]);
    const { items } = await viewer.findPayments({ user: name, in: "upcoming" });
    expect(JSON.stringify(items)).not.toContain(name);
  });

  it("goes on call by call, and ends early where too many are found", async () => {
    for (let nr = 0; nr < 21; nr += 1) await client.createPayout(NAMED);
    const first = await client.findPayments({ user: "nobody-at-all", in: "recent" });
    expect(first).toMatchObject({ items: [], isFull: false, gone: [] });
    expect(first.cursor).toBeDefined();
    expect(first.reachedAt).toBeDefined();
    const { payouts } = await everything({ user: "nobody-at-all", in: "recent" });
    expect(payouts).toBeGreaterThan(0);

    const ids = Array.from({ length: 250 }, (_, index) => `crowd-${index},10`);
    const { payoutId } = await createChecked(
      world,
      Buffer.from(`회원ID,포인트\n${ids.join("\n")}`),
    );
    await client.schedule(payoutId, { at: seoulTimeIn(3600), expectedTotalPoints: 2_500 });
    await expect
      .poll(async () => {
        const { items, isFull, cursor } = await client.findPayments({
          user: "crowd-",
          in: "upcoming",
        });
        return { found: items.length, isFull, cursor };
      })
      .toEqual({ found: 200, isFull: true, cursor: undefined });
  });

  it("says which payouts can't be looked through any more", async () => {
    const sheet = Buffer.from("회원ID,포인트\nfaded-1,100");
    const { payoutId } = await createChecked(world, sheet);
    await client.schedule(payoutId, { at: seoulTimeIn(3600), expectedTotalPoints: 100 });
    await world.files.deleteAll(payoutId);

    await expect
      .poll(async () => (await client.findPayments({ user: "faded-1", in: "upcoming" })).gone)
      .toEqual([{ payoutId, title: "12월 이벤트" }]);
  });

  it.each(["user=ab&in=recent", "user=abc&in=never", "user=abc&in=recent&days=400"])(
    "refuses %s",
    async (query) => {
      expect(await statusOf(`/api/payments?${query}`)).toBe(400);
    },
  );

  it("writes down who searched for what, once", async () => {
    const user = `looked-${crypto.randomUUID()}`;
    await client.findPayments({ user, in: "recent" });
    await client.findPayments({ user, in: "recent" });
    const admin = await world.clientOf("admin");
    await expect
      .poll(async () => (await admin.accesses({ userId: user })).items)
      .toMatchObject([{ action: "payments_searched", by: { id: "marketer" } }]);
  });
});

describe("the export of a user's payments", () => {
  it("is CSV that no spreadsheet runs, in the language that was asked for", async () => {
    const { payoutId, payments, claim, at } = await startDistribution(world);
    await world.stores.ledger.settle({
      ref: await claim(2),
      settlement: { state: "paid", transactionId: "=cmd" },
      fence: 1,
      at,
    });
    const userId = payments[0]?.userId ?? "";
    const authorization = `Bearer ${await world.tokenOf("viewer")}`;
    const csv = async (language: string) => {
      const path = `/api/users/${encodeURIComponent(userId)}/payments.csv?language=${language}`;
      const answer = await fetch(world.origin + path, { headers: { authorization } });
      const bytes = new Uint8Array(await answer.arrayBuffer());
      const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
      return { type: answer.headers.get("content-type"), lines: text.split("\r\n") };
    };

    await expect.poll(async () => (await csv("en")).lines.length).toBe(3);
    const { type, lines } = await csv("ko");
    expect(type).toBe("text/csv; charset=utf-8");
    expect(lines[0]).toBe(
      '\uFEFF"지급 건","지급 건 ID","행","사용자 ID","포인트","사유","상태","시각 (Asia/Seoul)","거래번호","요청 번호","지급하지 못한 이유","사용자에게 할 답변"',
    );
    expect(lines[1]).toContain(
      `"12월 이벤트","${payoutId}",2,"${userId}",100,,"지급 완료","2026-11-21 09:00","'=cmd",`,
    );
    expect((await csv("en")).lines[1]).toContain(',"paid","2026-11-21 09:00",');
  });
});
