import * as z from "zod";
import { optional } from "../optional.ts";
import type { Failure } from "./payout.ts";

/**
 * Which user ids the channel shows only in part: `personal` those that look like an e-mail address
 * or a telephone number, true all, false none.
 */
export const maskUserIdsSchema = z.union([z.literal("personal"), z.boolean()]);
type MaskUserIds = z.infer<typeof maskUserIdsSchema>;

/** Shows user ids where more people read than need to know them; rows say which payment is meant. */
export interface UserIdMask {
  /** The id as it may be shown. */
  id(userId: string): string;
  /**
   * Words of others that may name a user, `userId` where that is known; undefined when what they
   * name can't be told.
   */
  words(words: string | undefined, userId?: string): string | undefined;
  /** Whether a workbook with all ids may be shown, which has some that look personal or has none. */
  mayShowAll(hasPersonalIds: boolean): boolean;
}

/** A failure as it may be shown. */
export function maskFailure(mask: UserIdMask, failure: Failure): Failure {
  const { userId, detail, values, ...rest } = failure;
  return {
    ...rest,
    userId: mask.id(userId),
    ...optional("detail", mask.words(detail, userId)),
    ...optional("values", values && maskValues(mask, values, userId)),
  };
}

/** As columns of days hold them; grouped digits otherwise, which a telephone number may be. */
const DAY = /^\d{4}-\d{2}-\d{2}$/;

function maskValues(
  mask: UserIdMask,
  values: NonNullable<Failure["values"]>,
  userId: string,
): Record<string, string> {
  const masked = Object.entries(values).map(([header, value]) => [
    header,
    DAY.test(value) ? value : (mask.words(value, userId) ?? ""),
  ]);
  return Object.fromEntries(masked);
}

export function createUserIdMask(which: MaskUserIds): UserIdMask {
  const hides = (userId: string) => which === true || (which === "personal" && isPersonal(userId));
  const id = (userId: string) =>
    hides(userId) && !IS_MASKED.test(userId) ? masked(userId) : userId;
  return {
    id,
    words(words, userId) {
      if (words === undefined || which === false) return words;
      if (userId === undefined) return which === true ? undefined : withoutPersonal(words);
      return withoutPersonal(words.replaceAll(userId, () => id(userId)));
    },
    mayShowAll: (hasPersonalIds) => which === false || (which === "personal" && !hasPersonalIds),
  };
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/u;
/** A number as people write it: by its + or 0, or in groups. */
const TELEPHONE = /^(?=[+(0]|\d+[ ().-])[+(]?\d[\d ().-]*\d$/;
/** A Korean mobile number whose 0 a spreadsheet took. */
const WITHOUT_ZERO = /^1[016-9]\d{7,8}$/;

/** Whether an id looks like an e-mail address or a telephone number. */
export function isPersonal(userId: string): boolean {
  if (EMAIL.test(userId) || WITHOUT_ZERO.test(userId)) return true;
  const digits = userId.replaceAll(/\D/g, "").length;
  return TELEPHONE.test(userId) && digits >= 8 && digits <= 15;
}

const EMAIL_IN_TEXT =
  /[^\s@"'“”‘’<>()[\]{},;:]+@[^\s@"'“”‘’<>()[\]{},;:]+\.[^\s@"'“”‘’<>()[\]{},;:]+/gu;
const NUMBER_IN_TEXT = /[+(]?\d[\d ().-]{6,30}\d/g;

function withoutPersonal(words: string): string {
  return words
    .replaceAll(EMAIL_IN_TEXT, masked)
    .replaceAll(NUMBER_IN_TEXT, (found) => (isPersonal(found) ? masked(found) : found));
}

const IS_MASKED = /^(.{1,2}\*{3}(@\*{3})?|\*{3}.{1,2})$/u;

/** `ho***@***`, `***78`, `us***`: enough to recognise what one has before oneself. */
function masked(userId: string): string {
  const [name = "", domain] = userId.split("@");
  const letters = Array.from(name);
  const shown = letters.length > 4 ? 2 : 1;
  if (domain !== undefined) return `${letters.slice(0, shown).join("")}***@***`;
  if (isPersonal(userId)) return `***${letters.slice(-2).join("")}`;
  return `${letters.slice(0, shown).join("")}***`;
}
