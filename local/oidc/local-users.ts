import type { Role } from "../../domain/payout/person.ts";

/** Someone who can sign in to the local stack without a password. */
export interface LocalPerson {
  /** Account id, and the `user` that a local token is asked for by. */
  readonly id: string;
  readonly name: string;
  readonly email: string;
  /** Whether the address was proved theirs; it was, when absent. */
  readonly isVerified?: boolean;
  readonly roles: readonly Role[];
}

const personOf = (role: Role, name: string): LocalPerson => ({
  id: role,
  name: `${name} (${role})`,
  email: `${role}@paysheet.example`,
  roles: [role],
});

/** One person a role, named by it. */
export const LOCAL_PEOPLE: readonly LocalPerson[] = [
  personOf("viewer", "조회자"),
  personOf("marketer", "마케터"),
  personOf("approver", "승인자"),
  personOf("admin", "관리자"),
];
