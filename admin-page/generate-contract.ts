import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { openapiTypes } from "@paysheet/openapi-types";
import * as z from "zod";
import { createContainer } from "../admin-api/container.ts";
import { createApp } from "../admin-api/create-app.ts";
import { createContract } from "../admin-api/docs/contract.ts";
import type { AdminApiEnvironment } from "../admin-api/environment.ts";

export const CONTRACT_FILE = join(import.meta.dirname, "src/api/contract.ts");

/** All that the admin API does not start without, for where nothing of it is used. */
export const UNUSED_ENVIRONMENT: AdminApiEnvironment = {
  PAYSHEET_TABLE: "unused",
  PAYSHEET_BUCKET: "unused",
  PAYSHEET_SCHEDULE_GROUP: "unused",
  PAYSHEET_DISTRIBUTE_ARN: "unused",
  PAYSHEET_TELL_ARN: "unused",
  PAYSHEET_SCHEDULER_ROLE_ARN: "unused",
  PAYSHEET_SCHEDULER_DLQ_ARN: "unused",
  PAYSHEET_USER_ID_KEY_SECRET_ID: "unused",
  PAYSHEET_OIDC_ISSUER: "https://unused.example",
  PAYSHEET_OIDC_AUDIENCE: "unused",
};

const documentSchema = z.object({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.object({ operationId: z.string(), "x-roles": z.array(z.string()) })),
  ),
});

const PROBLEM_TYPE = "application/problem+json";
const answerSchema = z.looseObject({ content: z.record(z.string(), z.unknown()).optional() });
const operationSchema = z.looseObject({ responses: z.record(z.string(), answerSchema) });
const wholeSchema = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
});

/** The types of `openapi-fetch`, and who may do what, from the admin API's own contract. */
export async function generateContract(): Promise<string> {
  const document = contractDocument();
  const operations = Object.values(documentSchema.parse(document).paths).flatMap(Object.values);
  const source = `/** Written by generate-contract.ts from the API's OpenAPI document: change that, not this. */
${await openapiTypes(withOneProblem(document))}
export type Schemas = components["schemas"];

/** The roles that the API lets make each call. */
export const ROLES_OF = {
${operations.map((operation) => `${operation.operationId}: ${JSON.stringify(operation["x-roles"])},`).join("\n")}
} as const;
`;
  return formatted(source);
}

/** The page reads every problem alike, so that each call has one answer for them instead of one a status. */
function withOneProblem(document: unknown): unknown {
  const { paths, ...rest } = wholeSchema.parse(document);
  return { ...rest, paths: mapValues(paths, (path) => mapValues(path, withOneProblemAnswer)) };
}

function withOneProblemAnswer({ responses, ...operation }: z.infer<typeof operationSchema>) {
  const isProblem = (answer: z.infer<typeof answerSchema>) =>
    PROBLEM_TYPE in (answer.content ?? {});
  const answers = Object.entries(responses).filter(([, answer]) => !isProblem(answer));
  const problem = Object.values(responses).find(isProblem);
  const described = problem && { default: { ...problem, description: "A problem." } };
  return { ...operation, responses: { ...Object.fromEntries(answers), ...described } };
}

function mapValues<T, R>(values: Readonly<Record<string, T>>, map: (value: T) => R) {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value)]));
}

/** No call leaves: the container is wired only to let the routes describe themselves. */
function contractDocument() {
  process.env["AWS_REGION"] ??= "us-east-1";
  return createContract(createApp(createContainer(UNUSED_ENVIRONMENT)));
}

function formatted(source: string): string {
  const biome = createRequire(import.meta.url).resolve("@biomejs/biome/bin/biome");
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [biome, "format", `--stdin-file-path=${CONTRACT_FILE}`],
    { input: source, encoding: "utf8", cwd: join(import.meta.dirname, "..") },
  );
  if (status !== 0) throw new Error(`The contract's types are not valid: ${stderr}`);
  return stdout;
}

if (import.meta.main) {
  await writeFile(CONTRACT_FILE, await generateContract());
  console.log(`Written: ${CONTRACT_FILE}`);
}
