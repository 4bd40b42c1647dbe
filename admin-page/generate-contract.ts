import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { openapiTypes } from "@paysheet/openapi-types";
import * as z from "zod";
import { createContainer } from "../admin-api/container.ts";
import { createApp } from "../admin-api/create-app.ts";
import { createContract } from "../admin-api/docs/contract.ts";

export const CONTRACT_FILE = join(import.meta.dirname, "src/api/contract.ts");

const documentSchema = z.object({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.object({ operationId: z.string(), "x-roles": z.array(z.string()) })),
  ),
});

/** The types of `openapi-fetch`, and who may do what, from the admin API's own contract. */
export async function generateContract(): Promise<string> {
  const document = contractDocument();
  const operations = Object.values(documentSchema.parse(document).paths).flatMap(Object.values);
  const source = `/** Written by generate-contract.ts from the API's OpenAPI document: change that, not this. */
${await openapiTypes(document)}
export type Schemas = components["schemas"];

/** The roles that the API lets make each call. */
export const ROLES_OF = {
${operations.map((operation) => `${operation.operationId}: ${JSON.stringify(operation["x-roles"])},`).join("\n")}
} as const;
`;
  return formatted(source);
}

/** No call leaves: the container is wired only to let the routes describe themselves. */
function contractDocument() {
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
  return createContract(createApp(container));
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
