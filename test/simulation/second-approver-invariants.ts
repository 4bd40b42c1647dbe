import type { AuditEvent } from "../../domain/payout/audit-event.ts";
import type { Payout } from "../../domain/payout/payout.ts";
import { humanOf } from "./actor-actions.ts";
import type { InvariantContext } from "./invariant-context.ts";

/** What takes two humans' word is paid by two on exactly that. */
export interface SecondApproverInvariants {
  changes(after: Payout, event: AuditEvent): void;
  /** @param above what comes to more takes two */
  begins(payout: Payout, above: number): void;
}

/** After these nothing counts that was said before. */
const UNSAYS: ReadonlySet<string> = new Set([
  "approval_requested",
  "scheduled",
  "moved",
  "held",
  "declined",
  "sent_back",
  "cancelled",
]);
/** By these somebody says yes to the payout as it is then; so does a decider who sends it. */
const SAYS_YES: ReadonlySet<string> = new Set([
  "first_approved",
  "approved",
  "approval_requested",
  "scheduled",
  "moved",
]);

/** By who said yes to what and when, in the order of events. */
export function createSecondApproverInvariants(
  { view, violate }: InvariantContext,
  deciders: ReadonlySet<string>,
): SecondApproverInvariants {
  /** Of each payout, which humans said yes to which sheet, sum and time. */
  const words = new Map<string, ReadonlyMap<string, string>>();

  /** Who said that nobody was paid whom it pays again, or whom its original did. */
  function settlersOf({ payoutId, retryOf }: Payout): readonly string[] {
    if (retryOf === undefined) return [];
    const settled = view()
      .entries(retryOf)
      .filter((one) => one.retriedBy === payoutId && one.resolution?.as === "not_paid");
    const own = settled.flatMap(({ proposed, resolution }) => [proposed, resolution]);
    const humans = own.flatMap((word) => (word === undefined ? [] : [humanOf(word.by)]));
    return [...humans, ...settlersOf(view().payout(retryOf))];
  }

  return {
    changes(after, { action, by }) {
      const { payoutId, createdBy } = after;
      const said = nameOf(after);
      if (UNSAYS.has(action)) words.delete(payoutId);
      if (!SAYS_YES.has(action) || said === undefined || by.kind !== "person") return;
      const human = humanOf(by);
      if (!deciders.has(human) || human === humanOf(createdBy)) return;
      words.set(payoutId, new Map(words.get(payoutId)).set(human, said));
    },
    begins(payout, above) {
      const { payoutId, createdBy } = payout;
      const totalPoints = "check" in payout ? (payout.check?.totalPoints ?? 0) : 0;
      if (totalPoints <= above) return;
      const barred = new Set([humanOf(createdBy), ...settlersOf(payout)]);
      const said = [...(words.get(payoutId) ?? [])]
        .filter(([human, to]) => to === nameOf(payout) && !barred.has(human))
        .map(([human]) => human);
      if (said.length >= 2) return;
      violate("what takes two is let pass by two", `${payoutId}: ${said.join(", ") || "nobody"}`);
    },
  };
}

/** The sheet, the sum and the time that a payout is about. */
function nameOf(payout: Payout): string | undefined {
  const check = "check" in payout ? payout.check : undefined;
  const at = timeOf(payout);
  return check && at && `${check.digest} ${check.totalPoints} ${at}`;
}

function timeOf(payout: Payout): string | undefined {
  if (payout.state === "awaiting_approval") return payout.request.at;
  return "schedule" in payout ? payout.schedule?.at : undefined;
}
