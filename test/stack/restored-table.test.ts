import { join } from "node:path";
import pMap from "p-map";
import { afterAll, beforeAll, expect, it } from "vitest";
import {
  startThirdwebEngineFake,
  type ThirdwebEngineFake,
} from "../../local/fakes/thirdweb-engine-fake.ts";
import { startLocalPointsApi } from "../../local/points-api/start-local-points-api.ts";
import { pointsApiOfStack } from "../../local/stack/points-api-of-stack.ts";
import { describedBy, type StackPointsApi } from "../../local/stack/stack-points-api.ts";
import { refusalOf, type SheetRow, startStackUnderTest } from "./stack-under-test.ts";
import { openStackTable } from "./table-copy.ts";

/** Slow enough that a payout can be stopped half way, and too few for a canary. */
const RATE = 2;
const PAYMENTS = 18;
const BY_LOCAL_API = ["key", "lookup", "none"] as const;
const MODES = [...BY_LOCAL_API, "accepts"] as const;
type Mode = (typeof MODES)[number];
const TOKEN = "token-1";

let engine: ThirdwebEngineFake;
let mining: NodeJS.Timeout;
let table: ReturnType<typeof openStackTable>;
let world: Awaited<ReturnType<typeof startStackUnderTest>>;

function named(mode: Mode): Pick<StackPointsApi, "named" | "ratePerSecond"> {
  return {
    named: { name: mode, title: { ko: mode, en: mode }, ratePerSecond: RATE },
    ratePerSecond: RATE,
  };
}

/** Three that pay at once, of which one alone heeds keys, and one that accepts. */
async function openPointsApis({ dataDir }: { readonly dataDir: string }) {
  const local = BY_LOCAL_API.map(async (mode): Promise<StackPointsApi> => {
    const { url, close } = await startLocalPointsApi({ dataDir: join(dataDir, mode), port: 0 });
    const options = pointsApiOfStack(url, {
      points: {
        ...{ ratePerSecond: RATE, concurrency: 4, timeoutMs: 5_000, inBulk: false },
        ...{ idempotency: mode, lookupSettleMs: 300 },
      },
      pointsApiToken: undefined,
    });
    if (mode !== "key") await setFaults(url, { idempotency: false });
    return { ...named(mode), ...describedBy(options), url, isLocal: true, close };
  });
  engine = await startThirdwebEngineFake({ token: TOKEN });
  mining = setInterval(() => engine.doNow("send", "mine"), 300);
  const address = (digit: string) => `0x${digit.repeat(40)}`;
  const options = {
    ...{ connector: "thirdweb-engine", baseUrl: engine.url, ratePerSecond: RATE, timeoutMs: 5_000 },
    ...{ chain: "137", contractAddress: address("1"), backendWalletAddress: address("2") },
    action: "mint-to" as const,
  };
  const accepting: StackPointsApi = {
    ...named("accepts"),
    ...describedBy(options),
    ...{ secret: { token: TOKEN }, url: engine.url, isLocal: false },
    async close() {
      clearInterval(mining);
      await engine.close();
    },
  };
  return [...(await Promise.all(local)), accepting];
}

async function setFaults(url: string, faults: object): Promise<void> {
  await fetch(`${url}/_faults`, { method: "PUT", body: JSON.stringify(faults) });
}

beforeAll(async () => {
  world = await startStackUnderTest({}, { openPointsApis });
  table = openStackTable(world.stack.endpoints.dynamoDb);
});
afterAll(async () => {
  table.close();
  await world.close();
});

function rowsOf(mode: string): SheetRow[] {
  return Array.from({ length: PAYMENTS }, (_, index) => [
    mode === "accepts" ? `0x${String(index + 1).padStart(40, "0")}` : `${mode}-${index + 1}`,
    100 + index,
  ]);
}

/** How often each user of a payout was paid, by the points API's own books. */
async function timesPaid(mode: Mode, rows: readonly SheetRow[]): Promise<readonly number[]> {
  if (mode === "accepts") {
    const users = engine.books.byUser();
    return rows.map(([userId]) => users.get(userId)?.times ?? 0);
  }
  const url = world.stack.pointsApis.find(({ label }) => label.endsWith(mode))?.url ?? "";
  return await pMap(rows, async ([userId]) => {
    const answer = await fetch(new URL(`/v1/users/${userId}`, url));
    const { grants } = (await answer.json()) as { readonly grants: readonly unknown[] };
    return grants.length;
  });
}

it("pays nobody twice once a table was restored, in any mode, and nobody at all before an admin has looked", async () => {
  const { client, clientOf, until } = world;
  const scheduled = await world.schedule(
    await world.upload(rowsOf("later"), "나중에 지급", { pointsApi: "lookup" }),
    3_600_000,
  );
  const payouts = await Promise.all(
    MODES.map(async (mode) => {
      const ready = await world.upload(rowsOf(mode), mode, { pointsApi: mode });
      return { mode, payoutId: (await world.schedule(ready, 1_500)).payoutId };
    }),
  );

  // Half are paid; then comes the backup; then the other half is.
  await Promise.all(
    payouts.map(async ({ payoutId }) => {
      await until(payoutId, "distributing");
      await expect
        .poll(async () => (await client.payments(payoutId, {})).items.filter(isBegun).length)
        .toBeGreaterThan(2);
      await client.stop(payoutId, "백업");
    }),
  );
  const items = await table.backUp();
  for (const { payoutId } of payouts) await client.resume(payoutId);
  for (const { payoutId } of payouts) {
    expect(await until(payoutId, "completed", "halted")).toMatchObject({
      state: "completed",
      counts: { paid: PAYMENTS },
    });
  }
  expect((await client.payouts()).tableCopied).toBeUndefined();
  await table.restore(items);

  // The page says so, and nothing is paid: not by a person who goes on, nor by a schedule.
  expect((await client.payouts()).tableCopied).toBe(true);
  for (const { payoutId } of payouts) {
    expect((await client.payout(payoutId)).state).toBe("paused");
    expect(await refusalOf(client.resume(payoutId))).toBe("table_copied");
    expect(await refusalOf(client.end(payoutId, "그만"))).toBe("table_copied");
  }
  await world.schedule(await client.payout(scheduled.payoutId), 1_500);
  const sentBack = await until(scheduled.payoutId, "ready");
  expect(sentBack.sentBack?.reasons).toMatchObject([{ code: "table_copied" }]);
  await expect
    .poll(async () => JSON.stringify(await world.messages()))
    .toContain("복원됐거나 다른 곳에서 복사된");

  const note = "09:00 백업으로 복원";
  expect(await refusalOf(client.ledgerRestored(note))).toBe("wrong_role");
  const { payoutIds } = await (await clientOf("admin")).ledgerRestored(note);
  expect(new Set(payoutIds)).toEqual(
    new Set([scheduled.payoutId, ...payouts.map(({ payoutId }) => payoutId)]),
  );
  expect((await client.payouts()).tableCopied).toBeUndefined();

  for (const { payoutId } of payouts) await client.resume(payoutId);
  await world.schedule(sentBack, 1_500);
  for (const { mode, payoutId } of payouts) {
    const { counts } = await until(payoutId, "completed", "halted");
    const { paid = 0, unknown = 0 } = counts ?? {};
    // Where nothing tells, each payment that the ledger forgot is for a person to look up.
    expect([mode, paid + unknown]).toEqual([mode, PAYMENTS]);
    expect([mode, unknown > 0]).toEqual([mode, mode === "none"]);
    expect([mode, await timesPaid(mode, rowsOf(mode))]).toEqual([
      mode,
      Array.from({ length: PAYMENTS }, () => 1),
    ]);
    const { items: trail } = await client.events(payoutId);
    expect(trail.find(({ action }) => action === "ledger_restored")).toMatchObject({ why: note });
  }
  expect(await until(scheduled.payoutId, "completed")).toMatchObject({
    counts: { paid: PAYMENTS },
  });
  const later = await timesPaid("lookup", rowsOf("later"));
  expect(new Set(later)).toEqual(new Set([1]));
  await expectBooksToAgree(payouts);
});

function isBegun({ state }: { readonly state: string }): boolean {
  return state === "paid" || state === "accepted";
}

/** What the ledger came to is what the books of the API say, where these can be read. */
async function expectBooksToAgree(
  payouts: readonly { readonly mode: Mode; readonly payoutId: string }[],
): Promise<void> {
  const { client } = world;
  const payoutId = payouts.find(({ mode }) => mode === "lookup")?.payoutId ?? "";
  await client.requestReceipt(payoutId);
  await expect.poll(async () => (await client.receipt(payoutId)).comparison?.state).toBe("done");
  expect((await client.receipt(payoutId)).comparison).toMatchObject({
    ...{ scope: "all", findingCount: 0 },
    counted: { compared: { payments: PAYMENTS }, inBooks: { payments: PAYMENTS } },
  });
}
