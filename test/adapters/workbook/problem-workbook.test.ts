import ExcelJS from "exceljs";
import { describe, expect, test } from "vitest";
import { meaningOf } from "../../../domain/sheet/header-names.ts";
import { workbookWordsOf } from "../../../presentation/workbook/words.ts";
import { readBytes } from "../../sheets/read-bytes.ts";
import { eventSheet } from "../../sheets/realistic.ts";
import { buildWorkbook, HEADER, numberCell, textCell } from "../../sheets/workbook-xml.ts";
import { problemWorkbookOf } from "./problem-copy.ts";
import { cellIn, shownCells, styledWorkbook } from "./read-back.ts";

const TAB = "11월 '이벤트' 명단";
const LIST = "Paysheet 오류 목록";

/** A sheet with other columns of every kind beside a user, points and a reason. */
async function richSheet(): Promise<Buffer> {
  const workbook = new ExcelJS.Workbook();
  const sheet = workbook.addWorksheet(TAB);
  sheet.addRow(["회원ID", "포인트", "사유", "참여일", "구매액", "비율", "동의", "합", "오류"]);
  sheet.addRow(["00123", 1000, "1등", new Date(Date.UTC(2026, 10, 21)), 12345.5, 0.25, true]);
  sheet.addRow([1.2345678901234567e19, 10.5, "2등", new Date(Date.UTC(2026, 10, 21, 9, 30)), 1]);
  sheet.getCell("E2").numFmt = '#,##0.0"원"';
  sheet.getCell("F2").numFmt = "0%";
  sheet.getCell("H2").value = { formula: "E2*2", result: 24691 };
  sheet.getCell("I2").value = { error: "#N/A" };
  sheet.getCell("B5").value = 700;
  sheet.getColumn(6).hidden = true;
  sheet.mergeCells("D7:E8");
  sheet.getRow(2).hidden = true;
  workbook.addWorksheet("목록", { state: "hidden" }).addRow(["숨은 값", 1]);
  return Buffer.from(await workbook.xlsx.writeBuffer());
}

async function setup(bytes: Buffer | string, fileName?: string, language: "ko" | "en" = "ko") {
  const written = await problemWorkbookOf(bytes, fileName, { language });
  if (written === undefined) throw new Error("There is no problem workbook.");
  const workbook = await styledWorkbook(written);
  const [sheet] = workbook.worksheets;
  const list = workbook.worksheets.at(-1);
  if (sheet === undefined || list === undefined) throw new Error("It has no tabs.");
  return { written, workbook, sheet, list };
}

function colourOf(cell: ExcelJS.Cell): string | undefined {
  return cell.fill?.type === "pattern" ? cell.fill.fgColor?.argb : undefined;
}

function noteOf(cell: ExcelJS.Cell): string | undefined {
  const { note } = cell;
  return typeof note === "object" ? note.texts?.map(({ text }) => text).join("") : note;
}

describe("the marketer's sheet", () => {
  test("comes back with its bad cells coloured and commented, and no other", async () => {
    const { sheet } = await setup(await richSheet());

    const marked: Record<string, unknown> = {};
    sheet.eachRow((row) =>
      row.eachCell({ includeEmpty: true }, (cell) => {
        const colour = colourOf(cell);
        if (colour !== undefined) marked[cell.address] = [colour, noteOf(cell)];
      }),
    );
    expect(marked).toEqual({
      A3: ["FFFFB3AD", expect.stringContaining("15자리를 넘어")],
      B3: ["FFFFB3AD", expect.stringContaining("정수가 아닙니다(10.5)")],
      A5: ["FFFFB3AD", expect.stringContaining("사용자 ID가 비어 있습니다")],
    });
  });

  test("keeps its values, their kinds and formats, hidden parts and merged cells", async () => {
    const { written, workbook, sheet } = await setup(await richSheet());

    const kept = ["A2", "D2", "D3", "E2", "F2", "G2", "H2", "I2", "B5"].map((address) => {
      const { t, v, w, z, f } = cellIn(written, TAB, address);
      return [address, t, t === "e" ? w : v, z ?? "", f ?? ""];
    });
    expect(kept).toEqual([
      ["A2", "s", "00123", "@", ""],
      ["D2", "n", 46347, "yyyy-mm-dd", ""],
      ["D3", "n", 46347 + 9.5 / 24, "yyyy-mm-dd hh:mm:ss", ""],
      ["E2", "n", 12345.5, '#,##0.0"원"', ""],
      ["F2", "n", 0.25, "0%", ""],
      ["G2", "b", true, "General", ""],
      ["H2", "n", 24691, "General", ""],
      ["I2", "e", "#N/A", "General", ""],
      ["B5", "n", 700, "General", ""],
    ]);
    expect(sheet.getRow(2).hidden).toBe(true);
    expect(sheet.getColumn(6).hidden).toBe(true);
    expect(sheet.getCell("E8").isMerged).toBe(true);
    expect(workbook.worksheets.map((tab) => [tab.name, tab.state])).toEqual([
      [TAB, "visible"],
      ["목록", "hidden"],
      [LIST, "visible"],
    ]);
    expect(shownCells(written)["목록"]).toEqual([["숨은 값", "1"]]);
  });

  test("opens at the tab that is paid from", async () => {
    const { workbook, sheet } = await setup(await eventSheet([[4, "", "", 100]]));

    expect(workbook.views[0]?.activeTab).toBe(1);
    expect(sheet.name).toBe("작성안내");
  });

  test("is written quickly where rows lie far apart", async () => {
    const rows = `${HEADER}<row r="2">${textCell("A2", "u1")}</row><row r="1048576">${numberCell("B1048576", 5)}</row>`;
    const { written } = await setup(buildWorkbook({ tabs: [{ rows }] }));

    expect((await readBytes(written)).problems).toEqual([
      "points_missing@B2",
      "user_id_missing@A1048576",
    ]);
  });

  test("keeps its dates when it counts them from 1904", async () => {
    const rows = `${HEADER}<row r="2">${textCell("A2", "u1")}${numberCell("B2", 1, 1)}</row>`;
    const { written } = await setup(
      buildWorkbook({
        tabs: [{ rows }],
        formats: ["yyyy-mm-dd"],
        workbookProperties: '<workbookPr date1904="1"/>',
      }),
    );

    const [problem] = (await readBytes(written)).check.problems;
    expect(problem).toMatchObject({ code: "points_is_date", value: "1904-01-02" });
  });

  test.each([
    ["none that Excel takes", "a/b:c*?[d]\\e", "a_b_c___d__e"],
    ["one too long", "가".repeat(40), "가".repeat(31)],
  ])("with a name of its tab that is %s gets one that is", async (_, name, written) => {
    const tab = { name, rows: HEADER.replace("포인트", "P") };
    const { workbook } = await setup(buildWorkbook({ tabs: [tab, tab] }));

    const names = workbook.worksheets.map((sheet) => sheet.name);
    expect(names[0]).toBe(written);
    expect(new Set(names).size).toBe(3);
  });
});

describe("the list", () => {
  test("names every problem and warning with a link to its cell", async () => {
    const { written, list } = await setup(await richSheet());

    expect(list.name).toBe(LIST);
    expect(shownCells(written)[LIST]?.slice(0, 1)).toEqual([["오류 3건, 주의 1건", "", "", ""]]);
    expect(shownCells(written)[LIST]?.slice(5)).toEqual([
      ["위치", "구분", "칸의 내용", "이유와 고치는 방법"],
      [
        "‘11월 '이벤트' 명단’ A3",
        "오류",
        "“12345678901234567000”",
        expect.stringMatching(/15자리/),
      ],
      ["‘11월 '이벤트' 명단’ B3", "오류", "“10.5”", expect.stringMatching(/소수점 없이/)],
      ["‘11월 '이벤트' 명단’ A5", "오류", "", expect.stringMatching(/비어 있습니다/)],
      ["‘11월 '이벤트' 명단’", "주의", "", expect.stringMatching(/숨겨진/)],
    ]);
    expect(cellIn(written, LIST, "A7").f).toBe(
      "HYPERLINK(\"#'11월 ''이벤트'' 명단'!A3\",\"‘11월 '이벤트' 명단’ A3\")",
    );
  });

  test("speaks English where the deployment does", async () => {
    const { list, sheet } = await setup("id,points\nu1,x\n", "a.csv", "en");

    expect([sheet.name, list.name]).toEqual(["Payments", "Paysheet problems"]);
    expect(list.getCell("A1").value).toBe("1 problems, 0 warnings");
    expect(noteOf(sheet.getCell("B2"))).toContain("can't be read as a number (x)");
  });

  test("has the first 1,000 and says so", async () => {
    const rows = Array.from({ length: 1500 }, (_, index) => `u${index},x`);
    const { sheet, list } = await setup(["id,points", ...rows].join("\n"), "a.csv");

    expect(list.getCell("A1").value).toBe("오류 1,500건, 주의 0건");
    expect(list.getCell("A5").value).toContain("앞의 1,000건");
    expect(list.rowCount).toBe(1007);
    expect([noteOf(sheet.getCell("B1001")), noteOf(sheet.getCell("B1002"))]).toEqual([
      expect.stringContaining("숫자만"),
      undefined,
    ]);
    expect(sheet.getCell("B1501").value).toBe("x");
  });

  test("tells of problems of the sheet as a whole", async () => {
    const { written } = await setup("name,amount of things\nu1,1\n", "a.csv");

    expect(shownCells(written)[LIST]?.at(-1)).toEqual([
      "",
      "오류",
      "",
      expect.stringContaining("처음 20행"),
    ]);
  });

  test("is never taken for payments, whatever the marketer's tabs and cells are called", async () => {
    const rows = `${HEADER}<row r="2">${textCell("A2", "회원ID")}${textCell("B2", "포인트")}</row>`;
    const { written } = await setup(buildWorkbook({ tabs: [{ name: "포인트", rows }] }));

    const { problems, warnings } = await readBytes(written);
    expect({ problems, warnings }).toEqual({ problems: ["repeated_header@A2"], warnings: [] });
  });

  test.each(["ko", "en"] as const)("has no header that means something, in %s", (language) => {
    const { columns, problem, warning } = workbookWordsOf(language).problems;
    const words = [...Object.values(columns), problem, warning];
    expect(words.filter((word) => meaningOf(word) !== undefined)).toEqual([]);
  });
});

test("a sheet that can't be read has no problem workbook", async () => {
  const half = (await eventSheet()).subarray(0, 2000);

  expect(await problemWorkbookOf(half)).toBeUndefined();
  expect(await problemWorkbookOf("회원ID,포인트\n", "a.xlsx")).toBeUndefined();
});
