import type { PageConfig } from "../../admin-page/src/page-config.ts";
import type { StageConfig } from "../../config/stage-config.ts";
import type { SignIn } from "./sign-in.ts";

/** What this deployment tells its page, in `/config.json`. The API is at the page's own origin. */
export function pageConfigOf(config: StageConfig, signIn: SignIn): PageConfig {
  const { approvalAbovePoints, maxSheetBytes } = config.policy;
  const { issuer, clientId, scope, rolesClaim, signOutUrl } = signIn;
  return {
    issuer,
    clientId,
    scope,
    rolesClaim,
    ...(signOutUrl === undefined ? {} : { signOutUrl }),
    language: config.language,
    defaultTimeZone: config.timeZone,
    approvalAbovePoints,
    maxSheetBytes,
  };
}
