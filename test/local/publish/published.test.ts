import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import { STAGES } from "../../../config/stages.ts";
import { printedAddresses } from "../../stack/printed-addresses.ts";
import { handsOn } from "../../stack/stack-under-test.ts";
import { installCompany, run } from "./install-company.ts";

const ROOT = join(import.meta.dirname, "../../..");
const TSC = join(
  dirname(createRequire(import.meta.url).resolve("typescript/package.json")),
  "bin/tsc",
);

/** Deploys what this repository's own app does, beside what the company's does. */
const AS_OURS = `import { App } from "aws-cdk-lib";
import { Paysheet } from "paysheet";
import "./app.ts";

const app = new App({ outdir: process.env["AS_OURS"] });
for (const [stage, props] of Object.entries(JSON.parse(process.env["STAGES"]))) {
  new Paysheet(app, stage, { stage, ...props });
}
app.synth();
`;

const functionSchema = z.object({
  Type: z.literal("AWS::Lambda::Function"),
  Properties: z.object({
    Code: z.object({ S3Key: z.string() }),
    Environment: z.object({ Variables: z.object({ PAYSHEET_POINTS_API: z.string() }) }),
  }),
});

let installed: Awaited<ReturnType<typeof installCompany>>;
beforeAll(async () => {
  installed = await installCompany();
});
afterAll(() => installed.close());

/** Templates that an app wrote, by their files' names. */
async function templatesIn(directory: string) {
  const files = await readdir(directory, { recursive: true });
  const templates = files.filter((name) => name.endsWith(".template.json"));
  const read = async (name: string) => JSON.parse(await readFile(join(directory, name), "utf8"));
  const entries = await Promise.all(templates.map(async (name) => [name, await read(name)]));
  return z
    .record(z.string(), z.object({ Resources: z.record(z.string(), z.unknown()) }).loose())
    .parse(Object.fromEntries(entries));
}

it("makes the very templates that the repository's own app makes, and has the company's connector beside the functions", async () => {
  const { company } = installed;
  await writeFile(join(company, "as-ours.ts"), AS_OURS);
  const [ours, asOurs, own] = [
    join(company, "ours"),
    join(company, "as-ours"),
    join(company, "own"),
  ];
  const env = { PATH: process.env["PATH"] };
  await Promise.all([
    run(process.execPath, ["infra/app.ts"], { cwd: ROOT, env: { ...env, CDK_OUTDIR: ours } }),
    run(process.execPath, ["as-ours.ts"], {
      cwd: company,
      env: { ...env, CDK_OUTDIR: own, AS_OURS: asOurs, STAGES: JSON.stringify(STAGES) },
    }),
  ]);

  const templates = await templatesIn(ours);
  expect(Object.keys(templates)).toHaveLength(10);
  expect(await templatesIn(asOurs)).toEqual(templates);

  const functions = Object.values(await templatesIn(own))
    .flatMap(({ Resources }) => Object.values(Resources))
    .flatMap((resource) => functionSchema.safeParse(resource).data ?? []);
  expect(functions.map(({ Properties }) => Properties.Environment.Variables)).toEqual([
    {
      PAYSHEET_POINTS_API: '{"connector":"acme-points","baseUrl":"https://points.acme.example"}',
    },
  ]);
  const [hash = ""] = functions.map(({ Properties }) => Properties.Code.S3Key.split(".")[0]);
  const asset = join(own, `asset.${hash}`);
  expect(await import(pathToFileURL(join(asset, "own-connectors.mjs")).href)).toMatchObject({
    ownConnectors: [{ name: "acme-points" }],
  });
  const built = join(company, "node_modules/paysheet/lambdas/dist/distribute");
  expect(await readFile(join(asset, "index.mjs"))).toEqual(
    await readFile(join(built, "index.mjs")),
  );
});

it("knows its types: a property that is misspelt does not compile, and nothing else is wrong", async () => {
  const { company } = installed;
  await writeFile(
    join(company, "misspelt.ts"),
    `import type { PaysheetProps } from "paysheet";
export const props: PaysheetProps = { stage: "dev", slack: { chanel: "C0123456789" } };
`,
  );
  await writeFile(
    join(company, "emulators.ts"),
    `import { startLocalS3 } from "@paysheet/aws-emulator/s3";
import { startLocalSlack } from "@paysheet/slack-emulator";
export const started: readonly ((options: never) => Promise<unknown>)[] = [startLocalS3, startLocalSlack];
`,
  );
  const options = {
    ...{ strict: true, noEmit: true, skipLibCheck: true, allowImportingTsExtensions: true },
    ...{ module: "nodenext", target: "es2024", types: ["node"] },
    typeRoots: [join(ROOT, "node_modules/@types")],
  };
  await writeFile(
    join(company, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: options,
      files: ["app.ts", "emulators.ts", "misspelt.ts"],
    }),
  );
  const compiled = run(process.execPath, [TSC, "--project", company]);
  await expect(compiled).rejects.toMatchObject({
    stdout: expect.stringMatching(
      /^[^\n]*misspelt\.ts\(2,\d+\): error TS2561: [^\n]*'chanel'[^\n]*\n/,
    ),
  });
  const { stdout } = await compiled.catch((error: { stdout: string }) => error);
  expect(stdout.match(/error TS/g)).toHaveLength(1);
});

it("runs on this machine as the company's app says, and pays by its connector", async () => {
  const { company } = installed;
  const child = spawn(
    process.execPath,
    [join(company, "node_modules/.bin/paysheet"), "start", "--config", "dev.ts"],
    {
      cwd: company,
      env: { PATH: process.env["PATH"] ?? "", PORT: "0", POINTS_PORT: "0", SLACK_PORT: "0" },
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  onTestFinished(async () => {
    child.kill();
    await once(child, "exit");
  });
  const stack = await printedAddresses(child);
  const { client, upload, schedule, until, pointsState, messages } = await handsOn(stack);

  const page = await (await fetch(stack.origin)).text();
  const [, script = ""] = /<script[^>]* src="([^"]+)"/.exec(page) ?? [];
  expect((await fetch(new URL(script, stack.origin))).status).toBe(200);

  const invalid = await upload([["kim", "a lot"]]);
  expect(invalid).toMatchObject({ state: "invalid", check: { problems: [{ cell: "B2" }] } });
  const ready = await upload([
    ["kim", 100],
    ["lee", 200],
    ["missing-1", 300],
  ]);
  await schedule(ready, 1_000);
  expect(await until(ready.payoutId, "completed", "halted", "paused")).toMatchObject({
    state: "completed",
    counts: { payments: 3, paid: 2, rejected: 1 },
  });
  expect(await pointsState()).toMatchObject({ grants: 2, users: 2 });
  const { items } = await client.payments(ready.payoutId, { state: "rejected" });
  expect(items).toMatchObject([
    { userId: "missing-1", code: "acme_no_member", why: { en: "No member of Acme" } },
  ]);
  await expect.poll(messages).toMatchObject([{ text: expect.stringContaining("2") }]);
});

it("has emulators of which every export loads by itself", async () => {
  const { company } = installed;
  const exportsSchema = z.object({ name: z.string(), exports: z.record(z.string(), z.unknown()) });
  const manifests = await Promise.all(
    ["aws-emulator", "emulator-server", "slack-emulator"].map(async (name) => {
      const path = join(company, "node_modules/@paysheet", name, "package.json");
      return exportsSchema.parse(JSON.parse(await readFile(path, "utf8")));
    }),
  );
  const specifiers = manifests.flatMap(({ name, exports }) =>
    Object.keys(exports).map((path) => path.replace(".", name)),
  );
  expect(specifiers.length).toBeGreaterThan(20);
  const file = join(company, "load-emulators.js");
  await writeFile(file, specifiers.map((specifier) => `await import("${specifier}");\n`).join(""));
  await run(process.execPath, [file]);
});
