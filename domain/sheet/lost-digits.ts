/** Excel keeps 15 digits of a number and makes zeros of the rest. */
const KEPT_DIGITS = 15;
/** How many zeros, over all such ids, are no chance any more. */
const MIN_ZEROS = 3;
const MIN_SHARE = 0.5;

export interface LostDigits {
  see(userId: string, row: number): void;
  /** How many ids end in zeros beyond the 15th digit and the first of them, if that is no chance. */
  found(): { readonly count: number; readonly row: number } | undefined;
}

/** Watches long ids of digits for some whose last digits Excel may have made zeros of. */
export function createLostDigits(): LostDigits {
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
