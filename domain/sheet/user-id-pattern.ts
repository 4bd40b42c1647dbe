import { hasRightChecksum } from "./ethereum-address.ts";
import type { Finding } from "./problem-table.ts";
import type { SheetRules } from "./sheet-rules.ts";

type Pattern = SheetRules["userIdPattern"];

interface Form {
  readonly test: RegExp;
  readonly expectedKo: string;
  readonly expectedEn: string;
}

const FORMS: Record<Exclude<Pattern, "any">, Form> = {
  number: { test: /^\d+$/, expectedKo: "숫자(예: 10023)", expectedEn: "digits only, like 10023" },
  uuid: {
    test: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
    expectedKo: "UUID(예: 3f2a9c1e-8b4d-4f6a-9c2e-1d5b7a8e9f00)",
    expectedEn: "a UUID, like 3f2a9c1e-8b4d-4f6a-9c2e-1d5b7a8e9f00",
  },
  email: {
    test: /^[^\s@,;<>"]{1,64}@[a-z0-9](?:[a-z0-9-]{0,62})(?:\.[a-z0-9-]{1,63})+$/i,
    expectedKo: "이메일 주소(예: kim@example.com)",
    expectedEn: "an e-mail address, like kim@example.com",
  },
  ethereum_address: {
    test: /^0x[0-9a-f]{40}$/i,
    expectedKo: "0x로 시작하는 42자 지갑 주소",
    expectedEn: "a wallet address: 0x and 40 hex digits",
  },
};

/** What is wrong with the form of a user id, if anything. */
export function checkUserIdPattern(userId: string, pattern: Pattern): Finding | undefined {
  if (pattern === "any") return undefined;
  const { test, expectedKo, expectedEn } = FORMS[pattern];
  if (!test.test(userId)) {
    return { code: "user_id_pattern", value: userId, details: { expectedKo, expectedEn } };
  }
  if (pattern === "ethereum_address" && !hasRightChecksum(userId)) {
    return { code: "user_id_checksum", value: userId };
  }
  return undefined;
}

/** The same for two spellings of one user, where letter case carries no meaning. */
export function sameUserKey(userId: string, pattern: Pattern): string {
  return pattern === "any" || pattern === "number" ? userId : userId.toLowerCase();
}
