import type { SetupStore } from "../../adapters/dynamodb/dynamodb-setup-store.ts";
import type { SecretStatus } from "../../adapters/secrets/secret-status.ts";

/** What tells how far a deployment has been set up. */
export interface SetupDeps {
  /** Another one after every change of code or configuration. */
  readonly deployment: string;
  readonly store: SetupStore;
  readonly secrets: SecretStatus;
  /** Secrets that a person puts after the first deploy; undefined where there is none. */
  readonly secretIds: {
    readonly slack: string | undefined;
    readonly pointsApi: string | undefined;
  };
}
