import type { Finding } from "../../../domain/sheet/problem-table.ts";

const MAX_SHOWN_CHARACTERS = 60;

/** What else than a workbook a zip file is, by its main part and the names of its parts. */
export function zipKind(
  names: readonly string[],
  mainPart: string | undefined,
): Finding | undefined {
  const has = (test: RegExp) => names.some((name) => test.test(name));
  if (mainPart?.toLowerCase().endsWith(".bin")) return { code: "xlsb_workbook" };
  if (mainPart !== undefined && /^(word|ppt|visio)\//i.test(mainPart)) {
    return notAWorkbook("Word, PowerPoint");
  }
  if (mainPart !== undefined) return undefined;
  if (has(/^Index(\.zip$|\/Document\.iwa$)/)) return { code: "numbers_document" };
  if (has(/^Contents\/section0\.xml$/i)) return notAWorkbook("Hancom, .hwpx");
  if (has(/^mimetype$/) && has(/^content\.xml$/)) return { code: "open_document" };
  // A workbook without its first relationships was cut apart or rebuilt wrongly.
  if (has(/^xl\//i)) return undefined;
  // A workbook that was packed once more.
  const inside = names.find((name) => /\.(?:xlsx|xlsm|xls|csv)$/i.test(name));
  return notAWorkbook(inside === undefined ? "zip" : `zip: ${inside.slice(-MAX_SHOWN_CHARACTERS)}`);
}

function notAWorkbook(kind: string): Finding {
  return { code: "not_a_workbook", details: { kind } };
}
