import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import * as z from "zod";
import { packPackages } from "../../../local/publish/pack-packages.ts";
import { startLocalRegistry } from "./local-registry.ts";

const ROOT = join(import.meta.dirname, "../../..");
const versionsSchema = z.object({
  version: z.string(),
  devDependencies: z.record(z.string(), z.string()),
});

export const run = promisify(execFile);

/**
 * A folder with nothing in it but a company's app, into which the packages are installed as they are
 * packed: no other package of this repository can be found from there, and no host but this machine is
 * asked.
 */
export async function installCompany() {
  const directory = await mkdtemp(join(tmpdir(), "paysheet-company-"));
  const company = join(directory, "company");
  await cp(join(import.meta.dirname, "company"), company, { recursive: true });
  const archives = await packPackages(join(directory, "packages"), () => undefined);
  const { version, devDependencies } = versionsSchema.parse(
    await readJson(join(ROOT, "package.json")),
  );
  const cdk = ["aws-cdk-lib", "constructs"].map((name) => [name, devDependencies[name]]);
  const manifest = {
    name: "company",
    private: true,
    type: "module",
    dependencies: { paysheet: version, ...Object.fromEntries(cdk) },
  };
  await writeFile(join(company, "package.json"), JSON.stringify(manifest));
  const registry = await startLocalRegistry(archives);
  try {
    const options = ["--registry", registry.url, "--cache", join(directory, "cache")];
    const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-update-notifier"];
    await run("npm", ["install", ...options, ...quiet], { cwd: company });
  } finally {
    await registry.close();
  }
  return {
    company,
    close: () => rm(directory, { recursive: true, force: true, maxRetries: 5 }),
  };
}

async function readJson(path: string): Promise<unknown> {
  return JSON.parse(await readFile(path, "utf8"));
}
