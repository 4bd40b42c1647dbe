import { describe, expect, it } from "vitest";
import XLSX from "xlsx";
import { createTemplate } from "../../../adapters/workbook/create-template.ts";
import { extraColumnsSchema } from "../../../domain/sheet/extra-column.ts";
import { shownCells, styledWorkbook, uploaded } from "./read-back.ts";

describe("the template", () => {
  it("has a sheet to fill with headers only, in Korean", async () => {
    const sheets = shownCells(await createTemplate({ language: "ko" }));
    expect(Object.keys(sheets)).toEqual(["지급 명단", "작성 방법"]);
    expect(sheets["지급 명단"]).toEqual([["회원ID", "포인트", "사유"]]);
  });

  it("or in English", async () => {
    const sheets = shownCells(await createTemplate({ language: "en" }));
    expect(Object.keys(sheets)).toEqual(["Payments", "How to fill it in"]);
    expect(sheets["Payments"]).toEqual([["User ID", "Points", "Reason"]]);
  });

  it("has the columns that the points API takes besides", async () => {
    const columns = extraColumnsSchema.parse([
      { name: "expiresOn", headers: ["만료일", "expires on"], kind: "date" },
    ]);
    const sheets = shownCells(await createTemplate({ language: "ko", columns }));
    expect(sheets["지급 명단"]).toEqual([["회원ID", "포인트", "사유", "만료일"]]);
  });

  it.each(["ko", "en"] as const)(
    "explains itself in both languages, own one first: %s",
    async (language) => {
      const notes = shownCells(await createTemplate({ language }));
      const lines = (Object.values(notes)[1] ?? []).flat();
      const titles = { ko: "작성 방법", en: "How to fill it in" };
      expect(lines[0]).toBe(titles[language]);
      expect(lines).toContain(titles.ko);
      expect(lines).toContain(titles.en);
      expect(lines.filter((line) => /00123/.test(String(line)))).toHaveLength(4);
    },
  );

  it("keeps ids as text, checks points as they are typed, and freezes its header", async () => {
    const workbook = await styledWorkbook(await createTemplate({ language: "ko" }));
    const sheet = workbook.worksheets[0];
    expect(sheet?.getColumn(1).numFmt).toBe("@");
    expect(sheet?.getColumn(3).numFmt).toBe("@");
    expect(sheet?.views[0]).toMatchObject({ state: "frozen", ySplit: 1 });
    for (const address of ["B2", "B10001"]) {
      expect(sheet?.getCell(address).dataValidation).toMatchObject({
        type: "whole",
        operator: "greaterThanOrEqual",
        formulae: [1],
        showErrorMessage: true,
        errorStyle: "stop",
        error: expect.stringContaining("1 이상의 정수"),
      });
    }
    expect(sheet?.getCell("B1").dataValidation).toBeUndefined();
  });

  it.each(["ko", "en"] as const)("uploaded as it is pays nobody: %s", async (language) => {
    const { check, payments } = await uploaded(await createTemplate({ language }));
    expect(payments).toEqual([]);
    expect(check.payments).toBe(0);
    expect(check.problemCount).toBeGreaterThan(0);
  });

  it("pays nobody even when only its notes are left", async () => {
    const book = XLSX.read(await createTemplate({ language: "ko" }), { type: "array" });
    const notes = book.Sheets["작성 방법"] ?? {};
    const onlyNotes = XLSX.utils.book_new();
    XLSX.utils.book_append_sheet(onlyNotes, notes, "작성 방법");
    const { check, payments } = await uploaded(XLSX.write(onlyNotes, { type: "buffer" }));
    expect(payments).toEqual([]);
    expect(check.problemCount).toBeGreaterThan(0);
  });

  it.each(["ko", "en"] as const)("filled in, is read as it was filled in: %s", async (language) => {
    const workbook = await styledWorkbook(await createTemplate({ language }));
    workbook.worksheets[0]?.addRow(["00123", 1000, "가을 이벤트"]);
    workbook.worksheets[0]?.addRow(["=A1", 1]);
    const filled = new Uint8Array(await workbook.xlsx.writeBuffer());
    const { check, payments } = await uploaded(filled);
    expect(check.problems).toEqual([]);
    expect(payments).toEqual([
      { row: 2, userId: "00123", points: 1000, reason: "가을 이벤트" },
      { row: 3, userId: "=A1", points: 1 },
    ]);
  });
});
