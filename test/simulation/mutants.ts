import type { Mutant } from "./mutant.ts";
import { CALL_MUTANTS } from "./mutants-calls.ts";
import { CANARY_MUTANTS } from "./mutants-canary.ts";
import { CHANNEL_MUTANTS } from "./mutants-channel.ts";
import { DOUBT_MUTANTS } from "./mutants-doubt.ts";
import { DYNAMODB_MUTANTS } from "./mutants-dynamodb.ts";
import { MONEY_MUTANTS } from "./mutants-money.ts";
import { PACE_MUTANTS } from "./mutants-pace.ts";
import { PAYOUT_MUTANTS } from "./mutants-payouts.ts";
import { QUIET_HOURS_MUTANTS } from "./mutants-quiet-hours.ts";
import { RECEIPT_MUTANTS } from "./mutants-receipts.ts";
import { REVERSAL_MUTANTS } from "./mutants-reversals.ts";

/** Domain first. */
export const MUTANTS: readonly Mutant[] = [
  ...CALL_MUTANTS,
  ...DOUBT_MUTANTS,
  ...PACE_MUTANTS,
  ...PAYOUT_MUTANTS,
  ...CHANNEL_MUTANTS,
  ...REVERSAL_MUTANTS,
  ...CANARY_MUTANTS,
  ...RECEIPT_MUTANTS,
  ...QUIET_HOURS_MUTANTS,
  ...MONEY_MUTANTS,
  ...DYNAMODB_MUTANTS,
];
