import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { OPEN_ROUTES, PERMISSIONS, ROUTES } from "../../admin-api/route-table.ts";
import { createWholeApp } from "./whole-app.ts";

const ROUTES_FOLDER = join(import.meta.dirname, "../../admin-api/routes");
const rows = Object.entries(ROUTES).map(([operationId, [method, path, permission, file]]) => {
  const roles: readonly string[] = PERMISSIONS[permission];
  return { operationId, method, path, roles, file };
});

const documentSchema = z.object({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.object({ operationId: z.string(), "x-roles": z.array(z.string()) })),
  ),
});

describe("the table of routes", () => {
  it("is the contract's: calls, names and roles", async () => {
    const answer = await createWholeApp().request("/api/openapi.json");
    const { paths } = documentSchema.parse(await answer.json());
    const calls = Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId, "x-roles": roles }]) => {
        return { operationId, method, path, roles };
      }),
    );
    const byName = (one: { operationId: string }, other: { operationId: string }) =>
      one.operationId.localeCompare(other.operationId);
    expect(calls.sort(byName)).toEqual(rows.map(({ file: _, ...row }) => row).sort(byName));
  });

  it("has every address that the app answers at", () => {
    const served = createWholeApp()
      .routes.filter(({ path }) => !path.includes("*"))
      .map(({ method, path }) => `${method} ${path}`);
    const listed = [...rows.map(({ method, path }) => [method, path]), ...OPEN_ROUTES].map(
      ([method = "", path = ""]) =>
        `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`,
    );
    expect([...new Set(served)].sort()).toEqual(listed.sort());
  });

  it("names the file that handles a call", async () => {
    for (const { operationId, file } of rows) {
      const source = await readFile(join(ROUTES_FOLDER, file), "utf8");
      expect(source).toContain(`routeOf("${operationId}")`);
    }
    for (const [method, path, file] of OPEN_ROUTES) {
      const source = await readFile(join(ROUTES_FOLDER, file), "utf8");
      expect(source).toContain(`app.${method}("${path}"`);
    }
  });
});
