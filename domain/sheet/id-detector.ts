import { createIdShapes, type IdShapes } from "./id-shapes.ts";
import type { PlacedFinding } from "./problem-table.ts";

/** Looks at all user ids of a tab for what only many of them together show. */
export interface IdDetector extends Pick<IdShapes, "standsOut" | "standsOutOfScheme"> {
  see(userId: string, row: number): void;
  /** What they show, once all were seen, and the row where it shows first. */
  end(): readonly { readonly row: number; readonly finding: PlacedFinding }[];
}

export function createIdDetector(): IdDetector {
  const lengths = createIdLengths();
  const shapes = createIdShapes();
  const lostDigits = createLostDigits();
  return {
    standsOut: shapes.standsOut,
    standsOutOfScheme: shapes.standsOutOfScheme,
    see(userId, row) {
      lengths.see(userId, row);
      shapes.see(userId, row);
      lostDigits.see(userId, row);
    },
    end() {
      const shorter = lengths.shorter();
      const lost = lostDigits.found();
      const odd = shapes.odd();
      return [
        ...(shorter === undefined ? [] : [at(shorter.row, "user_id_zeros_lost", shorter)]),
        ...(lost === undefined ? [] : [at(lost.row, "user_id_digits_lost", lost)]),
        ...(odd?.ids ?? []).map(({ userId, row }) => {
          const details = { usual: odd?.usual ?? "", count: odd?.count ?? 0 };
          return { row, finding: { code: "user_id_odd", value: userId, details } as const };
        }),
      ];
    },
  };
}

function at(row: number, code: PlacedFinding["code"], details: PlacedFinding["details"]) {
  return { row, finding: { code, details } };
}

/** Ids shorter than this are counted up too often to say anything by their length. */
const MIN_USUAL_DIGITS = 6;
/** Among fewer ids none is the usual length. */
const MIN_IDS = 10;
/** How many of the ids must have the usual length for a shorter one to stand out. */
const USUAL_SHARE = 0.8;

interface IdLengths {
  see(userId: string, row: number): void;
  /** The usual number of digits and the ids that have fewer, when they stand out. */
  shorter(): { length: number; count: number; row: number } | undefined;
}

/** Finds ids of digits that may have lost their leading zeros to Excel. */
function createIdLengths(): IdLengths {
  const byLength = new Map<number, { count: number; row: number }>();
  let total = 0;
  return {
    see(userId, row) {
      total += 1;
      if (!/^\d+$/.test(userId)) return;
      const seen = byLength.get(userId.length);
      if (seen === undefined) byLength.set(userId.length, { count: 1, row });
      else seen.count += 1;
    },
    shorter() {
      const usual = [...byLength].find(([, { count }]) => count >= total * USUAL_SHARE);
      if (usual === undefined || usual[0] < MIN_USUAL_DIGITS || total < MIN_IDS) return undefined;
      const short = [...byLength].filter(([length]) => length < usual[0]).map(([, one]) => one);
      const count = short.reduce((sum, one) => sum + one.count, 0);
      if (count === 0) return undefined;
      return { length: usual[0], count, row: Math.min(...short.map((one) => one.row)) };
    },
  };
}

/** Excel keeps 15 digits of a number and makes zeros of the rest. */
const KEPT_DIGITS = 15;
/** As many zeros, over all such ids, as can't be chance any more. */
const MIN_ZEROS = 3;
const MIN_SHARE = 0.5;

interface LostDigits {
  see(userId: string, row: number): void;
  /** How many ids end in zeros beyond the 15th digit and the first of them, if that is no chance. */
  found(): { readonly count: number; readonly row: number } | undefined;
}

/** Finds long ids of digits whose last digits Excel may have replaced by zeros. */
function createLostDigits(): LostDigits {
  let long = 0;
  let count = 0;
  let zeros = 0;
  let firstRow = 0;
  return {
    see(userId, row) {
      if (userId.length <= KEPT_DIGITS || !/^[1-9]\d+$/.test(userId)) return;
      long += 1;
      for (let at = KEPT_DIGITS; at < userId.length; at += 1) if (userId[at] !== "0") return;
      count += 1;
      zeros += userId.length - KEPT_DIGITS;
      firstRow ||= row;
    },
    found() {
      if (zeros < MIN_ZEROS || count < long * MIN_SHARE) return undefined;
      return { count, row: firstRow };
    },
  };
}
