import { InvalidCursorError } from "./payout-store.ts";

/** Where a page of what is kept in parts begins. */
export interface PartPosition {
  readonly part: number;
  /** How many of the part were looked at. */
  readonly offset: number;
}

/** A cursor that leads there. */
export function writePosition({ part, offset }: PartPosition): string {
  return `${part}.${offset}`;
}

/**
 * The beginning where there is no cursor.
 * @throws {InvalidCursorError} when it is none of so many parts
 */
export function readPosition(cursor: string | undefined, partCount: number): PartPosition {
  if (cursor === undefined) return { part: 0, offset: 0 };
  const match = /^(\d{1,9})\.(\d{1,9})$/.exec(cursor);
  const position = { part: Number(match?.[1]), offset: Number(match?.[2]) };
  if (match === null || position.part >= partCount) throw new InvalidCursorError();
  return position;
}
