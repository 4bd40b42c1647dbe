import type { UserManager } from "oidc-client-ts";
import { createContext, useContext } from "react";

/** The page's token: given to every request, renewed when the API no longer takes it. */
export interface Session {
  readonly fetch: (request: Request) => Promise<Response>;
  /** Whether only signing in again helps. */
  readonly isLost: () => boolean;
  /** Calls back when that changes; returns how to stop. */
  readonly onChange: (listener: () => void) => () => void;
}

export function createSession(manager: UserManager): Session {
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
      const answer = await fetch(withToken(request.clone(), token));
      if (answer.status !== 401) return answer;
      const renewed = await renew();
      if (renewed === undefined) {
        setLost(true);
        return answer;
      }
      return fetch(withToken(request, renewed));
    },
    isLost: () => lost,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
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
