import type { Caller } from "../adapters/oidc/token-verifier.ts";
import type { Role } from "../domain/payout/person.ts";
import { createPersonMemory } from "../domain/payout/remember-person.ts";
import type { AdminApiDeps } from "./admin-api.ts";
import type { SetupDeps } from "./read-setup.ts";

/** Called with everyone whose token was verified. */
export type NoticeCaller = (
  caller: Caller,
  request: { readonly token: string; readonly requestId: string },
) => Promise<void>;

/**
 * Remembers who calls, so that they can act through Slack later, and which roles were seen. When
 * either can't be kept it is logged; the call goes on.
 */
export function createNoticeCaller(deps: AdminApiDeps): NoticeCaller {
  const rememberPerson = createPersonNotice(deps);
  const noteRoles = deps.setup === undefined ? undefined : createRoleNote(deps.setup);
  return async (caller, request) => {
    await rememberPerson(caller, request);
    try {
      await noteRoles?.(caller.roles);
    } catch (error) {
      const message = "Which roles were seen can't be kept; what is left to do may say too much.";
      deps.log({ level: "error", message, requestId: request.requestId, error });
    }
  };
}

function createPersonNotice({ slack, clock, log }: AdminApiDeps): NoticeCaller {
  if (slack === undefined) return async () => undefined;
  const remember = createPersonMemory({ people: slack.people, clock });
  return async ({ person, roles, email, issuedAtMs }, { token, requestId }) => {
    try {
      await remember({
        ...{ person, roles, email },
        atMs: issuedAtMs ?? clock.nowMs(),
        findEmail: () => slack.userInfo.emailOf(token, person.id),
      });
    } catch (error) {
      const message = "Who signed in can't be remembered; buttons in Slack may not know them.";
      log({ level: "error", message, requestId, error });
    }
  };
}

/** Writes down which roles were seen, each once a process. */
function createRoleNote({ store }: Pick<SetupDeps, "store">) {
  const noted = new Set<Role>();
  return async (roles: readonly Role[]): Promise<void> => {
    const news = roles.filter((role) => !noted.has(role));
    if (news.length === 0) return;
    await store.noteRoles(news);
    for (const role of news) noted.add(role);
  };
}
