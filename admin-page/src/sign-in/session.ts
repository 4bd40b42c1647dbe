import type { UserManager } from "oidc-client-ts";
import { createContext, useContext } from "react";
import { NoAnswerError, NotSentError } from "../api/problem.ts";

/** No call of the API takes longer than its gateway waits for it. */
const LONGEST_CALL_MS = 30_000;

/** The page's token: given to every request, renewed when the API no longer takes it. */
export interface Session {
  /**
   * Asks now or not at all: what changes something never waits for a network.
   * @throws {NotSentError} where a change could not be asked for
   * @throws {NoAnswerError} where it was, and nothing came back
   */
  readonly fetch: (request: Request) => Promise<Response>;
  /** Whether only signing in again helps. */
  readonly isLost: () => boolean;
  /** Calls back when that changes; returns how to stop. */
  readonly onChange: (listener: () => void) => () => void;
}

type Manager = Pick<UserManager, "getUser" | "signinSilent"> & {
  readonly events: Pick<UserManager["events"], "addUserLoaded">;
};

export function createSession(manager: Manager): Session {
  const listeners = new Set<() => void>();
  let lost = false;
  let renewing: Promise<string | undefined> | undefined;

  function setLost(value: boolean): void {
    if (lost === value) return;
    lost = value;
    for (const listener of listeners) listener();
  }

  /** One renewal at a time, however many requests wait for it. */
  function renew(): Promise<string | undefined> {
    renewing ??= manager
      .signinSilent()
      .then((user) => user?.access_token)
      .catch(() => undefined)
      .finally(() => {
        renewing = undefined;
      });
    return renewing;
  }

  manager.events.addUserLoaded(() => setLost(false));

  return {
    async fetch(request) {
      const token = (await manager.getUser())?.access_token;
      const answer = await send(withToken(request.clone(), token));
      if (answer.status !== 401) return answer;
      const renewed = await renew();
      if (renewed === undefined) {
        setLost(true);
        return answer;
      }
      return send(withToken(request, renewed));
    },
    isLost: () => lost,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

async function send(request: Request): Promise<Response> {
  // Whoever only looks may wait, and a large file takes its time.
  if (request.method === "GET") return await fetch(request);
  if (!navigator.onLine) throw new NotSentError();
  try {
    return await fetch(request, { signal: AbortSignal.timeout(LONGEST_CALL_MS) });
  } catch (cause) {
    throw new NoAnswerError("No answer came.", { cause });
  }
}

function withToken(request: Request, token: string | undefined): Request {
  if (token !== undefined) request.headers.set("authorization", `Bearer ${token}`);
  return request;
}

export const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new Error("There is no session above this component.");
  return session;
}
