import type { AdminApi } from "../admin-api.ts";
import { createContract } from "../docs/contract.ts";
import { DOCS_CONTENT_SECURITY_POLICY, renderDocs } from "../docs/render-docs.ts";

/** The contract as JSON and as a page; the only calls that need no token. */
export function addContractRoutes(app: AdminApi): void {
  app.get("/api/openapi.json", (c) => c.json(createContract(app)));
  app.get("/api/docs", (c) => {
    c.header("content-security-policy", DOCS_CONTENT_SECURITY_POLICY);
    return c.html(renderDocs(createContract(app)));
  });
}
