import type { Feature } from "./feature.ts";
import { buildWorkbook, HEADER, numberCell, textCell } from "./workbook-xml.ts";

/** A sheet that pays each of these users 100 points, and what is to be looked at. */
function users(name: string, ids: readonly string[], warnings: readonly string[] = []): Feature {
  const rows = ids.map((userId, index) => {
    const row = index + 2;
    return `<row r="${row}">${textCell(`A${row}`, userId)}${numberCell(`B${row}`, 100)}</row>`;
  });
  return {
    name,
    bytes: buildWorkbook({ tabs: [{ rows: HEADER + rows.join("") }] }),
    payments: ids.map((userId, index) => ({ row: index + 2, userId, points: 100 })),
    warnings,
  };
}

const codes = (count: number) =>
  Array.from({ length: count }, (_, index) => `U0800${String(index).padStart(2, "0")}`);
const odd = (kind: string, userId: string, usual = codes(9)) =>
  users(`${kind} among ids of one form`, [...usual, userId], ["user_id_odd@A11"]);
const mail = (count: number) => Array.from({ length: count }, (_, index) => `u${index}@a.kr`);

export const ID_FEATURES: readonly Feature[] = [
  odd("a name", "홍길동"),
  odd("a name in Latin letters", "kimminsu"),
  odd("a telephone number", "01012345678"),
  odd("a telephone number with hyphens", "010-1234-5678"),
  odd("an e-mail address", "kim@example.com"),
  odd("a code", "U080099", mail(9)),
  users(
    "one of four ids is a name",
    ["U080001", "U080002", "U080003", "홍길동"],
    ["user_id_odd@A5"],
  ),
  users("a code of another form is not odd", [...codes(9), "VIP-77"]),
  users("mixed ids", ["kim", "홍길동", "U1", "010-1234-5678", "a@b.kr", "u2", "u3"]),
  users("names", ["홍길동", "kim", "박서준", "이하나", "최민수", "정다은"]),
  users(
    "telephone numbers and one name",
    [...["01012345678", "01112345678", "01098765432", "01055556666", "01077778888"], "홍길동"],
    ["user_id_odd@A7"],
  ),
  users(
    "the same user in another letter case",
    ["Kim@Example.com", "kim@example.com"],
    ["user_id_alike@A3"],
  ),
  users("the same user in compatibility characters", ["Ⅳ9", "iv9"], ["user_id_alike@A3"]),
  users(
    "18 digits that end in zeros",
    ["823456789012345000", "712345678901234000"],
    ["user_id_digits_lost@A2"],
  ),
  users("16 digits, one of which ends in a zero", [
    ...["8234567890123450", "7123456789012341", "6123456789012347", "9123456789012343"],
  ]),
  users("18 digits that end otherwise", ["823456789012345678", "712345678901234561"]),
];
