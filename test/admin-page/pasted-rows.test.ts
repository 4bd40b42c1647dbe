import { describe, expect, it } from "vitest";
import { nextTimeOfDay } from "../../admin-page/src/drafts/next-time-of-day.ts";
import {
  columnLetter,
  fileOfRows,
  hasHeadings,
  isFromSpreadsheet,
  likelyColumns,
  readPastedRows,
  withHeadings,
} from "../../admin-page/src/drafts/pasted-rows.ts";

const NAMES = { userId: "회원ID", points: "포인트", reason: "사유" };

describe("rows that are pasted from a spreadsheet", () => {
  it.each([
    [
      "as Excel copies them",
      "회원ID\t포인트\r\n0012\t1,000\r\n",
      [
        ["회원ID", "포인트"],
        ["0012", "1,000"],
      ],
    ],
    [
      "with an empty cell at either end",
      "\ta\t\nb\t\t",
      [
        ["", "a", ""],
        ["b", "", ""],
      ],
    ],
    ["with an empty row between", "a\tb\n\nc\td", [["a", "b"], [""], ["c", "d"]]],
    [
      "with lines, tabs and quotes in cells",
      '"a\nb"\t"c\td"\t"e ""f"""\ng',
      [["a\nb", "c\td", 'e "f"'], ["g"]],
    ],
    [
      "with a quote that nothing closes",
      '"a\tb"c\n5" 화면\t1',
      [
        ['"a', 'b"c'],
        ['5" 화면', "1"],
      ],
    ],
  ])("are read %s", (_, text, rows) => {
    expect(readPastedRows(text)).toEqual(rows);
  });

  it("are told from a word that is pasted", () => {
    expect(isFromSpreadsheet("a\tb")).toBe(true);
    expect(isFromSpreadsheet("a\nb")).toBe(true);
    expect(isFromSpreadsheet("출석 이벤트\n")).toBe(false);
  });

  it("get headings where they have none, by what stands in their columns", () => {
    const rows = readPastedRows("01012345678\t출석\t1,000\t비고\n01087654321\t출석\t2,000P\t");
    expect(hasHeadings(rows)).toBe(false);
    const columns = likelyColumns(rows);
    expect(columns).toEqual({ userId: 0, points: 2, reason: 1 });
    expect(withHeadings(rows, columns, NAMES)[0]).toEqual(["회원ID", "사유", "포인트", "D"]);
    expect(hasHeadings(readPastedRows("회원ID\t포인트\na\t100"))).toBe(true);
    expect([0, 25, 26, 701, 702].map(columnLetter)).toEqual(["A", "Z", "AA", "ZZ", "AAA"]);
  });

  it("become a file in which every cell is text as it was copied", async () => {
    const rows = readPastedRows(
      'id\tp\n0012\t1\n12345678901234567890\t2\n2026-12-01\t3\n"a,""b"\t4',
    );
    const file = fileOfRows(rows, "붙여 넣은 행.csv");
    expect(file.name).toBe("붙여 넣은 행.csv");
    expect((await file.text()).split("\r\n")).toEqual([
      '"id","p"',
      '"0012","1"',
      '"12345678901234567890","2"',
      '"2026-12-01","3"',
      '"a,""b","4"',
    ]);
  });
});

describe("a time of day that is suggested", () => {
  it.each([
    ["today", "2026-11-30T00:20:00.000Z", "09:30", "2026-11-30T09:30:00"],
    ["tomorrow, once it is over", "2026-11-30T00:30:00.000Z", "09:30", "2026-12-01T09:30:00"],
    ["in the next year", "2026-12-31T12:00:00.000Z", "09:30", "2027-01-01T09:30:00"],
    ["by the zone's clock", "2026-11-30T15:10:00.000Z", "00:30", "2026-12-01T00:30:00"],
  ])("is %s", (_, now, timeOfDay, at) => {
    expect(nextTimeOfDay(timeOfDay, "Asia/Seoul", Date.parse(now))).toBe(at);
  });
});
