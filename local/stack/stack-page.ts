import { buildPage, PAGE_DIST } from "../../admin-page/build-page.ts";
import { policySchema } from "../../domain/payout/policy.ts";
import { createPageFiles } from "../gateway/page-files.ts";
import { PAGE_CLIENT_ID } from "../oidc/provider-configuration.ts";
import type { StackSettings } from "./stack-settings.ts";

/** The admin page of the local stack, built if need be, with what a deployment would tell it. */
export async function openStackPage(options: {
  readonly settings: StackSettings;
  readonly origin: () => string;
  /** Endpoint of S3. */
  readonly bucketUrl: () => string;
  readonly log: (line: string) => void;
}) {
  const { settings, origin, bucketUrl } = options;
  await buildPage(options.log);
  const { approvalAbovePoints, maxSheetBytes, defaultTimeZone } = policySchema.parse({});
  return createPageFiles({
    directory: PAGE_DIST,
    config: () => ({
      issuer: `${origin()}/oidc`,
      clientId: PAGE_CLIENT_ID,
      scope: "openid profile",
      rolesClaim: "roles",
      language: settings.language,
      defaultTimeZone,
      approvalAbovePoints,
      maxSheetBytes,
    }),
    origins: () => ({ issuer: origin(), bucket: [new URL(bucketUrl()).origin] }),
  });
}
