import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it, onTestFinished } from "vitest";
import * as z from "zod";
import { dev } from "../../config/dev.ts";
import { parseStageConfig, type StageConfigInput } from "../../config/stage-config.ts";
import { SEVERAL_POINTS_APIS, synthStage, theResource } from "./synth-stage.ts";

const ENTRY = "test/connectors/example/acme-points.ts";

const distributeSchema = z.object({
  Variables: z.object({
    PAYSHEET_POINTS_API: z.string(),
    PAYSHEET_POINTS_API_OF_ACME: z.string().optional(),
  }),
});

function parse(pointsApi: Pick<StageConfigInput, "connector" | "pointsApis" | "pointsApi">) {
  const { pointsApi: _, ...others } = dev;
  return parseStageConfig("dev", { ...others, ...pointsApi });
}

function variablesOf(changes: Partial<StageConfigInput>) {
  const { distribution } = synthStage({ pointsApi: undefined, ...changes });
  const { Properties } = theResource(distribution, "AWS::Lambda::Function", "DistributeFunction");
  return distributeSchema.parse(Properties["Environment"]).Variables;
}

/** A module of these lines, for the test that runs. */
async function moduleOf(text: string): Promise<string> {
  const directory = await mkdtemp(join(tmpdir(), "paysheet-own-"));
  onTestFinished(() => rm(directory, { recursive: true }));
  const entry = join(directory, "connector.ts");
  await writeFile(entry, text);
  return entry;
}

it("has a points API called by a connector of the company's own, with its options and its name", () => {
  const connector = { entry: ENTRY, options: { ratePerSecond: 5 } };
  expect(JSON.parse(variablesOf({ connector }).PAYSHEET_POINTS_API)).toEqual({
    connector: "acme-points",
    ratePerSecond: 5,
  });
  expect(parse({ connector }).pointsApis).toMatchObject([
    { description: { limits: { ratePerSecond: 5 } }, secretName: "paysheet/dev/points-api" },
  ]);
});

it("has it stand beside one that ships", () => {
  const title = { ko: "쿠폰", en: "Coupons" };
  const pointsApis = {
    points: SEVERAL_POINTS_APIS.points,
    acme: { title, connector: { entry: ENTRY } },
  };
  const { PAYSHEET_POINTS_API_OF_ACME: options = "" } = variablesOf({ pointsApis });
  expect(JSON.parse(options)).toEqual({ connector: "acme-points" });
});

it("hands the module to the functions whole: it loads by itself, wherever it stands", async () => {
  const { ownConnectors = "" } = parse({ connector: { entry: ENTRY } });
  const file = (await moduleOf("")).replace(/\.ts$/, ".mjs");
  await writeFile(file, ownConnectors);
  expect(await import(pathToFileURL(file).href)).toMatchObject({
    ownConnectors: [{ name: "acme-points" }],
  });
  expect(parse({ pointsApi: dev.pointsApi }).ownConnectors).toBeUndefined();
});

it("names every option of it that is wrong, beside all else", () => {
  const options = { ratePerSecond: -1, baseUrl: 7 };
  const wrong = () => parse({ connector: { entry: ENTRY, options } });
  expect(wrong).toThrow("The configuration of stage “dev” is wrong");
  expect(wrong).toThrow("at connector.options.ratePerSecond");
  expect(wrong).toThrow("at connector.options.baseUrl");
});

it.each([
  ["exports none", "export const name = 7;", "has to export one connector"],
  [
    "is called as one that ships",
    `export const mine = { name: "http", options: {}, describe: () => ({}), codes: {} };`,
    "is called “http”, as a connector that ships",
  ],
  ["can't be read", "export const = ;", "Expected identifier"],
])("says what is wrong with a module that %s", async (_, text, message) => {
  const entry = await moduleOf(text);
  expect(() => parse({ connector: { entry } })).toThrow(message);
});

it("says that there is no such module", () => {
  const missing = () => parse({ connector: { entry: "connectors/missing.ts" } });
  expect(missing).toThrow(/Could not resolve ".*connectors\/missing\.ts"\n.*at connector\.entry/);
});

it("takes one form only", () => {
  const both = { pointsApi: dev.pointsApi, connector: { entry: ENTRY } };
  expect(() => parse(both)).toThrow("how are points paid?");
  const title = { ko: "쿠폰", en: "Coupons" };
  expect(() => parse({ pointsApis: { one: { title, ...both } } })).toThrow("how is it paid?");
  expect(() => parse({ pointsApis: { one: { title } } })).toThrow("how is it paid?");
});
