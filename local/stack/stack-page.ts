import type { IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { fileURLToPath } from "node:url";
import type { PageOrigins } from "../../admin-page/page-headers.ts";
import type { PageConfig } from "../../admin-page/src/page-config.ts";
import type { ColumnsOfPointsApis } from "../../domain/payout/columns-of-points-api.ts";
import type { NamedPointsApi } from "../../domain/payout/named-points-api.ts";
import { quietHoursOf } from "../../domain/payout/quiet-hours.ts";
import { createPageFiles } from "../gateway/page-files.ts";
import { PAGE_CLIENT_ID } from "../oidc/provider-configuration.ts";
import type { StackSettings } from "./stack-settings.ts";

const BUILT_PAGE = fileURLToPath(new URL("../../admin-page/dist/", import.meta.url));

/** What serves the admin page. */
export interface StackPage {
  handle(request: IncomingMessage, response: ServerResponse): Promise<void> | void;
  /** Takes the sockets that the page opens, where it opens any. */
  upgrade?(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

/** What a deployment would tell its page; some of it is known late. */
interface PagePlace {
  readonly config: () => PageConfig;
  readonly origins: () => PageOrigins;
  readonly log: (line: string) => void;
}

export type OpenPage = (place: PagePlace) => Promise<StackPage>;

/** Serves the page as a deployment does; it is built before. */
export const openBuiltPage: OpenPage = async ({ config, origins }) => {
  return { handle: createPageFiles({ directory: BUILT_PAGE, config, origins }) };
};

/** The page's place on the local stack. */
export function placeOfPage(options: {
  readonly settings: StackSettings;
  readonly origin: () => string;
  /** Endpoint of S3. */
  readonly bucketUrl: () => string;
  /** What payouts may name. */
  readonly pointsApis: () => readonly NamedPointsApi[];
  /** What each of them takes of a row. */
  readonly columns: () => ColumnsOfPointsApis;
  readonly log: (line: string) => void;
}): PagePlace {
  const { settings, origin, bucketUrl, pointsApis, columns, log } = options;
  const { approvalAbovePoints, maxSheetBytes, defaultTimeZone } = settings.policy;
  const quietHours = quietHoursOf(settings.policy);
  return {
    log,
    config: () => ({
      issuer: `${origin()}/oidc`,
      clientId: PAGE_CLIENT_ID,
      scope: "openid profile",
      rolesClaim: "roles",
      language: settings.language,
      defaultTimeZone,
      quietHours: quietHours.length === 0 ? undefined : quietHours,
      approvalAbovePoints,
      pointsApis: pointsApis().length === 0 ? undefined : [...pointsApis()],
      columns: [...columns()],
      asksWhoLeft: true,
      maxSheetBytes,
    }),
    origins: () => ({ issuer: origin(), bucket: [new URL(bucketUrl()).origin] }),
  };
}
