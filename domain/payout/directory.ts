import type { Person, Role } from "./person.ts";

/** What the sign-in provider says of an account now. */
export type AccountStatus =
  /** With the roles that it has there; absent where the provider does not tell them. */
  | { readonly kind: "active"; readonly roles?: readonly Role[] | undefined }
  /** It can't sign in any more, or is gone. */
  | { readonly kind: "left" }
  /** The provider can't be asked of it: it is another one's, or of an earlier version that kept none. */
  | { readonly kind: "not_asked" }
  /** Nothing is known for now. */
  | { readonly kind: "no_answer"; readonly code: string };

/** The people of a sign-in provider that can be asked about them. */
export interface Directory {
  /** Never rejects because of the provider: that is `no_answer`. */
  statusOf(person: Person): Promise<AccountStatus>;
}
