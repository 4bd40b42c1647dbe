import type { Role } from "../domain/payout/person.ts";
import type { Bilingual } from "../domain/sheet/problem.ts";

/** What people call the roles; the names in tokens and configurations are the keys. */
export const ROLE_NAMES: Readonly<Record<Role, Bilingual>> = {
  viewer: { ko: "조회자", en: "viewer" },
  marketer: { ko: "마케터", en: "marketer" },
  approver: { ko: "승인자", en: "approver" },
  admin: { ko: "관리자", en: "admin" },
};
