import type * as z from "zod";
import type { Clock } from "../../domain/clock.ts";
import type { DistributePayoutDeps } from "../../domain/distribute-payout.ts";
import {
  DEFAULT_PAYING_SETTINGS,
  type PayingSettings,
} from "../../domain/distribution/settings.ts";
import { reasonsNotToPay } from "../../domain/payout/check-again.ts";
import { policySchema } from "../../domain/payout/policy.ts";
import { createUserIdMask } from "../../domain/payout/user-id-mask.ts";
import type { MarkMissingUsersDeps } from "../../domain/preflight/mark-missing-users.ts";
import type { Payment } from "../../domain/sheet/payment.ts";
import { createSlackMessages } from "../../presentation/slack/slack-messages.ts";
import { createMemoryChannel } from "./memory-channel.ts";
import { createMemoryChunks, createMemoryResults, createMemorySheet } from "./memory-objects.ts";
import {
  createMemoryDeliveryStates,
  createMemoryLeases,
  createMemoryLedger,
  createMemoryRates,
  createMemoryReceipts,
  createMemoryReservations,
} from "./memory-stores.ts";

/** 100, 200, … 700 points for `user-0` … `user-6`: 2,800 in all. */
export const SEVEN_PAYMENTS: readonly Payment[] = Array.from({ length: 7 }, (_, index) => ({
  row: index + 2,
  userId: `user-${index}`,
  points: 100 * (index + 1),
}));

/** Everything that distributing a sheet takes, of seven payments unless given, in memory. */
export function createMemoryDistribution(
  {
    settings,
    policy = {},
    ...given
  }: Pick<DistributePayoutDeps, "payouts" | "pointsApi" | "scheduler" | "directory"> & {
    readonly clock: Clock;
    readonly settings?: Partial<PayingSettings>;
    /** As a stage's file has it; no canary unless it says so, as most tests are about something else. */
    readonly policy?: z.input<typeof policySchema>;
  },
  payments = SEVEN_PAYMENTS,
) {
  const slack = createMemoryChannel();
  const { sheet, sheets, reader } = createMemorySheet(payments);
  const results = createMemoryResults();
  let made = 0;
  const limited = {
    ...given,
    policy: policySchema.parse({ canary: { payments: 0 }, ...policy }),
    reservations: createMemoryReservations(),
    checks: { get: async () => undefined },
    ledger: createMemoryLedger(),
  };
  const deps = {
    ...limited,
    reasonsNotToPay: (payout) => reasonsNotToPay(limited, payout),
    reader,
    newId: () => {
      made += 1;
      return `id-${made}`;
    },
    chunkSize: 3,
    userIdMask: createUserIdMask("personal"),
    sheets: { ...sheets, uploadForm: async () => ({ url: "", fields: {} }) },
    chunks: createMemoryChunks(),
    leases: createMemoryLeases(),
    rates: createMemoryRates(),
    results,
    random: () => 0.5,
    settings: { ...DEFAULT_PAYING_SETTINGS, concurrency: 2, ...settings },
    deliveryStates: createMemoryDeliveryStates(),
    receipts: createMemoryReceipts(),
    channel: slack.channel,
    progressChannel: slack.channel,
    progressEveryMs: 5_000,
    reminderMs: 1_800_000,
    mentions: [],
    checks: { get: async () => undefined },
    problemWorkbooks: { write: async () => undefined },
    resultFiles: { read: async () => new Uint8Array([1, 2, 3]) },
    messages: createSlackMessages({ language: "en", mentions: [] }),
    payoutLink: (payoutId: string) => `https://page.invalid/payouts/${payoutId}`,
  } satisfies DistributePayoutDeps & MarkMissingUsersDeps;
  return { deps, slack, sheet };
}
