import type { Caller } from "../adapters/oidc/token-verifier.ts";
import { createPersonMemory } from "../domain/payout/remember-person.ts";
import type { AdminApiDeps } from "./admin-api.ts";
import { createRoleNote } from "./setup/note-roles.ts";

/** Told of everyone whose token was verified. */
export type NoticeCaller = (
  caller: Caller,
  request: { readonly token: string; readonly requestId: string },
) => Promise<void>;

/**
 * Remembers who calls, so that they can act through Slack later, and which roles were seen; that
 * never fails their call.
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
