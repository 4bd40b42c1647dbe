import { readFile } from "node:fs/promises";
import { findPackageJSON } from "node:module";
import * as z from "zod";

/** A program that is measured beside others. */
interface Program {
  readonly name: string;
  readonly version: string;
}

const packageSchema = z.object({ version: z.string() });

/** What a Lambda of 1,769 MB leaves to JavaScript: a program that needs more dies there too. */
const HEAP_MB = 1_400;
export const LAMBDA_HEAP_FLAG = `--max-old-space-size=${HEAP_MB}`;

/** Runs the program at this path on Node, with the memory that it would have on Lambda. */
export function nodeCommand(path: string): string[] {
  return [process.execPath, LAMBDA_HEAP_FLAG, path];
}

/** The version of a package; undefined when it is not installed. */
export async function versionOf(dependency: string): Promise<string | undefined> {
  try {
    const path = findPackageJSON(dependency, import.meta.url) ?? "";
    return packageSchema.parse(JSON.parse(await readFile(path, "utf8"))).version;
  } catch {
    return undefined;
  }
}

export function versionsOf(programs: readonly Program[]): Record<string, string> {
  return Object.fromEntries(programs.map(({ name, version }) => [name, version]));
}

/** `exceljs 4.4.0; SheetJS 0.18.5.` */
export function showVersions(versions: Readonly<Record<string, string>>): string {
  return `${Object.entries(versions)
    .map((one) => one.join(" "))
    .join("; ")}.`;
}
