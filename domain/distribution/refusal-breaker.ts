import type { Answer } from "./points-api.ts";
import type { PayingSettings } from "./settings.ts";

/** So many payments are refused in the same way that the reason is hardly theirs. */
export interface ManyRefused {
  readonly code: string;
  /** The points API's own words, as it said them last. */
  readonly detail?: string | undefined;
  /** Whose payment it was then. */
  readonly row: number;
}

/**
 * Watches what payments come to. Every payment counts once with its first outcome: a refusal, or an
 * answer that proves nothing. Returns what is wrong once all of the first so many share one code,
 * or such a share of the last ones does.
 */
export function createRefusalBreaker(
  { breakerFirst, breakerWindow, breakerShare }: PayingSettings,
  /** Codes that a person has seen and went on with. */
  tolerated: readonly string[],
): (answer: Answer, row: number) => ManyRefused | undefined {
  const refusedRows = new Set<number>();
  /** The last outcomes: the code of a refusal, or undefined for a payment that was taken. */
  const window: (string | undefined)[] = [];
  let takenOnes = 0;

  function remember(code: string | undefined): void {
    window.push(code);
    if (window.length > breakerWindow) window.shift();
    if (code === undefined) takenOnes += 1;
  }

  return (answer, row) => {
    if (answer.kind === "paid" || answer.kind === "accepted") remember(undefined);
    if (!isRefusal(answer) || refusedRows.has(row) || tolerated.includes(answer.code)) {
      return undefined;
    }
    refusedRows.add(row);
    const { code, detail } = answer;
    remember(code);
    const same = window.filter((one) => one === code).length;
    const isAllOfFirst = takenOnes === 0 && same >= breakerFirst;
    const isLargeShare = window.length === breakerWindow && same >= breakerWindow * breakerShare;
    return isAllOfFirst || isLargeShare ? { code, detail, row } : undefined;
  };
}

/** An answer about this payment that is no sign of the points API being down or busy. */
function isRefusal(answer: Answer): answer is Extract<Answer, { kind: "rejected" | "in_doubt" }> {
  return answer.kind === "rejected" || (answer.kind === "in_doubt" && !answer.unavailable);
}
