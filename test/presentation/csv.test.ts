import { describe, expect, it } from "vitest";
import { csvLine } from "../../presentation/csv.ts";

describe("csvLine", () => {
  it.each(["=1+1", "+82 10", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "＠a"])(
    "has no spreadsheet run %j",
    (text) => {
      expect(csvLine([text])).toMatch(/^"?'/);
    },
  );

  it("leaves numbers and ordinary text as they are, and what is missing empty", () => {
    expect(csvLine([-100, "user-0001", "12월 이벤트", undefined])).toBe(
      "-100,user-0001,12월 이벤트,\r\n",
    );
  });

  it("quotes what would end a field or a line, and spaces at its ends", () => {
    expect(csvLine(['a "b", c', "one\r\ntwo", " x "])).toBe('"a ""b"", c","one\r\ntwo"," x "\r\n');
  });
});
