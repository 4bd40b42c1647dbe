import { AMBIGUOUS_FILES } from "./ambiguous-files.ts";
import { BROKEN_FILES } from "./broken-files.ts";
import type { HostileFile } from "./hostile-file.ts";
import { OVERSIZED_FILES } from "./oversized-files.ts";

export const HOSTILE_FILES: readonly HostileFile[] = [
  ...BROKEN_FILES,
  ...AMBIGUOUS_FILES,
  ...OVERSIZED_FILES,
];
