/** Ids shorter than this are counted up too often to say anything by their length. */
const MIN_USUAL_DIGITS = 6;
const MIN_IDS = 10;
/** How many of the ids must have the usual length for a shorter one to stand out. */
const USUAL_SHARE = 0.8;

export interface IdLengths {
  see(userId: string, row: number): void;
  /** The usual number of digits and the ids that have fewer, when they stand out. */
  shorter(): { length: number; count: number; row: number } | undefined;
}

/** Watches ids of digits for some that may have lost their leading zeros to Excel. */
export function createIdLengths(): IdLengths {
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
