import type { User } from "oidc-client-ts";
import * as z from "zod/mini";

const stateSchema = z.object({ returnTo: z.string() });

/** Puts the address back that was left for signing in; never another site's. */
export function returnToPlace(user: User | undefined): void {
  const { data } = stateSchema.safeParse(user?.state);
  const { pathname, search } = new URL(data?.returnTo ?? "/", location.origin);
  history.replaceState(null, "", pathname + search);
}
