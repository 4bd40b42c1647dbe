import * as z from "zod";
import { optional } from "../optional.ts";
import { createHashTable, hashPair, hashText, type TextHash } from "./hash-table.ts";

/** How many values are told one by one. */
export const MOST_VALUES = 20;
/** Longer ones are cut; two that begin alike stay two. */
const VALUE_CHARACTERS = 100;

const sumsShape = {
  payments: z.int().positive(),
  /** Different users. */
  users: z.int().positive(),
  points: z.int().nonnegative(),
};

/** What payments come to by a value that they have; a million different ones are no more to keep. */
export const valueSumsSchema = z.object({
  /** Those of the most points, the most first; without `value`, payments that have none. */
  top: z.array(z.object({ value: z.string().optional(), ...sumsShape })).max(MOST_VALUES),
  /** All others together: how many values those are. Absent where there are none. */
  others: z
    .object({ values: z.int().positive(), ...sumsShape })
    .omit({ users: true })
    .optional(),
});
export type ValueSums = z.infer<typeof valueSumsSchema>;

export interface ValueSumsTally {
  /** @param user whom the points are for: which of the sheet's users, from 0 */
  add(value: string | undefined, user: number, points: number): void;
  end(): ValueSums;
}

/** No text has it: a text's own hash depends on its length. */
const NO_VALUE: TextHash = [0, 0];

/**
 * Adds up payments by a value, with the exact sums of those that come to the most. Whatever number of
 * values there is, only the text of the most is kept: one's sum only grows, so that it is among them
 * when its last payment is counted, if it is to be in the end.
 */
export function createValueSums(): ValueSumsTally {
  const values = createHashTable();
  const countUser = createUserCounter();
  const payments: number[] = [];
  const users: number[] = [];
  const points: number[] = [];
  const top = new Map<number, string | undefined>();
  /** At most what the least of the top comes to. */
  let least = 0;

  const keep = (place: number, value: string | undefined): void => {
    if (top.has(place)) return;
    const own = points[place] ?? 0;
    if (top.size === MOST_VALUES) {
      if (own <= least) return;
      const [out, of] = leastOf(top.keys(), points);
      least = of;
      if (own <= least) return;
      top.delete(out);
    }
    top.set(place, value?.slice(0, VALUE_CHARACTERS));
  };

  /** Most sheets say the same again and again. */
  let last: { readonly value: string | undefined; readonly place: number } | undefined;
  const placeOf = (value: string | undefined): number => {
    if (last !== undefined && last.value === value) return last.place;
    const place = values.placeOf(value === undefined ? NO_VALUE : hashText(value));
    last = { value, place };
    return place;
  };

  return {
    add(value, user, amount) {
      const place = placeOf(value);
      payments[place] = (payments[place] ?? 0) + 1;
      users[place] = (users[place] ?? 0) + (countUser(place, user) ? 1 : 0);
      points[place] = (points[place] ?? 0) + amount;
      keep(place, value);
    },
    end() {
      const told = [...top]
        .map(([place, value]) => ({
          ...optional("value", value),
          payments: payments[place] ?? 0,
          users: users[place] ?? 0,
          points: points[place] ?? 0,
        }))
        .sort((one, other) => other.points - one.points);
      const rest = values.size - told.length;
      if (rest === 0) return { top: told };
      const others = {
        values: rest,
        payments: sum(payments) - sum(told.map((each) => each.payments)),
        points: sum(points) - sum(told.map((each) => each.points)),
      };
      return { top: told, others };
    },
  };
}

/**
 * Tells whether a user has a value for the first time. Most users have one row, and so one value: which
 * one stands in four bytes, and only what comes after it is looked up.
 */
function createUserCounter(): (value: number, user: number) => boolean {
  /** By user the first value, from 1; 0 where there is none. */
  let firsts = new Int32Array(1_024);
  const others = createHashTable();
  return (value, user) => {
    if (user >= firsts.length) {
      const before = firsts;
      firsts = new Int32Array(2 * user);
      firsts.set(before);
    }
    const first = firsts[user] ?? 0;
    if (first === 0) firsts[user] = value + 1;
    if (first === 0 || first === value + 1) return first === 0;
    const { size } = others;
    others.placeOf(hashPair(value, user));
    return others.size > size;
  };
}

function leastOf(places: Iterable<number>, points: readonly number[]): [number, number] {
  let [found, least] = [-1, Number.POSITIVE_INFINITY];
  for (const place of places) {
    const own = points[place] ?? 0;
    if (own < least) [found, least] = [place, own];
  }
  return [found, least];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
