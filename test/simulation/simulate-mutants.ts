import { readFile, writeFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import * as z from "zod";
import { type Hunt, huntMutant } from "./hunt-mutant.ts";
import { assertFits } from "./mutant-copy.ts";
import { MUTANTS } from "./mutants.ts";

const USAGE =
  "node test/simulation/simulate-mutants.ts [--seeds <at most, each>] [--only <name>] [--write]";
const DOCUMENT = new URL("../../docs/simulation.md", import.meta.url);
const TABLE_BEGINS = "<!-- mutants: written by `npm run simulate:mutants -- --write` -->";
const TABLE_ENDS = "<!-- end of mutants -->";

const optionsSchema = z.object({
  seeds: z.string().regex(/^\d+$/, "must be a whole number").transform(Number).default(20_000),
  only: z.string().optional(),
  write: z.boolean().default(false),
});

/** Hunts the mutants, one a core, and tells of each as it is caught; in the order of the list. */
async function huntAll(only: string | undefined, limit: number): Promise<readonly Hunt[]> {
  const wanted = MUTANTS.filter(({ name }) => only === undefined || name === only);
  // Before the first hunt: it takes minutes to come to the last one.
  await Promise.all(wanted.map(assertFits));
  const left = [...wanted];
  const hunts: Hunt[] = [];
  const work = async (): Promise<void> => {
    for (let mutant = left.shift(); mutant !== undefined; mutant = left.shift()) {
      const hunt = await huntMutant(mutant, limit);
      hunts.push(hunt);
      console.log(lineOf(hunt));
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, work));
  return wanted.flatMap((mutant) => hunts.filter((hunt) => hunt.mutant === mutant));
}

function lineOf(hunt: Hunt): string {
  const name = hunt.mutant.name.padEnd(28);
  if (hunt.kind === "survived") return `${name} SURVIVED ${hunt.seeds} seeds`;
  return `${name} seed ${String(hunt.seed).padEnd(6)} after ${String(hunt.seeds).padEnd(6)} ${hunt.invariant}`;
}

function tableOf(hunts: readonly Hunt[]): string {
  const rows = hunts.map((hunt) => {
    const { name, part, breaks } = hunt.mutant;
    const fate =
      hunt.kind === "caught"
        ? `${hunt.seed} | ${hunt.seeds} | ${hunt.invariant}`
        : `– | ${hunt.seeds} | **survived**`;
    return `| ${part} | \`${name}\` | ${breaks} | ${fate} |`;
  });
  return [
    "| part | mutant | what is broken | caught by seed | seeds needed | invariant that it violates |",
    "|---|---|---|---|---|---|",
    ...rows,
  ].join("\n");
}

async function writeTable(hunts: readonly Hunt[]): Promise<void> {
  const text = await readFile(DOCUMENT, "utf8");
  const begins = text.indexOf(TABLE_BEGINS);
  const ends = text.indexOf(TABLE_ENDS);
  if (begins === -1 || ends < begins) throw new Error(`${DOCUMENT.pathname} has no table.`);
  const before = text.slice(0, begins + TABLE_BEGINS.length);
  await writeFile(DOCUMENT, `${before}\n${tableOf(hunts)}\n${text.slice(ends)}`);
}

const { values } = parseArgs({
  options: {
    seeds: { type: "string" },
    only: { type: "string" },
    write: { type: "boolean" },
  },
});
const options = optionsSchema.safeParse(values);
if (!options.success) {
  console.error(`${z.prettifyError(options.error)}\n${USAGE}`);
  process.exitCode = 2;
} else {
  const { seeds, only, write } = options.data;
  const hunts = await huntAll(only, seeds);
  const survivors = hunts.filter(({ kind }) => kind === "survived");
  console.log(`${hunts.length} mutants, ${survivors.length} survived`);
  if (write) await writeTable(hunts);
  process.exitCode = survivors.length > 0 || hunts.length === 0 ? 1 : 0;
}
