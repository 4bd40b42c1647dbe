import type { Role } from "../../domain/payout/person.ts";
import type { SetupDeps } from "./setup-deps.ts";

/** Keeps which roles were seen; each is written once a process. */
export function createRoleNote({ store }: Pick<SetupDeps, "store">) {
  const noted = new Set<Role>();
  return async (roles: readonly Role[]): Promise<void> => {
    const news = roles.filter((role) => !noted.has(role));
    if (news.length === 0) return;
    await store.noteRoles(news);
    for (const role of news) noted.add(role);
  };
}
