import type { Payment } from "./payment.ts";
import { createPaymentDigest, type NewHash } from "./payment-digest.ts";
import type { Problem } from "./problem.ts";
import {
  LARGEST_PAYMENTS,
  LARGEST_RECIPIENTS,
  MAX_LISTED_PROBLEMS,
  type Recipient,
  SAMPLE_PAYMENTS,
  type SheetCheck,
} from "./sheet-check.ts";

/** Adds up what a pass over the rows finds, in memory that does not grow with the rows. */
export interface CheckTally {
  problem(problem: Problem): void;
  warning(problem: Problem): void;
  /** A warning that is listed before all others, and so always among those listed. */
  mustAcknowledge(problem: Problem): void;
  /** False when the total would no longer be exact; the payment is not counted then. */
  payment(payment: Payment): boolean;
  /** What a recipient gets by all rows so far; `row` is the first of them, and names them. */
  recipient(recipient: Recipient): void;
  readonly payments: number;
  readonly totalPoints: number;
  readonly problemCount: number;
  /** The largest payments so far, the largest first. */
  readonly largest: readonly Payment[];
  /** The points of the middle payment, within 2 %. */
  medianPoints(): number | undefined;
  end(about: Pick<SheetCheck, "sheetName" | "headers" | "userIdColumn">): SheetCheck;
}

export function createCheckTally(newHash: NewHash): CheckTally {
  const digest = createPaymentDigest(newHash);
  const spread = createPointsSpread();
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const sample: Payment[] = [];
  const largest: Payment[] = [];
  const largestRecipients: Recipient[] = [];
  let toAcknowledge = 0;
  const counts = { payments: 0, totalPoints: 0, problemCount: 0, warningCount: 0 };
  return {
    problem(problem) {
      counts.problemCount += 1;
      if (problems.length < MAX_LISTED_PROBLEMS) problems.push(problem);
    },
    warning(problem) {
      counts.warningCount += 1;
      if (warnings.length < MAX_LISTED_PROBLEMS) warnings.push(problem);
    },
    mustAcknowledge(problem) {
      counts.warningCount += 1;
      warnings.splice(toAcknowledge, 0, problem);
      warnings.length = Math.min(warnings.length, MAX_LISTED_PROBLEMS);
      toAcknowledge += 1;
    },
    payment(payment) {
      const total = counts.totalPoints + payment.points;
      if (!Number.isSafeInteger(total)) return false;
      counts.totalPoints = total;
      counts.payments += 1;
      digest.add(payment);
      spread.add(payment.points);
      if (sample.length < SAMPLE_PAYMENTS) sample.push(payment);
      keepLargest(largest, payment);
      return true;
    },
    recipient: (recipient) => keepLargestRecipient(largestRecipients, recipient),
    get payments() {
      return counts.payments;
    },
    get totalPoints() {
      return counts.totalPoints;
    },
    get problemCount() {
      return counts.problemCount;
    },
    largest,
    medianPoints: spread.median,
    end: (about) => ({
      ...about,
      ...counts,
      medianPoints: spread.median(),
      digest: digest.end(),
      problems,
      warnings,
      sample,
      largest,
      largestRecipients,
    }),
  };
}

function keepLargest(largest: Payment[], payment: Payment): void {
  const least = largest.at(-1);
  if (largest.length === LARGEST_PAYMENTS && payment.points <= (least?.points ?? 0)) return;
  const before = largest.findIndex((one) => one.points < payment.points);
  largest.splice(before === -1 ? largest.length : before, 0, payment);
  largest.length = Math.min(largest.length, LARGEST_PAYMENTS);
}

function keepLargestRecipient(largest: Recipient[], recipient: Recipient): void {
  const { row, points } = recipient;
  const isFull = largest.length === LARGEST_RECIPIENTS;
  if (isFull && points <= (largest.at(-1)?.points ?? 0)) return;
  const known = largest.findIndex((one) => one.row === row);
  if (known !== -1) largest.splice(known, 1);
  const before = largest.findLastIndex((one) => one.points >= points) + 1;
  largest.splice(before, 0, recipient);
  largest.length = Math.min(largest.length, LARGEST_RECIPIENTS);
}

/** Each bucket reaches so much higher than the one below: a median is off by less than 2 %. */
const BUCKET_RATIO = 1.02;
const LOG_OF_RATIO = Math.log(BUCKET_RATIO);

/** How the points of payments are spread, in memory that does not grow with their number. */
interface PointsSpread {
  add(points: number): void;
  /** The points of the middle payment, or of one less than 2 % below; undefined without any. */
  median(): number | undefined;
}

/** Counts payments in buckets of growing width; each remembers the smallest that it holds. */
export function createPointsSpread(): PointsSpread {
  const buckets = new Map<number, { count: number; least: number }>();
  let payments = 0;
  return {
    add(points) {
      payments += 1;
      const at = Math.floor(Math.log(points) / LOG_OF_RATIO);
      const bucket = buckets.get(at);
      if (bucket === undefined) {
        buckets.set(at, { count: 1, least: points });
        return;
      }
      bucket.count += 1;
      if (points < bucket.least) bucket.least = points;
    },
    median() {
      const middle = Math.ceil(payments / 2);
      let seen = 0;
      for (const [, { count, least }] of [...buckets].sort(([a], [b]) => a - b)) {
        seen += count;
        if (seen >= middle) return least;
      }
      return undefined;
    },
  };
}
