import { compareWithBooks } from "../../../domain/compare-with-books.ts";
import type { PayingSettings } from "../../../domain/distribution/settings.ts";
import { policySchema } from "../../../domain/payout/policy.ts";
import { beginSample, requestReceipt } from "../../../domain/receipt/begin-receipt.ts";
import type { ReceiptRequest } from "../../../domain/receipt/receipt.ts";
import { createMemoryEngine } from "../../doubles/memory-engine.ts";
import type { createScriptedPointsApi } from "../../doubles/scripted-points-api.ts";
import { createPayingWorld } from "../distribution/paying-world.ts";
import { MARKETER } from "../payout/payouts.ts";

type ApiOptions = Omit<Parameters<typeof createScriptedPointsApi>[0], "clock">;

/** A payout that was completed, by a points API that can be asked for its books. */
export async function createReceiptWorld(
  options: ApiOptions & {
    readonly users?: number;
    readonly settings?: Partial<PayingSettings>;
    readonly samplePayments?: number;
  } = {},
) {
  const { samplePayments = 20, ...world } = options;
  const paying = await createPayingWorld({ idempotency: "lookup", ...world });
  await paying.pay();
  const { payoutId } = await paying.stored();
  const { receipts } = paying.deps;
  const started: (readonly [ReceiptRequest, string])[] = [];
  const comparer = {
    compare: async (...one: readonly [ReceiptRequest, string]) => void started.push(one),
  };
  const policy = { ...policySchema.parse({}), receipt: { samplePayments } };
  const deps = { ...paying.deps, policy, comparer };
  const receipt = async () => {
    const kept = await receipts.get(payoutId);
    if (kept === undefined) throw new Error("There is no receipt.");
    return kept;
  };
  return {
    ...paying,
    deps,
    payoutId,
    started,
    receipt,
    request: () => requestReceipt(deps, payoutId, MARKETER),
    sample: () => beginSample(deps, payoutId),
    /** Runs what was started last, beside what else happens, with these in the place of others. */
    async compare(
      changed: Partial<typeof deps> = {},
      { yieldAfterMs = 600_000, meanwhile = [] as readonly Promise<unknown>[] } = {},
    ) {
      const last = started.at(-1);
      if (last === undefined) throw new Error("Nothing was started.");
      const [request, executionName] = last;
      const { engine, names } = createMemoryEngine({
        ...{ clock: paying.clock, executionName, yieldAfterMs },
      });
      const comparing = compareWithBooks({ ...deps, ...changed }, request, engine);
      const [end] = await paying.clock.run(Promise.all([comparing, ...meanwhile]));
      return { end, names };
    },
    async findings() {
      return (await receipt()).findings;
    },
  };
}
