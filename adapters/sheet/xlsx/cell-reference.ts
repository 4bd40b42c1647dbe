const A = 65;
const Z = 90;
const ZERO = 48;
const NINE = 57;

/**
 * Column, from 0, of an A1 reference that must lie in `row`; -1 when it does not or is none. Runs
 * for every cell, hence by character code.
 */
export function columnOf(reference: string, row: number): number {
  let column = 0;
  let at = 0;
  for (; at < reference.length; at += 1) {
    const code = reference.charCodeAt(at);
    if (code < A || code > Z) break;
    column = column * 26 + (code - A + 1);
  }
  if (at === 0 || at > 3 || at === reference.length) return -1;
  let number = 0;
  for (; at < reference.length; at += 1) {
    const code = reference.charCodeAt(at);
    if (code < ZERO || code > NINE) return -1;
    number = number * 10 + (code - ZERO);
  }
  return number === row ? column - 1 : -1;
}

const ROW_NUMBER = /^\d{1,7}$/;

/** The number of a row as spelled, from 1; 0 when it is none. */
export function rowNumberOf(spelled: string): number {
  return ROW_NUMBER.test(spelled) ? Number(spelled) : 0;
}

const RANGE = /^\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?$/;

/** Reads `A1:B2` or `A1`; nothing for anything else. */
export function parseRange(reference: string) {
  const match = RANGE.exec(reference);
  if (match === null) return undefined;
  const [, left = "", top = "", right = left, bottom = top] = match;
  const rows = [Number(top), Number(bottom)];
  const columns = [columnOf(`${left}1`, 1), columnOf(`${right}1`, 1)];
  return {
    firstRow: Math.min(...rows),
    lastRow: Math.max(...rows),
    firstColumn: Math.min(...columns),
    lastColumn: Math.max(...columns),
  };
}
