import type { Style } from "exceljs";
import { PROBLEM_FILL, WARNING_FILL } from "./styles.ts";

export type MarkKind = "none" | "problem" | "warning";

/** Styles by number format and mark; the same object each time, which is how exceljs knows them. */
export function createMarkedStyles(): (numFmt: string, mark: MarkKind) => Partial<Style> {
  const known = new Map<string, Partial<Style>>();
  return (numFmt, mark) => {
    const key = `${mark} ${numFmt}`;
    const style = known.get(key) ?? styleOf(numFmt, mark);
    known.set(key, style);
    return style;
  };
}

function styleOf(numFmt: string, mark: MarkKind): Partial<Style> {
  if (mark === "none") return { numFmt };
  return { numFmt, fill: mark === "problem" ? PROBLEM_FILL : WARNING_FILL };
}
