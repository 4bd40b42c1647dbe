import type { Feature } from "./feature.ts";
import { FEATURES } from "./features.ts";
import { FIXTURES } from "./fixtures.ts";
import { HOSTILE_FILES } from "./hostile.ts";
import { WRITERS } from "./writers.ts";

/** What there is to read in this folder, as Markdown. */
export function renderManifest(): string {
  const features = Object.values(FEATURES).flat();
  return [
    "# The corpus of sheets",
    "",
    "Made from the code beside it; `npx vitest run test/sheets -u` writes it anew.",
    "",
    `${features.length} workbooks of one feature each, ${HOSTILE_FILES.length} hostile files, ${FIXTURES.length} files saved by other programs.`,
    "",
    "## Features",
    "",
    "Written as XML by hand, so that any feature can be put into them, and read by our reader (*other programs' ways*: after what is known of programs that could not be had); `npx vitest run test/adapters/sheet/features.test.ts`.",
    "",
    ...Object.entries(FEATURES).flatMap(([name, group]) => table(name, group)),
    "exceljs, SheetJS and hucre must read the same cells from all of these, but for stale results, which they take, and those whose faults are listed; `test/adapters/sheet/other-readers.test.ts`.",
    "",
    "## Any number format",
    "",
    "`format-codes.ts` draws format codes (built-in, Korean accounting, units, signs, scales, dates, text, conditions, currencies, and such as are put together from pieces); a cell is paid only where the text that SheetJS shows, read as a person reads it, is that amount or id; `test/adapters/sheet/shown-text.test.ts`.",
    "",
    "## Hostile files",
    "",
    "Broken, ambiguous or made to harm, built when the test runs; each must come to one problem, in bounded time and memory.",
    "",
    "| file | problem |",
    "|---|---|",
    ...HOSTILE_FILES.map(({ name, problem }) => `| ${cell(name)} | \`${problem}\` |`),
    "",
    "## Saved by other programs",
    "",
    "Kept in `fixtures/` as they were saved (`fixtures/make.sh` says how), since not every machine has the programs.",
    "",
    "| file | saved by | read as |",
    "|---|---|---|",
    ...FIXTURES.map(
      ({ file, savedBy, payments, problems }) =>
        `| \`${file}\` | ${savedBy} | ${outcome({ payments, problems })} |`,
    ),
    "",
    "## Realistic sheets",
    "",
    "`realistic.ts`: Korean event sheets with titles, guides, running numbers, formulas, hidden lists, totals, notes and second tables; `test/adapters/sheet/realistic.test.ts`.",
    "",
    "## Any list of payments",
    "",
    `\`writers.ts\` saves lists made up by fast-check in ${Object.keys(WRITERS).length} ways (${Object.keys(WRITERS).join(", ")}); they must be read back the same, with the same digest, and a damaged one must be the same or a problem; \`test/adapters/sheet/properties.test.ts\`.`,
    "",
  ].join("\n");
}

function table(name: string, features: readonly Feature[]): string[] {
  const rows = features.map((feature) => `| ${cell(feature.name)} | ${outcome(feature)} |`);
  return [`### ${name}`, "", "| feature | read as |", "|---|---|", ...rows, ""];
}

function outcome({
  payments = [],
  problems = [],
  warnings = [],
}: Pick<Feature, "payments" | "problems" | "warnings">): string {
  const codes = (list: readonly string[]) => list.map((code) => `\`${code}\``).join(", ");
  if (problems.length > 0) return codes(problems);
  const paid = payments.map(({ userId, points }) => cell(`${userId}: ${points}`)).join("; ");
  return warnings.length === 0 ? paid : `${paid}, with ${codes(warnings)}`;
}

function cell(text: string): string {
  return text.replace(/[|\\<>&*_`[\]]/g, "\\$&").replaceAll("\n", " ");
}
