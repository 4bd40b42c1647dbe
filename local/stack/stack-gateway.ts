import { join } from "node:path";
import * as z from "zod";
import type { AboutStack } from "../gateway/about-stack.ts";
import { type LocalGateway, startLocalGateway } from "../gateway/local-gateway.ts";
import type { StartLink } from "../gateway/start-page.ts";
import { createLocalOpenIdProvider } from "../oidc/local-openid-provider.ts";
import type { LocalPerson } from "../oidc/local-users.ts";
import { FUNCTIONS, OIDC_AUDIENCE } from "./account.ts";
import { DEBUGGED_TIMEOUT_MS, type InspectPorts } from "./functions.ts";
import type { LazyFunctions } from "./lazy-functions.ts";
import type { StackPage } from "./stack-page.ts";
import type { StackSettings } from "./stack-settings.ts";

/** What the admin API's handler answers, as API Gateway takes it (payload format 2.0). */
const apiResultSchema = z.object({
  statusCode: z.int(),
  headers: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  cookies: z.array(z.string()).optional(),
  body: z.string().optional(),
  isBase64Encoded: z.boolean().optional(),
});

/** What stands before the functions: the API's gateway, the OpenID provider and the page. */
export function openStackGateway(
  settings: StackSettings & { readonly inspectPorts?: InspectPorts },
  functions: LazyFunctions,
  shown: {
    readonly links: readonly StartLink[];
    readonly page: StackPage | undefined;
    readonly about: () => AboutStack;
    /** A person as the user pool has them now; undefined where they can't sign in any more. */
    readonly personNow: (person: LocalPerson) => LocalPerson | undefined;
  },
): Promise<LocalGateway> {
  return startLocalGateway({
    port: settings.port,
    page: shown.page?.handle,
    onUpgrade: shown.page?.upgrade,
    about: shown.about,
    integrationTimeoutMs: settings.inspectPorts && DEBUGGED_TIMEOUT_MS,
    openProvider: (origin) =>
      createLocalOpenIdProvider({
        dataDir: join(settings.dataDir, "oidc"),
        issuer: `${origin}/oidc`,
        personNow: shown.personNow,
        audience: OIDC_AUDIENCE,
        tokenTtlSeconds: settings.tokenTtlSeconds,
      }),
    invokeApi: async (event) =>
      apiResultSchema.parse(await functions.invoke(FUNCTIONS.adminApi, event)),
    links: () => shown.links,
    whenReady: functions.whenStarted,
  });
}
