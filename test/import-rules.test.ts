import { spawnSync } from "node:child_process";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import * as z from "zod";

const ROOT = join(import.meta.dirname, "..");
const PACKAGES = readdirSync(join(ROOT, "packages"));
const BIOME = createRequire(import.meta.url).resolve("@biomejs/biome/bin/biome");

const biomeJsonSchema = z.object({
  plugins: z.array(z.object({ path: z.string() })),
  overrides: z.array(
    z.object({
      linter: z.object({
        rules: z.object({
          style: z.object({
            noRestrictedGlobals: z.object({
              options: z.object({ deniedGlobals: z.record(z.string(), z.string()) }),
            }),
          }),
        }),
      }),
    }),
  ),
});
const biomeJson = biomeJsonSchema.parse(JSON.parse(readFileSync(join(ROOT, "biome.json"), "utf8")));

const reportSchema = z.object({
  diagnostics: z.array(
    z.object({
      category: z.string(),
      message: z.string(),
      location: z.object({ path: z.string() }),
    }),
  ),
});

/** Rules about what may be used where; the others are not this test's subject. */
const RULES = [
  "plugin",
  "lint/style/noRestrictedGlobals",
  "lint/correctness/noUndeclaredDependencies",
];

/** Lints files of these contents under the project's own rules: what was found, by file. */
function lint(files: Readonly<Record<string, string>>): Map<string, string[]> {
  const directory = mkdtempSync(join(tmpdir(), "import-rules-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const manifests = PACKAGES.map((name) => `packages/${name}/package.json`);
  for (const name of ["biome.json", "import-rules", "package.json", ...manifests]) {
    cpSync(join(ROOT, name), join(directory, name), { recursive: true });
  }
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), content);
  }
  const options = ["--vcs-enabled=false", "--reporter=json", "--max-diagnostics=none"];
  const { stdout } = spawnSync(process.execPath, [BIOME, "lint", ...options, "."], {
    cwd: directory,
    encoding: "utf8",
  });
  const found = new Map(Object.keys(files).map((path): [string, string[]] => [path, []]));
  for (const { category, message, location } of reportSchema.parse(JSON.parse(stdout))
    .diagnostics) {
    if (RULES.includes(category)) found.get(location.path)?.push(message);
  }
  return found;
}

/** What the plugin of this name says. */
function messageOf(plugin: string): string {
  const text = readFileSync(join(ROOT, "import-rules", `${plugin}.grit`), "utf8");
  return /message ?= ?"([^"]+)"/.exec(text)?.[1] ?? "";
}

const importOf = (specifier: string) => `import { any } from "${specifier}";\nany();\n`;

/** What each rule forbids: the file it stands in, and its content. */
const VIOLATIONS: Readonly<Record<string, readonly (readonly [string, string])[]>> = {
  "domain-clock": [
    ["domain/sheet/a.ts", "export const now = () => Date.now();"],
    ["domain/sheet/b.ts", "export const now = () => new Date();"],
    ["domain/sheet/c.ts", "export const now = () => Date();"],
    ["domain/sheet/d.ts", "export const random = () => Math.random();"],
    ["domain/sheet/e.ts", "export const { random } = { random: Math.random };"],
    ["domain/sheet/f.ts", "export const signal = AbortSignal.timeout(1);"],
    ["domain/sheet/g.ts", "export const here = import.meta.url;"],
    [
      "domain/sheet/h.ts",
      'import { Temporal } from "temporal-polyfill";\nexport const now = Temporal.Now.instant();',
    ],
  ],
  "domain-packages": [
    ["domain/payout/a.ts", importOf("@aws-sdk/client-s3")],
    ["domain/payout/b.ts", importOf("node:crypto")],
    ["domain/payout/c.ts", importOf("hono")],
    ["domain/payout/h.ts", importOf("@noble/hashes/utils.js")],
    ["domain/payout/d.ts", 'export const load = (name: string) => import(name + ".ts");'],
  ],
  "domain-imports-domain": [["domain/payout/e.ts", importOf("../../adapters/s3/a.ts")]],
  "domain-root": [["domain/a.ts", importOf("./payout/payout.ts")]],
  "domain-workflow": [["domain/report/a.ts", importOf("../distribute-payout.ts")]],
  "domain-report": [
    ["domain/report/b.ts", importOf("../channel/publisher.ts")],
    ["domain/receipt/b.ts", importOf("../channel/publisher.ts")],
  ],
  "presentation-arrows": [
    ["presentation/slack/a.ts", importOf("../../adapters/slack/slack-channel.ts")],
  ],
  "domain-sheet": [
    ["domain/sheet/i.ts", importOf("../payout/payout.ts")],
    ["domain/sheet/j.ts", importOf("../distribution/ledger.ts")],
    ["domain/sheet/k.ts", importOf("../channel/channel.ts")],
  ],
  "domain-payout": [
    ["domain/payout/f.ts", importOf("../distribution/ledger.ts")],
    ["domain/payout/g.ts", importOf("../channel/channel.ts")],
  ],
  "domain-distribution": [["domain/distribution/a.ts", importOf("../channel/channel.ts")]],
  "connectors-arrows": [
    ["connectors/a.ts", importOf("../adapters/points-api/read-body.ts")],
    ["connectors/http/a.ts", importOf("../../domain/distribution/answer-table.ts")],
  ],
  "connectors-users": [
    ["domain/distribution/b.ts", importOf("../../connectors/registry.ts")],
    ["adapters/s3/f.ts", importOf("../../connectors/connector.ts")],
    ["lambdas/sweeper/a.ts", importOf("../../connectors/registry.ts")],
    ["infra/b.ts", importOf("../connectors/registry.ts")],
  ],
  "conformance-arrows": [
    ["conformance/a.ts", importOf("../local/points-api/books.ts")],
    ["conformance/steps/a.ts", importOf("../../lambdas/distribute/container.ts")],
  ],
  "adapters-arrows": [["adapters/s3/a.ts", importOf("../../lambdas/distribute/handler.ts")]],
  "s3-client": [
    ["adapters/sheet/a.ts", importOf("@aws-sdk/client-s3")],
    ["adapters/sheet/b.ts", importOf("@aws-sdk/s3-request-presigner")],
  ],
  "dynamodb-client": [
    ["adapters/s3/b.ts", importOf("@aws-sdk/client-dynamodb")],
    ["adapters/s3/c.ts", importOf("@aws-sdk/lib-dynamodb")],
  ],
  "scheduler-client": [["adapters/s3/d.ts", importOf("@aws-sdk/client-scheduler")]],
  "lambda-client": [["adapters/scheduler/a.ts", importOf("@aws-sdk/client-lambda")]],
  "cognito-client": [["adapters/oidc/a.ts", importOf("@aws-sdk/client-cognito-identity-provider")]],
  "secrets-client": [["adapters/slack/a.ts", importOf("@aws-sdk/client-secrets-manager")]],
  "slack-client": [["adapters/s3/e.ts", importOf("@slack/web-api")]],
  "lambdas-arrows": [
    ["lambdas/distribute/a.ts", importOf("../check-sheet/handler.ts")],
    ["lambdas/check-sheet/a.ts", importOf("../distribute/handler.ts")],
    ["lambdas/distribute/a.ts", importOf("../sweeper/handler.ts")],
  ],
  "admin-api-arrows": [["admin-api/routes/a.ts", importOf("../../infra/app.ts")]],
  "admin-page-arrows": [
    ["admin-page/src/payout/a.ts", importOf("../../../domain/payout/payout.ts")],
    ["admin-page/a.ts", importOf("../admin-api/container.ts")],
  ],
  "infra-arrows": [
    ["infra/a.ts", importOf("../lambdas/distribute/handler.ts")],
    ["infra/data/a.ts", importOf("../../adapters/dynamodb/dynamodb-payout-store.ts")],
    ["config/a.ts", importOf("../domain/payout/payout.ts")],
  ],
  "config-arrows": [["config/b.ts", importOf("../infra/paysheet.ts")]],
  "no-emulators": [
    ["admin-page/src/payout/b.ts", importOf("@paysheet/slack-emulator")],
    ["config/c.ts", importOf("@paysheet/aws-emulator/s3")],
    ["infra/data/c.ts", importOf("@paysheet/aws-emulator/dynamodb")],
  ],
  "packages-by-name": [
    ["bench/a.ts", importOf("../packages/aws-emulator/src/s3/start-local-s3.ts")],
    ["cli/a.ts", importOf("../packages/aws-emulator/src/s3/start-local-s3.ts")],
    ["local/stack/a.ts", importOf("../../packages/slack-emulator/src/start-local-slack.ts")],
    ["test/stack/a.ts", importOf("../../packages/slack-emulator/test/start-slack.ts")],
  ],
  "packages-alone": [
    ["packages/aws-emulator/src/s3/a.ts", importOf("../../../../domain/clock.ts")],
    ["packages/aws-emulator/src/s3/b.ts", importOf("../../../emulator-server/src/clock.ts")],
    ["packages/aws-emulator/src/s3/c.ts", importOf("../../test/s3/local-s3-under-test.ts")],
    ["packages/emulator-server/src/a.ts", importOf("../../../adapters/system/system-clock.ts")],
    ["packages/slack-emulator/test/a.ts", importOf("../../../local/stack/account.ts")],
  ],
};

it("has a violation for every plugin that biome.json loads, and loads every plugin", () => {
  const loaded = biomeJson.plugins.map(({ path }) => basename(path, ".grit")).sort();
  const written = readdirSync(join(ROOT, "import-rules")).map((file) => basename(file, ".grit"));
  expect(Object.keys(VIOLATIONS).sort()).toEqual(loaded);
  expect(written.sort()).toEqual(loaded);
});

it("finds every violation, by the rule it was written for alone", () => {
  const found = lint(Object.fromEntries(Object.values(VIOLATIONS).flat()));
  for (const [plugin, violations] of Object.entries(VIOLATIONS)) {
    for (const [path] of violations) {
      expect({ path, found: found.get(path) }).toEqual({ path, found: [messageOf(plugin)] });
    }
  }
});

it("finds an import however it is written", () => {
  const specifier = '"../payout/payout.ts"';
  const forms = [
    `import payout from ${specifier};`,
    `import type { Payout } from ${specifier};`,
    `import * as payout from ${specifier};`,
    `import ${specifier};`,
    `export { payout } from ${specifier};`,
    `export * from ${specifier};`,
    `export const payout = await import(${specifier});`,
    `export type Payout = import(${specifier}).Payout;`,
    "import payout from './../payout/payout.ts';",
    "import payout from '../../domain/payout/payout.ts';",
  ];
  const found = lint(
    Object.fromEntries(forms.map((form, index) => [`domain/sheet/form-${index}.ts`, form])),
  );
  forms.forEach((form, index) => {
    const messages = found.get(`domain/sheet/form-${index}.ts`);
    expect({ form, messages }).toEqual({ form, messages: [messageOf("domain-sheet")] });
  });
});

/** Which folders of code a folder may import from, whatever the file. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  domain: ["domain"],
  connectors: ["connectors"],
  presentation: ["connectors", "domain", "presentation"],
  adapters: ["adapters", "domain", "presentation"],
  lambdas: ["adapters", "domain", "presentation"],
  "admin-api": ["adapters", "admin-api", "domain", "presentation"],
  "admin-page": ["admin-page"],
  infra: ["config", "infra"],
  config: ["config", "connectors"],
  packages: [],
};
/** Folders of the repository that hold code of ours. */
function codeFolders(): string[] {
  const isOurs = (name: string) => !/^(\.|node_modules$|cdk\.out$|coverage$)/.test(name);
  const holdsCode = (name: string) =>
    readdirSync(join(ROOT, name), { encoding: "utf8", recursive: true }).some((file) =>
      file.endsWith(".ts"),
    );
  return readdirSync(ROOT, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && isOurs(entry.name))
    .map(({ name }) => name)
    .filter(holdsCode);
}

it("keeps the folders' arrows, whichever two folders they join", () => {
  const target = (folder: string) => (folder === "lambdas" ? "lambdas/distribute" : folder);
  const cases = Object.keys(ALLOWED).flatMap((from) =>
    codeFolders().map((to) => ({
      from,
      to,
      path: `${from}/any/import-${to}.ts`,
      content: importOf(`../../${target(to)}/any.ts`),
    })),
  );
  const found = lint(Object.fromEntries(cases.map(({ path, content }) => [path, content])));
  for (const { from, to, path } of cases) {
    const allowed = found.get(path)?.length === 0;
    expect({ from, to, allowed }).toEqual({
      from,
      to,
      allowed: ALLOWED[from]?.includes(to) ?? false,
    });
  }
});

it("keeps every global of the platform out of the domain", () => {
  const globals = biomeJson.overrides.flatMap(({ linter }) =>
    Object.keys(linter.rules.style.noRestrictedGlobals.options.deniedGlobals),
  );
  const pathOf = (name: string) => `domain/payout/global-${name.toLowerCase()}.ts`;
  const found = lint(
    Object.fromEntries(globals.map((name) => [pathOf(name), `export const used = ${name};`])),
  );
  for (const name of globals) {
    expect({ name, found: found.get(pathOf(name)) }).toEqual({
      name,
      found: [expect.stringContaining(name)],
    });
  }
});

it("keeps the emulators out of what is deployed, and each package to what it names", () => {
  const forbidden: Readonly<Record<string, string>> = {
    "adapters/s3/a.ts": "@paysheet/aws-emulator/s3",
    "admin-api/a.ts": "@paysheet/slack-emulator",
    "domain/payout/a.ts": "@paysheet/emulator-server/clock",
    "lambdas/distribute/a.ts": "@paysheet/aws-emulator/lambda",
    "packages/aws-emulator/src/a.ts": "vitest",
    "packages/emulator-server/src/a.ts": "@paysheet/slack-emulator",
    "packages/slack-emulator/src/a.ts": "@slack/web-api",
    "packages/slack-emulator/test/a.ts": "@aws-sdk/client-s3",
  };
  const found = lint(
    Object.fromEntries(Object.entries(forbidden).map(([path, name]) => [path, importOf(name)])),
  );
  for (const path of Object.keys(forbidden)) {
    expect({ path, found: found.get(path) }).not.toEqual({ path, found: [] });
  }
});

it("keeps development packages out of what is deployed", () => {
  const content = importOf("vitest");
  const deployed = [
    "adapters/s3/a.ts",
    "admin-api/a.ts",
    "connectors/a.ts",
    "lambdas/distribute/a.ts",
  ];
  const others = ["local/a.ts", "infra/a.ts", "test/a.ts", "test/adapters/s3/a.ts"];
  const found = lint(Object.fromEntries([...deployed, ...others].map((path) => [path, content])));
  for (const path of deployed) {
    expect(found.get(path)).toEqual([expect.stringContaining("vitest")]);
  }
  for (const path of others) expect({ path, found: found.get(path) }).toEqual({ path, found: [] });
});

it("lets pass what the design allows", () => {
  const allowed: Readonly<Record<string, string>> = {
    "domain/report/a.ts": importOf("../distribution/ledger.ts"),
    "domain/channel/a.ts": importOf("../report/write-report.ts"),
    "domain/distribution/a.ts": importOf("../payout/payout-store.ts"),
    "domain/payout/a.ts": importOf("../sheet/payment.ts"),
    "domain/payout/b.ts": importOf("../clock.ts"),
    "domain/payout/c.ts": importOf("temporal-polyfill"),
    "domain/payout/e.ts": importOf("p-map"),
    "domain/sheet/a.ts": importOf("@noble/hashes/sha3.js"),
    "domain/payout/d.ts": "export const toInstant = (ms: number) => new Date(ms).toISOString();",
    "domain/distribute-payout.ts": importOf("./report/write-report.ts"),
    "connectors/http/a.ts": importOf("../connector.ts"),
    "connectors/a.ts": 'import type { A } from "../domain/a.ts";\nexport type B = A;\n',
    "adapters/points-api/a.ts": importOf("../../connectors/connector.ts"),
    "lambdas/distribute/b.ts": importOf("../../connectors/registry.ts"),
    "adapters/s3/a.ts": importOf("@aws-sdk/client-s3"),
    "adapters/dynamodb/a.ts": importOf("@aws-sdk/lib-dynamodb"),
    "lambdas/distribute/a.ts": importOf("./handler.ts"),
    "admin-api/routes/a.ts": importOf("../schemas/payout.ts"),
    "admin-page/src/payout/a.ts": importOf("../components/times.ts"),
    "admin-page/generate-contract.ts": importOf("../admin-api/container.ts"),
    "infra/data/a.ts": importOf("../../adapters/dynamodb/table.ts"),
    "infra/data/b.ts": importOf("../../lambdas/distribute/environment.ts"),
    "config/a.ts": importOf("../domain/payout/policy.ts"),
    "config/b.ts": importOf("../domain/language.ts"),
    "local/a.ts": importOf("../lambdas/distribute/handler.ts"),
    "local/b.ts": importOf("@paysheet/aws-emulator/s3"),
    "packages/aws-emulator/src/s3/a.ts": importOf("@paysheet/emulator-server/loopback-server"),
    "packages/aws-emulator/test/s3/a.ts": importOf("../../src/s3/start-local-s3.ts"),
    "packages/slack-emulator/test/a.ts": importOf("vitest"),
    "test/a.ts": importOf("../local/start.ts"),
    "test/b.ts": importOf("@paysheet/slack-emulator/testing"),
  };
  const found = lint(allowed);
  for (const path of Object.keys(allowed)) {
    expect({ path, found: found.get(path) }).toEqual({ path, found: [] });
  }
});
