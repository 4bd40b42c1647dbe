import { fileSize } from "../components/numbers.ts";
import type { PageConfig } from "../page-config.ts";
import type { Texts } from "../texts/ko.ts";

/** Why a file need not even be uploaded; undefined when it may. */
export function fileProblem(
  file: Pick<File, "name" | "size">,
  { maxSheetBytes }: PageConfig,
  { newPayout }: Texts,
): string | undefined {
  if (!/\.(xlsx|csv)$/i.test(file.name)) return newPayout.wrongKind;
  if (file.size === 0) return newPayout.emptyFile;
  if (maxSheetBytes !== undefined && file.size > maxSheetBytes) {
    return newPayout.tooLarge(fileSize(maxSheetBytes));
  }
  return undefined;
}
