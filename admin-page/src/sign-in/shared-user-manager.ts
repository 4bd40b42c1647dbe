import {
  type SigninSilentArgs,
  type User,
  UserManager,
  type UserManagerSettings,
} from "oidc-client-ts";
import type { SharedStore } from "./shared-store.ts";

/** The page's tabs renew one after the other under this name. */
const RENEWAL = "paysheet.renewal";

/** Runs while no other tab does; at once where the browser has no locks. */
type Exclusively = <T>(run: () => Promise<T>) => Promise<T>;

const acrossTabs: Exclusively = (run) =>
  "locks" in navigator ? navigator.locks.request(RENEWAL, run) : run();

/**
 * Renews the tokens that the page's tabs share, in one tab at a time: a refresh token may be good for one
 * use only, and a provider that sees it twice may take it for stolen.
 */
export class SharedUserManager extends UserManager {
  readonly #store: SharedStore;
  readonly #exclusively: Exclusively;

  constructor(
    settings: Omit<UserManagerSettings, "userStore">,
    store: SharedStore,
    exclusively = acrossTabs,
  ) {
    super({ ...settings, userStore: store });
    this.#store = store;
    this.#exclusively = exclusively;
  }

  override async signinSilent(args?: SigninSilentArgs): Promise<User | null> {
    const before = await this.getUser();
    return this.#exclusively(async () => {
      // Another tab may have renewed while this one waited for its turn.
      await this.#store.ask(this._userStoreKey);
      const now = await this.getUser();
      const isRenewed = now !== null && now.access_token !== before?.access_token;
      if (isRenewed && now.expired !== true) return this.getUser(true);
      const signOuts = this.#store.signOuts();
      const renewed = await super.signinSilent(args);
      if (signOuts === this.#store.signOuts()) return renewed;
      // Whoever signed out meanwhile in another tab is not brought back.
      await this.removeUser();
      return null;
    });
  }
}
