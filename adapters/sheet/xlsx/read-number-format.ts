import { format } from "numfmt";
import {
  type NumberFormat,
  parseNumberFormat,
  type Render,
} from "../../../domain/sheet/number-format.ts";

/** As many as Excel keeps of a number, and shows. */
const SIGNIFICANT_DIGITS = 15;
const MAX_REMEMBERED = 1_000;

/**
 * A number format by its code. Formats whose verdict depends on the number are asked once for each:
 * points are the same few numbers in most sheets.
 */
export function readNumberFormat(code: string): NumberFormat {
  const known = new Map<number | string, string | undefined>();
  return parseNumberFormat(code, (pattern, value) => {
    if (known.has(value)) return known.get(value);
    const shown = render(pattern, value);
    if (known.size >= MAX_REMEMBERED) known.clear();
    known.set(value, shown);
    return shown;
  });
}

const render: Render = (pattern, value) => {
  const exact = typeof value === "number" ? Number(value.toPrecision(SIGNIFICANT_DIGITS)) : value;
  try {
    return format(pattern, exact);
  } catch {
    return undefined;
  }
};
