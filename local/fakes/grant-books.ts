/** What a fake gave: the truth about who was paid. */
export interface FakeGrant {
  readonly id: string;
  readonly userId: string;
  /** Negative where they were taken back. */
  readonly points: number;
  /** Under which it was asked for, where the API has keys. */
  readonly key?: string | undefined;
}

export interface GrantBooks {
  /** In the order in which they were given. */
  readonly grants: readonly FakeGrant[];
  give(grant: FakeGrant): void;
  /** Of each user who was given anything: how often that changed, and how much it is in all. */
  byUser(): ReadonlyMap<string, { readonly times: number; readonly points: number }>;
}

export function createGrantBooks(): GrantBooks {
  const grants: FakeGrant[] = [];
  return {
    grants,
    give: (grant) => {
      grants.push(grant);
    },
    byUser() {
      const users = new Map<string, { times: number; points: number }>();
      for (const { userId, points } of grants) {
        const { times, points: before } = users.get(userId) ?? { times: 0, points: 0 };
        users.set(userId, { times: times + 1, points: before + points });
      }
      return users;
    },
  };
}
