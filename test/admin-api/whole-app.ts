import { createContainer } from "../../admin-api/container.ts";
import { createApp } from "../../admin-api/create-app.ts";
import type { AdminApiEnvironment } from "../../admin-api/environment.ts";
import { UNUSED_ENVIRONMENT } from "../../admin-page/generate-contract.ts";

/** The app as it is deployed, with all that a deployment may have; nothing of AWS is there. */
export function createWholeApp(environment: Partial<AdminApiEnvironment> = {}) {
  return createApp(
    createContainer({
      ...UNUSED_ENVIRONMENT,
      PAYSHEET_SLACK_SECRET_ID: "unused",
      PAYSHEET_DEPLOYMENT: "unused",
      ...environment,
    }),
  );
}
