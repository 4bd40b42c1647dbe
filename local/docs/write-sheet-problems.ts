import { writeFile } from "node:fs/promises";
import { renderSheetProblems } from "./render-sheet-problems.ts";

await writeFile(new URL("../../docs/sheet-problems.md", import.meta.url), renderSheetProblems());
