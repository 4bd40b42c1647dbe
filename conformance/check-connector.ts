import { ulid } from "ulid";
import { createBooks } from "./books.ts";
import type { Check, CheckSettings } from "./check.ts";
import { type CheckReport, createNotes, type Told } from "./check-report.ts";
import { type CheckedApiDeps, openCheckedApi } from "./checked-api.ts";
import { checkBulk } from "./steps/bulk.ts";
import { checkFinalBooks } from "./steps/final-books.ts";
import { checkFirstPayment } from "./steps/first-payment.ts";
import { checkFloat } from "./steps/float.ts";
import { checkLookUp } from "./steps/look-up.ts";
import { checkLostAnswer } from "./steps/lost-answer.ts";
import { checkRate } from "./steps/rate.ts";
import { checkOtherContent, checkSameKey } from "./steps/repeats.ts";
import { checkReversal } from "./steps/reversal.ts";
import { checkDryRun, checkMissingUser } from "./steps/users.ts";
import { checkWrongCredentials } from "./steps/wrong-credentials.ts";
import type { StepName } from "./words/steps.ts";

export interface CheckDeps extends CheckedApiDeps {
  /** Told of each step when it has ended. */
  readonly onStep?: (step: Told<StepName>, isWell: boolean) => void;
}

const LEAST_PATIENCE_MS = 30_000;

/**
 * Asks a points API for what its connector says of it, and tells where it does otherwise. It pays: what
 * `plan.ts` lists, to users that are there for it, and takes it back where it can.
 */
export async function checkConnector(
  deps: CheckDeps,
  settings: CheckSettings,
): Promise<CheckReport> {
  const { description, clock, onStep = () => undefined } = deps;
  const notes = createNotes(onStep);
  const api = await openCheckedApi(deps);
  const patienceMs = Math.max(description.lookUp?.settleMs ?? 0, LEAST_PATIENCE_MS);
  const newRequest = createRequests(settings);
  const books = createBooks({ api, clock, notes, patienceMs });
  const check: Check = {
    description,
    settings,
    api,
    books,
    notes,
    clock,
    made: new Map(),
    newRequest,
  };
  try {
    await takeSteps(check);
    return notes.report;
  } finally {
    await api.close();
  }
}

async function takeSteps(check: Check): Promise<void> {
  const { a, b } = check.settings.users;
  await check.books.open(a === b ? [a] : [a, b]);
  const paid = await checkFirstPayment(check);
  // Where not even this is as described, nothing else could be told from it.
  if (paid === undefined) return;
  await checkSameKey(check, paid);
  await checkOtherContent(check, paid);
  await checkLostAnswer(check);
  await checkLookUp(check, paid);
  await checkBulk(check);
  await checkMissingUser(check);
  await checkDryRun(check);
  await checkFloat(check);
  await checkWrongCredentials(check);
  await checkRate(check);
  await checkFinalBooks(check);
  await checkReversal(check);
}

/** Payments under keys of a payout that never was, in the form of real ones. */
function createRequests({ points, reason }: CheckSettings): Check["newRequest"] {
  const payoutId = ulid();
  let row = 1;
  return (userId) => {
    row += 1;
    return {
      payment: { row, userId, points, reason },
      idempotencyKey: `paysheet-${payoutId}-${row}`,
    };
  };
}
