import type { Role } from "../../domain/payout/person.ts";

/** Someone who can sign in to the local stack without a password. */
export interface LocalPerson {
  /** Account id, and the `user` that a local token is asked for by. */
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
}

/** One person a role, named by it. */
export const LOCAL_PEOPLE: readonly LocalPerson[] = [
  { id: "viewer", name: "조회자 (viewer)", roles: ["viewer"] },
  { id: "marketer", name: "마케터 (marketer)", roles: ["marketer"] },
  { id: "approver", name: "승인자 (approver)", roles: ["approver"] },
  { id: "admin", name: "관리자 (admin)", roles: ["admin"] },
];
