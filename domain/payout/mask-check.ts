import { optional } from "../optional.ts";
import type { Payment } from "../sheet/payment.ts";
import type { Bilingual, Problem } from "../sheet/problem.ts";
import type { SheetBreakdown } from "../sheet/sheet-breakdown.ts";
import type { SheetCheck } from "../sheet/sheet-check.ts";
import type { ValueSums } from "../sheet/value-sums.ts";
import type { UserIdMask } from "./user-id-mask.ts";

/** What a row says that can't be shown without telling whom it is about. */
const HIDDEN = "***";

/** A row as it may be shown to those who do not open sheets. */
export function maskPayment(mask: UserIdMask, payment: Payment): Payment {
  const { userId, reason, extras, ...rest } = payment;
  const words = (text: string) => mask.words(text, userId) ?? HIDDEN;
  return {
    ...rest,
    userId: mask.id(userId),
    ...optional("reason", reason === undefined ? undefined : words(reason)),
    ...optional("extras", extras && mapValues(extras, words)),
  };
}

/** A warning or problem as it may be shown: of user ids, some quote them. */
function maskProblem(mask: UserIdMask, problem: Problem): Problem {
  const { code, value } = problem;
  if (value === undefined || !code.startsWith("user_id_")) return problem;
  return { ...problem, value: mask.id(value), message: maskWarning(mask, problem) };
}

/** Names of ids in the sheet's own spelling, and what they are compared with, stand in quotes. */
const QUOTED = /(?<=[‘“])[^’”]+(?=[’”])/gu;

/** A warning's words as they may be shown. */
export function maskWarning(mask: UserIdMask, { code, value, message }: Problem): Bilingual {
  if (value === undefined || !code.startsWith("user_id_")) return message;
  const masked = (text: string) => {
    const inQuotes = text.replaceAll(QUOTED, (quoted) => mask.id(quoted));
    return mask.words(inQuotes, value) ?? inQuotes;
  };
  return { ko: masked(message.ko), en: masked(message.en) };
}

/** A check as it may be shown to those who do not open sheets. */
export function maskCheck(mask: UserIdMask, check: SheetCheck): SheetCheck {
  const { problems, warnings, sample, largest, largestRecipients } = check;
  return {
    ...check,
    problems: problems.map((problem) => maskProblem(mask, problem)),
    warnings: warnings.map((warning) => maskProblem(mask, warning)),
    sample: sample.map((row) => maskPayment(mask, row)),
    largest: largest.map((row) => maskPayment(mask, row)),
    largestRecipients: largestRecipients?.map((recipient) => ({
      ...recipient,
      userId: mask.id(recipient.userId),
    })),
  };
}

/** A breakdown as it may be shown to them: reasons may name users. */
export function maskBreakdown(mask: UserIdMask, breakdown: SheetBreakdown): SheetBreakdown {
  return {
    ...breakdown,
    byReason: maskValues(mask, breakdown.byReason),
    byColumn: breakdown.byColumn.map(({ column, ...sums }) => ({
      column,
      ...maskValues(mask, sums),
    })),
  };
}

function maskValues(mask: UserIdMask, { top, others }: ValueSums): ValueSums {
  const shown = top.map(({ value, ...sums }) => ({
    ...optional("value", value === undefined ? undefined : (mask.words(value) ?? HIDDEN)),
    ...sums,
  }));
  return { top: shown, ...optional("others", others) };
}

function mapValues(
  values: Readonly<Record<string, string>>,
  change: (value: string) => string,
): Record<string, string> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, change(value)]));
}
