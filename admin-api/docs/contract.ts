import versions from "../../versions.json" with { type: "json" };
import type { AdminApi } from "../admin-api.ts";
import { BEARER_SCHEME } from "../guard.ts";

const DESCRIPTION = `Pays points to users from a sheet, on a date, once each.

Refused requests answer RFC 9457 problem details (\`application/problem+json\`) with a stable \`code\`
and a \`message\` in Korean and English.`;

/** The OpenAPI 3.1 document of all routes, generated from the schemas that validate requests. */
export function createContract(app: AdminApi) {
  const { components, ...document } = app.getOpenAPI31Document({
    openapi: "3.1.0",
    info: { title: "Paysheet admin API", version: versions.api, description: DESCRIPTION },
  });
  return {
    ...document,
    components: {
      ...components,
      securitySchemes: {
        [BEARER_SCHEME]: {
          type: "http" as const,
          scheme: "bearer",
          bearerFormat: "JWT",
          description: "A JWT of the OpenID provider that the deployment names.",
        },
      },
    },
  };
}

export type Contract = ReturnType<typeof createContract>;
