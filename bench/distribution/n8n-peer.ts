import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as z from "zod";
import { runProgram } from "./run-program.ts";

const FOLDER = join(import.meta.dirname, "..", "peers", "n8n");
const PROGRAM = join(FOLDER, "node_modules", "n8n", "bin", "n8n");
const WORKFLOW = join(FOLDER, "workflow.json");
const WORKFLOW_ID = "paysheetBench001";
/** The runtime that n8n 1 wants, where Debian puts it. */
const NODE_20 = "/usr/bin/node";

const packageSchema = z.object({ version: z.string() });

export interface N8nPeer {
  readonly version: string;
  readonly command: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** n8n with the bench's workflow in its own new database, or why it can't be had. */
export async function prepareN8n(folder: string): Promise<N8nPeer | string> {
  if (!existsSync(PROGRAM)) return "not installed in bench/peers/n8n";
  if (!isNode20(NODE_20)) return "there is no Node 20 at its usual place";
  const home = join(folder, "n8n");
  await mkdir(home);
  const env = {
    N8N_USER_FOLDER: home,
    N8N_EXPRESSION_ENGINE: "legacy",
    N8N_RUNNERS_ENABLED: "false",
    N8N_DIAGNOSTICS_ENABLED: "false",
    N8N_BLOCK_ENV_ACCESS_IN_NODE: "false",
    N8N_LOG_LEVEL: "error",
    // What a server keeps by default too; without it nothing of an execution is found again.
    EXECUTIONS_DATA_SAVE_ON_SUCCESS: "all",
  };
  const workflow = join(folder, "workflow.json");
  await writeFile(workflow, await readFile(WORKFLOW));
  const command = [NODE_20, PROGRAM, "import:workflow", `--input=${workflow}`];
  const imported = await runProgram(command, { folder, env });
  if (!imported.ok) return `its workflow can't be imported: ${imported.why}`;
  const path = join(FOLDER, "node_modules", "n8n", "package.json");
  const { version } = packageSchema.parse(JSON.parse(await readFile(path, "utf8")));
  return { version, command: [NODE_20, PROGRAM, "execute", `--id=${WORKFLOW_ID}`], env };
}

function isNode20(program: string): boolean {
  try {
    return execFileSync(program, ["--version"], { encoding: "utf8" }).startsWith("v20.");
  } catch {
    return false;
  }
}
