import type { TransportFailure } from "../../domain/distribution/answer-table.ts";
import type { Setup } from "./setup.ts";

/** How one call to the points API goes: what comes back, and when it does what it was asked. */
export interface CallFate {
  readonly says: { readonly status: number; readonly retryAfterMs?: number } | TransportFailure;
  readonly lands: "before its answer" | "late" | "never";
}

/** Of a user about whom it never decides. */
export const STUCK: CallFate = { says: { status: 409 }, lands: "never" };
export const PAYS: CallFate = { says: { status: 201 }, lands: "before its answer" };
/** Place for longer ones: hours, or a date in the past. */
const RETRY_AFTERS_MS = [0, 1_000, 5_000] as const;
const BUSY = [425, 429, 429] as const;
const DOWN = [
  { status: 302 },
  "connection_failed",
  "name_not_found",
  "tls_failed",
  "credentials_unavailable",
] as const;
const IN_DOUBT = [
  "timeout",
  "connection_reset",
  "unreadable_answer",
  { status: 408 },
  { status: 409 },
  { status: 500 },
  { status: 502 },
  { status: 503 },
  { status: 504 },
] as const;
const OURS = [
  { status: 401 },
  { status: 402 },
  { status: 403 },
  { status: 405 },
  { status: 501 },
  "credentials_missing",
] as const;

/** How a bulk call goes: what comes back in place of results, and what becomes of each payment. */
export interface BulkFate {
  readonly says: CallFate["says"] | "results";
  readonly drawPayment: () => PaymentFate;
}

/** `nothing`: there is no result for it that can be read, whatever was paid. */
interface PaymentFate extends Pick<CallFate, "lands"> {
  readonly says: CallFate["says"] | "nothing";
}

const LANDINGS = ["before its answer", "late", "never"] as const;
const BULK_REFUSALS = [400, 404, 413, 422] as const;

/** Draws fates over every row of domain/distribution/answer-table.ts. */
export function drawCallFate({ faults, random }: Pick<Setup, "faults" | "random">): CallFate {
  const outage = faults.outage();
  if (outage === "refuses_credentials") {
    return { says: random.pick(OURS), lands: "never" };
  }
  if (outage === "down") return random.chance(0.7) ? down() : inDoubt();
  if (faults.chance("pointsBusy")) return busy();
  if (faults.chance("pointsDown")) return down();
  if (faults.chance("pointsInDoubt")) return inDoubt();
  return PAYS;

  function down(): CallFate {
    return { says: random.pick(DOWN), lands: "never" };
  }
  function inDoubt(): CallFate {
    const lands = random.pick(["before its answer", "late", "never"]);
    return { says: random.pick(IN_DOUBT), lands };
  }
  function busy(): CallFate {
    const after = random.chance(0.5) ? { retryAfterMs: random.pick(RETRY_AFTERS_MS) } : {};
    return { says: { status: random.pick(BUSY), ...after }, lands: "never" };
  }
}

/** Draws how a bulk call goes, as a whole first and then payment by payment. */
export function drawBulkFate(setup: Pick<Setup, "faults" | "random">): BulkFate {
  const { faults, random } = setup;
  const { says, lands } = drawCallFate(setup);
  if (typeof says === "string" || says.status !== 201) {
    // Whom a call pays whose answer says nothing is decided one by one: all, some or none.
    const land = () => (lands === "never" ? lands : random.pick(LANDINGS));
    return { says, drawPayment: () => ({ says: "nothing", lands: land() }) };
  }
  if (faults.chance("bulkRefused")) {
    const status = random.pick(BULK_REFUSALS);
    return { says: { status }, drawPayment: () => ({ says: "nothing", lands: "never" }) };
  }
  return {
    says: "results",
    drawPayment() {
      if (faults.chance("bulkResultMissing")) {
        return { says: "nothing", lands: random.pick(LANDINGS) };
      }
      const fate = drawCallFate(setup);
      // A result has a status or can't be read: connections fail for a call as a whole.
      return typeof fate.says === "string" ? { ...fate, says: "nothing" } : fate;
    },
  };
}

export function nameOf({ says, lands }: CallFate): string {
  return `${typeof says === "string" ? says : says.status}, lands ${lands}`;
}
