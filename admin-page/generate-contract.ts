import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import * as z from "zod";
import { createContainer } from "../admin-api/container.ts";
import { createApp } from "../admin-api/create-app.ts";
import { createContract } from "../admin-api/docs/contract.ts";
import { typeOf } from "./schema-type.ts";

export const CONTRACT_FILE = join(import.meta.dirname, "src/api/contract.ts");

const anySchema = z.record(z.string(), z.unknown());
const contentSchema = z.record(z.string(), z.object({ schema: anySchema }));
const operationSchema = z.object({
  operationId: z.string(),
  "x-roles": z.array(z.string()),
  parameters: z
    .array(
      z.object({
        name: z.string(),
        in: z.enum(["path", "query"]),
        required: z.boolean().default(false),
        schema: anySchema,
      }),
    )
    .default([]),
  requestBody: z
    .object({ required: z.boolean().default(false), content: contentSchema })
    .optional(),
  responses: z.record(z.string(), z.object({ content: contentSchema.default({}) })),
});
const documentSchema = z.object({
  paths: z.record(z.string(), z.record(z.string(), operationSchema)),
  components: z.object({ schemas: z.record(z.string(), anySchema) }),
});
type Operation = z.infer<typeof operationSchema>;

/** The types of `openapi-fetch`, and who may do what, from the admin API's own contract. */
export function generateContract(): string {
  const { paths, components } = documentSchema.parse(contractDocument());
  const operations = Object.values(paths).flatMap((methods) => Object.values(methods));
  const source = `/** Written by generate-contract.ts from the API's OpenAPI document: change that, not this. */
export interface Schemas {
${Object.entries(components.schemas)
  .map(([name, schema]) => `${name}: ${typeOf(schema)};`)
  .join("\n")}
}

export interface Paths {
${Object.entries(paths)
  .map(([path, methods]) => `${JSON.stringify(path)}: {${methodsType(methods)}};`)
  .join("\n")}
}

/** The roles that the API lets make each call. */
export const ROLES_OF = {
${operations.map((operation) => `${operation.operationId}: ${JSON.stringify(operation["x-roles"])},`).join("\n")}
} as const;
`;
  return formatted(source);
}

/** No call leaves: the container is wired only to let the routes describe themselves. */
function contractDocument(): unknown {
  process.env["AWS_REGION"] ??= "us-east-1";
  const container = createContainer({
    PAYSHEET_TABLE: "unused",
    PAYSHEET_BUCKET: "unused",
    PAYSHEET_SCHEDULE_GROUP: "unused",
    PAYSHEET_DISTRIBUTE_ARN: "unused",
    PAYSHEET_TELL_ARN: "unused",
    PAYSHEET_SCHEDULER_ROLE_ARN: "unused",
    PAYSHEET_SCHEDULER_DLQ_ARN: "unused",
    PAYSHEET_OIDC_ISSUER: "https://unused.example",
    PAYSHEET_OIDC_AUDIENCE: "unused",
  });
  return JSON.parse(JSON.stringify(createContract(createApp(container))));
}

function methodsType(methods: Readonly<Record<string, Operation>>): string {
  return Object.entries(methods)
    .map(([method, operation]) => `${method}: {${operationType(operation)}};`)
    .join("\n");
}

function operationType({ parameters, requestBody, responses }: Operation): string {
  const places = (["path", "query"] as const).flatMap((place) => {
    const found = parameters.filter((parameter) => parameter.in === place);
    if (found.length === 0) return [];
    const optional = found.every(({ required }) => !required) ? "?" : "";
    const fields = found.map(
      ({ name, required, schema }) => `${name}${required ? "" : "?"}: ${typeOf(schema)};`,
    );
    return [`${place}${optional}: {${fields.join("\n")}};`];
  });
  const body =
    requestBody === undefined
      ? ""
      : `requestBody${requestBody.required ? "" : "?"}: {content: {${contentType(requestBody.content)}}};`;
  const answers = Object.entries(responses).map(
    ([status, { content }]) =>
      `${status}: {${Object.keys(content).length === 0 ? "content?: never" : `content: {${contentType(content)}}`}};`,
  );
  return `parameters: {${places.length === 0 ? "query?: never" : places.join("\n")}};\n${body}\nresponses: {${answers.join("\n")}};`;
}

function contentType(content: z.infer<typeof contentSchema>): string {
  return Object.entries(content)
    .map(([type, { schema }]) => `${JSON.stringify(type)}: ${typeOf(schema)};`)
    .join("\n");
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
  await writeFile(CONTRACT_FILE, generateContract());
  console.log(`Written: ${CONTRACT_FILE}`);
}
