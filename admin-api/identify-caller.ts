import type { Caller } from "../adapters/oidc/token-verifier.ts";
import type { ActingPerson, Role } from "../domain/payout/person.ts";
import { createPersonMemory } from "../domain/payout/remember-person.ts";
import type { AdminApiDeps } from "./admin-api.ts";
import { ProblemError } from "./problems/problem-error.ts";
import type { SetupDeps } from "./read-setup.ts";

/** A caller, and what is known of who they are. */
export interface CallerIdentity extends Omit<Caller, "person"> {
  readonly person: ActingPerson;
  /**
   * Why nobody can tell whether they are the same human as another account; undefined when it can
   * be told.
   */
  readonly unknown?: ProblemError | undefined;
}

/**
 * Called with everyone whose token was verified. Rejects only when somebody must be known and the
 * accounts that share their address can't be read.
 */
export type IdentifyCaller = (
  caller: Caller,
  request: {
    readonly token: string;
    readonly requestId: string;
    /** Whether the call asks for more than to look or to brake: then it is worth waiting. */
    readonly mustBeKnown: boolean;
  },
) => Promise<CallerIdentity>;

/**
 * Finds the e-mail address by which a caller can be compared with others, and remembers the account:
 * so that it can act through Slack, and with its roles of now.
 */
export function createIdentifyCaller(deps: AdminApiDeps): IdentifyCaller {
  const findEmail = createEmailLookUp(deps);
  const remember = createPersonMemory(deps);
  const noteRoles = deps.setup === undefined ? undefined : createRoleNote(deps.setup);

  async function tryTo(what: () => Promise<void> | undefined, message: string, requestId: string) {
    try {
      await what();
    } catch (error) {
      deps.log({ level: "error", message, requestId, error });
    }
  }

  return async (caller, request) => {
    const { requestId, mustBeKnown } = request;
    const { roles, issuedAtMs } = caller;
    const found = await findEmail(caller, request);
    await tryTo(
      () => noteRoles?.(roles),
      "Which roles were seen can't be kept; what is left to do may say too much.",
      requestId,
    );
    if (found.email === undefined) return { ...caller, unknown: found.problem };
    const { email } = found;
    const person = { ...caller.person, email };
    // Without a date a token may be older than one that gave fewer roles.
    if (issuedAtMs !== undefined) {
      await tryTo(
        () => remember({ person, roles, atMs: issuedAtMs }),
        "Who signed in can't be remembered; buttons in Slack may not know them.",
        requestId,
      );
    }
    if (!mustBeKnown) return { ...caller, person };
    return { ...caller, person: { ...person, alsoKnownAs: await deps.people.withEmail(email) } };
  };
}

type Found =
  | { readonly email: string }
  | { readonly email: undefined; readonly problem: ProblemError | undefined };

/** An address may change, but nobody's does between two clicks. */
const KEPT_MS = 3_600_000;
/** After a failure those who only look around are not kept waiting for so long. */
const RETRY_MS = 10 * 60_000;
/** Far more people than a company has. Beyond it the cache is emptied. */
const MAX_KEPT = 10_000;

/** The trusted address of a caller: the token's own, or else what UserInfo says of its bearer. */
function createEmailLookUp({ userInfo, clock, log }: AdminApiDeps) {
  const kept = new Map<string, { readonly found: Found; readonly untilMs: number }>();

  async function ask({ person }: Caller, token: string, requestId: string): Promise<Found> {
    if (userInfo === undefined) return { email: undefined, problem: undefined };
    try {
      const email = await userInfo.emailOf(token, person.id);
      return email === undefined ? { email, problem: unverified() } : { email };
    } catch (error) {
      const message = "The OpenID provider can't be asked for an e-mail address now.";
      log({ level: "error", message, requestId, error });
      return { email: undefined, problem: notAskable(error) };
    }
  }

  return async (
    caller: Caller,
    { token, requestId, mustBeKnown }: Parameters<IdentifyCaller>[1],
  ): Promise<Found> => {
    const { id, issuer, email } = caller.person;
    if (email !== undefined) return { email };
    const account = JSON.stringify([issuer, id]);
    const nowMs = clock.nowMs();
    const known = kept.get(account);
    const isEnough = known?.found.email !== undefined || !mustBeKnown;
    if (known !== undefined && nowMs < known.untilMs && isEnough) return known.found;
    const found = await ask(caller, token, requestId);
    if (kept.size >= MAX_KEPT) kept.clear();
    const keptMs = found.email === undefined ? RETRY_MS : KEPT_MS;
    kept.set(account, { found, untilMs: nowMs + keptMs });
    return found;
  };
}

function unverified(): ProblemError {
  return new ProblemError(
    "email_not_verified",
    "The OpenID provider names no verified e-mail address of this account, by which it could be told from others of the same person.",
  );
}

function notAskable(cause: unknown): ProblemError {
  return new ProblemError(
    "identity_unknown",
    "The OpenID provider can't be asked now for this account's e-mail address.",
    { headers: { "retry-after": "5" } },
    { cause },
  );
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
