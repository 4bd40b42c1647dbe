import { createContainer } from "../../admin-api/container.ts";
import { createApp } from "../../admin-api/create-app.ts";
import type { AdminApiEnvironment } from "../../admin-api/environment.ts";

/** The app as it is deployed, with all that a deployment may have; nothing of AWS is there. */
export function createWholeApp(environment: Partial<AdminApiEnvironment> = {}) {
  return createApp(
    createContainer({
      PAYSHEET_TABLE: "unused",
      PAYSHEET_BUCKET: "unused",
      PAYSHEET_SCHEDULE_GROUP: "unused",
      PAYSHEET_DISTRIBUTE_ARN: "unused",
      PAYSHEET_TELL_ARN: "unused",
      PAYSHEET_SCHEDULER_ROLE_ARN: "unused",
      PAYSHEET_SCHEDULER_DLQ_ARN: "unused",
      PAYSHEET_OIDC_ISSUER: "https://unused.example",
      PAYSHEET_OIDC_AUDIENCE: "unused",
      PAYSHEET_SLACK_SECRET_ID: "unused",
      PAYSHEET_USER_ID_KEY_SECRET_ID: "unused",
      PAYSHEET_DEPLOYMENT: "unused",
      ...environment,
    }),
  );
}
