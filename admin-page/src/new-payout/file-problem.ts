import { fileSize } from "../components/numbers.ts";
import type { PageConfig } from "../page-config.ts";
import type { Texts } from "../texts/ko.ts";

/** What the check reads, told by the name; at the check the content decides. */
const SHEET = /\.(xlsx|xlsm|csv|tsv)$/i;

type Advice = keyof Texts["newPayout"]["otherKinds"];

/** Files that hold a table and can be saved as a sheet, by the endings that programs give them. */
const SAVED_OTHERWISE: Readonly<Record<string, Advice>> = {
  xls: "old",
  xlsb: "binary",
  xltx: "template",
  xltm: "template",
  ods: "openDocument",
  numbers: "numbers",
  txt: "text",
};

/** Why a file need not even be uploaded, and what to do; undefined when it may. */
export function fileProblem(
  file: Pick<File, "name" | "size">,
  { maxSheetBytes }: PageConfig,
  { newPayout }: Texts,
): string | undefined {
  if (!SHEET.test(file.name)) {
    const ending = /\.([^.]+)$/.exec(file.name)?.[1]?.toLowerCase() ?? "";
    const advice = Object.hasOwn(SAVED_OTHERWISE, ending) ? SAVED_OTHERWISE[ending] : undefined;
    return advice === undefined ? newPayout.wrongKind : newPayout.otherKinds[advice];
  }
  if (file.size === 0) return newPayout.emptyFile;
  if (maxSheetBytes !== undefined && file.size > maxSheetBytes) {
    return newPayout.tooLarge(fileSize(maxSheetBytes));
  }
  return undefined;
}
