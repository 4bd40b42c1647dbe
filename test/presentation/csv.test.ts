import { describe, expect, it } from "vitest";
import { csvLine } from "../../presentation/csv.ts";

describe("a line of a CSV file", () => {
  it.each([
    "=1+1",
    "+821012345678",
    "-5",
    "@SUM(A1)",
    "\tx",
    "\rx",
    "\nx",
    "  =1",
    "＝1",
    "＠a",
    "\u3000=1",
  ])("keeps a spreadsheet from running %j", (text) => {
    expect(csvLine([text])).toBe(`"'${text}"\r\n`);
  });

  it("keeps quotes, separators and lines within texts, and numbers as they are", () => {
    expect(csvLine(['a "b"', "c,d\r\ne", " x ", -5, undefined, "", "홍길동"])).toBe(
      '"a ""b""","c,d\r\ne"," x ",-5,,,"홍길동"\r\n',
    );
  });
});
