import type {
  ConfirmationAnswer,
  ConfirmationApi,
  LookupAnswer,
  PointsApi,
} from "../../domain/distribution/points-api.ts";
import type { Setup } from "./setup.ts";
import type { SimProcess } from "./sim-process.ts";
import type { WorldAcceptances } from "./world-acceptances.ts";
import type { Shown, WorldBooks } from "./world-books.ts";
import type { StoredEntry } from "./world-ledger.ts";

/** How the points API is asked for its books: by a key, or by the reference of what it accepted. */
export interface WorldLookUps {
  lookUpOf(process: SimProcess): NonNullable<PointsApi["lookUp"]>;
  confirmationOf(process: SimProcess, deadlineMs: number): ConfirmationApi;
  /** What it tells of a payment, by either. */
  shownOf(entry: StoredEntry): Shown;
}

/** How long an answer takes at least. */
const ANSWERS_AFTER_MS = 40;

export function createWorldLookUps(
  { plan, faults, invariants }: Setup,
  { books, acceptances }: { readonly books: WorldBooks; readonly acceptances: WorldAcceptances },
): WorldLookUps {
  const isComparing = ({ execution }: SimProcess): boolean => execution?.receipt !== undefined;

  function found(key: string): LookupAnswer {
    const shown = books.shownUnder(key);
    switch (shown?.kind) {
      case "in_books":
        return { kind: "found", transactionId: shown.transactionId };
      case "unclear":
        return { kind: "failed", code: "found_twice", unavailable: false, isUnclear: true };
      default: {
        const acceptance = acceptances.under(key);
        return acceptance?.fate === "undecided"
          ? { kind: "accepted", reference: acceptance.reference }
          : { kind: "not_found" };
      }
    }
  }

  /** Of what was accepted under that reference. */
  function decided(reference: string): Shown {
    const acceptance = acceptances.by(reference);
    if (acceptance?.fate === "failed") return { kind: "not_in_books" };
    if (acceptance?.fate !== "paid") return { kind: "undecided" };
    const shown = books.shownUnder(acceptance.key);
    const [grant] = books.under(acceptance.key);
    if (shown?.kind !== "unclear" || grant === undefined) return shown ?? { kind: "undecided" };
    return { kind: "in_books", transactionId: grant.transactionId };
  }

  /** Down, or in an outage of credentials: who pays is told of those by its payments. */
  function failureOf(process: SimProcess): LookupAnswer | undefined {
    const outage = faults.outage();
    if (outage === "refuses_credentials" && isComparing(process)) {
      return { kind: "ours", code: "http_401" };
    }
    const isDown = outage !== undefined || faults.chance("lookUpFails");
    return isDown ? { kind: "failed", code: "timeout", unavailable: true } : undefined;
  }

  /** A call that only asks leaves; returns when it is answered. */
  function leaves(process: SimProcess, key: string, isDown: boolean): number {
    invariants.asks(process);
    const answersAfterMs = isDown
      ? plan.settings.callTimeoutMs
      : ANSWERS_AFTER_MS + faults.latencyMs();
    // Who pays looks up as it pays; who compares does nothing else.
    if (isComparing(process)) invariants.paceOf(process, [key], answersAfterMs);
    return answersAfterMs;
  }

  return {
    lookUpOf(process) {
      return async ({ payment, idempotencyKey: key }, nextPermit) => {
        (await nextPermit()).assertMaySend();
        invariants.looksUp(key);
        const failure = failureOf(process);
        let answer: LookupAnswer = failure ?? {
          kind: "failed",
          code: "timeout",
          unavailable: true,
        };
        return await process.send({
          what: `points.lookUp ${key}`,
          landsAfterMs: faults.latencyMs(),
          land: () => {
            if (failure !== undefined) return "fails";
            answer = found(key);
            return answer.kind;
          },
          answersAfterMs: leaves(process, key, failure !== undefined),
          answer() {
            if (isComparing(process)) return answer;
            if (answer.kind === "found") invariants.hears(process, payment, "paid");
            if (answer.kind === "failed") invariants.tellsNothing(key);
            return answer;
          },
        });
      };
    },

    confirmationOf: (process, deadlineMs) => ({
      deadlineMs,
      async ask({ payment, reference, idempotencyKey: key }, permit) {
        permit.assertMaySend();
        const isDown = faults.outage() !== undefined || faults.chance("lookUpFails");
        let answer: ConfirmationAnswer = { kind: "pending", code: "http_500" };
        return await process.send({
          what: `points.confirm ${reference}`,
          landsAfterMs: faults.latencyMs(),
          land: () => {
            if (isDown) return "fails";
            const shown = decided(reference);
            answer = confirmed(shown);
            return shown.kind;
          },
          answersAfterMs: leaves(process, key, isDown),
          answer() {
            if (answer.kind !== "pending" && !isComparing(process)) {
              invariants.hears(process, payment, answer.kind);
            }
            return answer;
          },
        });
      },
    }),

    shownOf({ idempotencyKey, reference }) {
      if (plan.idempotency !== "lookup" && !plan.alsoLooksUp) return decided(reference ?? "");
      const acceptance = acceptances.under(idempotencyKey);
      return (
        books.shownUnder(idempotencyKey) ?? {
          kind: acceptance?.fate === "undecided" ? "undecided" : "not_in_books",
        }
      );
    },
  };
}

function confirmed(shown: Shown): ConfirmationAnswer {
  switch (shown.kind) {
    case "in_books":
      return { kind: "paid", transactionId: shown.transactionId };
    case "not_in_books":
      return { kind: "rejected", code: "failed" };
    default:
      return { kind: "pending", code: "undecided" };
  }
}
