import { mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";

const profileSchema = z.object({
  nodes: z.array(
    z.object({
      id: z.int(),
      callFrame: z.object({ functionName: z.string(), url: z.string() }),
    }),
  ),
  samples: z.array(z.int()),
  /** Microseconds before each sample. */
  timeDeltas: z.array(z.number()),
});

/** What a part of a program took by itself, without what it called of others. */
export interface PartCost {
  readonly part: string;
  readonly selfMs: number;
}

/** The first that matches a function's name and file decides. */
const PARTS: readonly (readonly [part: string, matches: RegExp])[] = [
  ["idle", /^\(idle\)/],
  ["collecting garbage", /^\(garbage collector\)/],
  ["loading programs", /modules\/(esm|cjs)|internal\/bootstrap|compile|__require|amaro|^wrapSafe/],
  ["AWS SDK", /node_modules\/(@smithy|@aws-sdk|@aws)\//],
  ["undici", /node_modules\/undici\//],
  ["hashes and signatures", /node:(internal\/)?crypto/],
  ["Node's HTTP, sockets, streams", /node:(_http|http|net|events|internal\/stream|stream)|^writev/],
  ["result workbook", /node_modules\/(exceljs|archiver|saxes)|node:zlib|adapters\/workbook/],
  ["zod", /node_modules\/zod\//],
  ["Paysheet, domain", /\/domain\//],
  ["Paysheet, adapters", /\/(adapters|lambdas|bench)\//],
];
const OTHER = "other (runtime, timers, promises)";

/** Flags that have Node profile a program into an empty folder. */
export async function profilingFlags(folder: string): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  return ["--cpu-prof", `--cpu-prof-dir=${folder}`];
}

/** Where the time of the profiled program went, the costliest part first. */
export async function readProfile(folder: string): Promise<PartCost[]> {
  const [name = ""] = await readdir(folder);
  const profile = profileSchema.parse(JSON.parse(await readFile(join(folder, name), "utf8")));
  const partOf = new Map(
    profile.nodes.map(({ id, callFrame: { functionName, url } }) => [
      id,
      partNamed(`${functionName} ${url}`),
    ]),
  );
  const costs = new Map<string, number>();
  for (const [index, id] of profile.samples.entries()) {
    const part = partOf.get(id) ?? OTHER;
    costs.set(part, (costs.get(part) ?? 0) + (profile.timeDeltas[index] ?? 0) / 1000);
  }
  return Array.from(costs, ([part, selfMs]) => ({ part, selfMs }))
    .filter(({ part }) => part !== "idle")
    .toSorted((one, other) => other.selfMs - one.selfMs);
}

function partNamed(place: string): string {
  return PARTS.find(([, matches]) => matches.test(place))?.[0] ?? OTHER;
}
