import type { SetupStore, SmokeTest } from "../adapters/dynamodb/dynamodb-setup-store.ts";
import type { SecretStatus } from "../adapters/secrets/secret-status.ts";

/** What is asked for how far a deployment has been set up. */
export interface SetupDeps {
  /** Its name: another one after every change of code or configuration. */
  readonly deployment: string;
  readonly store: SetupStore;
  readonly secrets: SecretStatus;
  /** Secrets that a person puts after the first deploy; undefined where there is none. */
  readonly secretIds: {
    readonly slack: string | undefined;
    /** One for each points API that asks for credentials. */
    readonly pointsApis: readonly string[];
  };
}

/** What may be left to do, in the order in which it is done. */
export const SETUP_STEPS = [
  "slack_secret",
  "points_api_secret",
  "marketers",
  "approvers",
  "smoke_test",
] as const;
export type SetupStep = (typeof SETUP_STEPS)[number];

export interface Setup {
  readonly deployment?: string;
  readonly open: SetupStep[];
  readonly smokeTest?: SmokeTest | undefined;
}

/**
 * What is left to do until this deployment is proved. A smoke test that passed proves all but the
 * points API's credentials, which no dry run needs; a deployment without a name has nothing to prove.
 */
export async function readSetup(deps: SetupDeps | undefined): Promise<Setup> {
  if (deps === undefined) return { open: [] };
  const { deployment, store, secrets, secretIds } = deps;
  const { smokeTest, seenRoles } = await store.get();
  const isProved = smokeTest?.deployment === deployment;
  const isPut = async (id: string | undefined) => id === undefined || (await secrets.isPut(id));
  const [slack, ...pointsApis] = await Promise.all([
    isProved || isPut(secretIds.slack),
    ...secretIds.pointsApis.map(isPut),
  ]);
  const done: Readonly<Record<SetupStep, boolean>> = {
    slack_secret: slack,
    points_api_secret: !pointsApis.includes(false),
    // An admin may do both, but proves nothing about the people whose work it is.
    marketers: isProved || seenRoles.includes("marketer"),
    approvers: isProved || seenRoles.includes("approver"),
    smoke_test: isProved,
  };
  return {
    deployment,
    open: SETUP_STEPS.filter((step) => !done[step]),
    smokeTest,
  };
}
