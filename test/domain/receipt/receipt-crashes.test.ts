import { expect, it } from "vitest";
import type { LookupAnswer } from "../../../domain/distribution/points-api.ts";
import { createReceiptWorld } from "./receipt-world.ts";

type World = Awaited<ReturnType<typeof createReceiptWorld>>;
type Port = (...args: never[]) => Promise<unknown>;

const REFUSED = { kind: "answer", answer: { kind: "rejected", code: "http_404" } } as const;
const LOST: LookupAnswer = { kind: "not_found" };

/** A payout whose books were changed in row 5 since, and its receipt begun. */
async function begun(): Promise<World> {
  const world = await createReceiptWorld({
    users: 8,
    fault: (call) => (call === 2 ? REFUSED : undefined),
  });
  await world.request();
  return world;
}

/** What comparing calls, and how: the n-th call crashes, before or after it has done its work. */
function crashing({ deps }: World, crashAt: number, when: "before" | "after") {
  const seen = { calls: 0 };
  const guarded =
    <P extends Port>(port: P) =>
    async (...args: Parameters<P>): Promise<Awaited<ReturnType<P>>> => {
      seen.calls += 1;
      const isNow = seen.calls === crashAt;
      if (isNow && when === "before") throw new Error("crashed");
      const result = (await port(...args)) as Awaited<ReturnType<P>>;
      if (isNow) throw new Error("crashed");
      return result;
    };
  const { payouts, receipts, chunks, ledger, rates, pointsApi } = deps;
  const lookUp = pointsApi.lookUp ?? (async () => LOST);
  const changed = {
    payouts: { ...payouts, get: guarded(payouts.get) },
    receipts: { get: guarded(receipts.get), save: guarded(receipts.save) },
    chunks: { ...chunks, read: guarded(chunks.read) },
    ledger: { ...ledger, readChunk: guarded(ledger.readChunk) },
    rates: { ...rates, claims: guarded(rates.claims), claim: guarded(rates.claim) },
    pointsApi: {
      ...pointsApi,
      lookUp: guarded(async (...asked: Parameters<typeof lookUp>) =>
        asked[0].payment.row === 5 ? LOST : await lookUp(...asked),
      ),
    },
  };
  return { seen, changed };
}

/** The receipt but for its times, and all that it must leave as it was. */
async function standing(world: World) {
  const { startedAt: _, updatedAt: __, finishedAt: ___, ...receipt } = await world.receipt();
  return { receipt, payout: await world.stored(), entries: await world.entries() };
}

it("comes to the same end wherever it crashes, and changes neither payout nor ledger", async () => {
  const smooth = await begun();
  const before = await standing(smooth);
  const { seen, changed } = crashing(smooth, 0, "before");
  await smooth.compare(changed);
  const wanted = await standing(smooth);
  expect(wanted.receipt).toMatchObject({
    ...{ state: "done", findingCount: 1, findings: [{ code: "paid_not_in_books", row: 5 }] },
    counted: { sheet: { payments: 8 }, compared: { payments: 8 }, inBooks: { payments: 6 } },
  });
  expect([wanted.payout, wanted.entries]).toEqual([before.payout, before.entries]);
  expect(seen.calls).toBeGreaterThan(20);

  for (const when of ["before", "after"] as const) {
    for (let crashAt = 1; crashAt <= seen.calls; crashAt += 1) {
      const world = await begun();
      await world.compare(crashing(world, crashAt, when).changed).catch(() => undefined);
      await world.compare(crashing(world, 0, when).changed);

      expect({ when, crashAt, ...(await standing(world)) }).toEqual({ when, crashAt, ...wanted });
    }
  }
});
