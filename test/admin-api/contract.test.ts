import { afterAll, beforeAll, expect, it } from "vitest";
import * as z from "zod";
import { PROBLEMS } from "../../admin-api/problems/problem-table.ts";
import { type AdminApiWorld, startAdminApiWorld } from "./admin-api-world.ts";

let world: AdminApiWorld;
beforeAll(async () => {
  world = await startAdminApiWorld();
});
afterAll(() => world.close());

const documentSchema = z.object({
  openapi: z.literal("3.1.0"),
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        security: z.array(z.object({ bearer: z.array(z.string()) })).length(1),
        "x-roles": z.array(z.string()).min(1),
        requestBody: z.unknown().optional(),
        parameters: z.array(z.unknown()).optional(),
        responses: z.record(z.string(), z.looseObject({ description: z.string() })),
      }),
    ),
  ),
  components: z.object({
    schemas: z.record(z.string(), z.unknown()),
    securitySchemes: z.unknown(),
  }),
});

async function fetchContract() {
  const response = await fetch(`${world.origin}/api/openapi.json`);
  return documentSchema.parse(await response.json());
}

it("is made of the schemas that validate the requests", async () => {
  const { paths, components } = await fetchContract();
  const schedule = paths["/api/payouts/{payoutId}/schedule"]?.["put"];
  expect(schedule?.requestBody).toEqual({
    required: true,
    content: { "application/json": { schema: { $ref: "#/components/schemas/SchedulePayout" } } },
  });
  expect(Object.keys(schedule?.responses ?? {})).toEqual([
    "200",
    "400",
    "401",
    "403",
    "404",
    "409",
    "413",
    "415",
    "422",
    "500",
    "503",
  ]);
  expect(components.schemas["SchedulePayout"]).toMatchObject({
    type: "object",
    additionalProperties: false,
    required: ["at", "expectedTotalPoints"],
    properties: { expectedTotalPoints: { type: "integer", minimum: 0 } },
  });
  const list = paths["/api/payouts"]?.["get"];
  expect(list?.parameters).toContainEqual(
    expect.objectContaining({
      name: "limit",
      in: "query",
      required: false,
      schema: expect.objectContaining({ type: "integer", minimum: 1, maximum: 200 }),
    }),
  );
});

it("is a page that loads nothing, runs nothing and explains every problem", async () => {
  const response = await fetch(`${world.origin}/api/docs`);
  const page = await response.text();
  expect(response.headers.get("content-type")).toBe("text/html; charset=UTF-8");
  expect(response.headers.get("content-security-policy")).toMatch(
    /^default-src 'none'; style-src 'sha256-[\w+/=]+';/,
  );
  expect(page).not.toMatch(/<script|<img|<link|@import|url\(|src=|style="| on\w+=/i);
  const ids = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));
  for (const code of Object.keys(PROBLEMS)) expect(ids).toContain(code);
  const links = [...page.matchAll(/ href="#([^"]+)"/g)].map(([, id]) => id);
  expect(links.filter((id) => !ids.has(id))).toEqual([]);
});
