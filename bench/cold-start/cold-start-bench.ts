import { join } from "node:path";
import * as z from "zod";
import { type Cost, type Costs, costsOf } from "../costs.ts";
import { interleave } from "../interleave.ts";
import { measureProgram } from "../measure-program.ts";
import { type Bundle, bundleInto } from "./bundles.ts";
import type { ColdFunction } from "./functions.ts";
import { handlerThatImports, type OwnImports, ownImportsOf } from "./own-imports.ts";

const PROGRAM = join(import.meta.dirname, "load-handler.ts");
const SDK = /^@aws(-sdk)?\//;

export interface ColdStart {
  readonly name: string;
  readonly loadedBytes: number;
  readonly zippedBytes: number;
  /** What loading it took, in processes of their own. */
  readonly load: Costs;
  /** A handler that imports the SDK clients in use, and nothing else. */
  readonly sdkOnly: { readonly loadedBytes: number; readonly load: Costs };
}

/** One package as our code imports it, all that it imports itself included. */
export interface ImportCost {
  readonly specifier: string;
  readonly usedBy: readonly string[];
  readonly loadedBytes: number;
  readonly load: Costs;
}

export interface ColdStartResults {
  readonly empty: Costs;
  readonly functions: readonly ColdStart[];
  readonly imports: readonly ImportCost[];
}

export interface ColdStartPlan {
  readonly folder: string;
  readonly functions: readonly ColdFunction[];
  readonly runs: number;
  tell(line: string): void;
}

interface Subject {
  readonly bundle: Bundle;
  readonly environment: Readonly<Record<string, string>>;
}

/** Loads every function, its SDK clients alone, and each package alone, taking turns. */
export async function benchColdStarts(plan: ColdStartPlan): Promise<ColdStartResults> {
  const { folder, functions, runs, tell } = plan;
  const subjects = new Map<string, Subject>();
  const add = async (name: string, code: Parameters<typeof bundleInto>[1], environment = {}) =>
    subjects.set(name, {
      bundle: await bundleInto(join(folder, String(subjects.size)), code),
      environment,
    });

  tell("Bundling as the deployment does …");
  await add("empty", { text: handlerThatImports(new Map()) });
  const packages = new Map<string, { names: Set<string>; usedBy: string[] }>();
  for (const { name, entry, environment, platform } of functions) {
    await add(name, { entry }, environment);
    const own = await ownImportsOf([...bundleOf(subjects, name).sources.keys()]);
    const sdk = [...own, ...(platform ?? [])].filter(([specifier]) => SDK.test(specifier));
    await add(`${name}: sdk`, { text: handlerThatImports(new Map(sdk)) }, environment);
    noteImports(packages, name, own);
  }
  for (const [specifier, { names }] of packages) {
    await add(`import: ${specifier}`, {
      text: handlerThatImports(new Map([[specifier, names]])),
    });
  }

  tell(`Starting ${subjects.size} handlers, ${runs} times each …`);
  const turns = await interleave({
    subjects,
    turns: runs,
    run: ([name, subject]) => load(name, subject),
  });
  const loads = new Map(turns.map(([[name], costs]) => [name, costsOf(costs)]));
  return {
    empty: loadOf(loads, "empty"),
    functions: functions.map(({ name }) => ({
      name,
      loadedBytes: bundleOf(subjects, name).loadedBytes,
      zippedBytes: bundleOf(subjects, name).zippedBytes,
      load: loadOf(loads, name),
      sdkOnly: {
        loadedBytes: bundleOf(subjects, `${name}: sdk`).loadedBytes,
        load: loadOf(loads, `${name}: sdk`),
      },
    })),
    imports: [...packages].map(([specifier, { usedBy }]) => ({
      specifier,
      usedBy,
      loadedBytes: bundleOf(subjects, `import: ${specifier}`).loadedBytes,
      load: loadOf(loads, `import: ${specifier}`),
    })),
  };
}

function noteImports(
  packages: Map<string, { names: Set<string>; usedBy: string[] }>,
  user: string,
  own: OwnImports,
): void {
  for (const [specifier, names] of own) {
    const known = packages.get(specifier) ?? { names: new Set(), usedBy: [] };
    for (const name of names) known.names.add(name);
    packages.set(specifier, { ...known, usedBy: [...known.usedBy, user] });
  }
}

async function load(name: string, { bundle, environment }: Subject): Promise<Cost> {
  const command = [process.execPath, PROGRAM, bundle.path, JSON.stringify(environment)];
  const cost = await measureProgram(command, z.object({}));
  if (!cost.ok) throw new Error(`${name} does not start: ${cost.why}`);
  return cost;
}

function bundleOf(subjects: ReadonlyMap<string, Subject>, name: string): Bundle {
  const subject = subjects.get(name);
  if (subject === undefined) throw new Error(`Nothing was bundled for ${name}.`);
  return subject.bundle;
}

function loadOf(loads: ReadonlyMap<string, Costs>, name: string): Costs {
  const load = loads.get(name);
  if (load === undefined) throw new Error(`Nothing was measured of ${name}.`);
  return load;
}
