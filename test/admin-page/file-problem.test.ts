import { describe, expect, it } from "vitest";
import { fileProblem } from "../../admin-page/src/new-payout/file-problem.ts";
import { pageConfigSchema } from "../../admin-page/src/page-config.ts";
import { TEXTS } from "../../admin-page/src/texts/language.ts";

const CONFIG = pageConfigSchema.parse({
  ...{ issuer: "https://sign-in.example", clientId: "page" },
  maxSheetBytes: 1_000,
});
const problemOf = (name: string, size = 10) => fileProblem({ name, size }, CONFIG, TEXTS.ko);

describe("a file that was picked", () => {
  it.each(["a.xlsx", "A.XLSX", "매크로.xlsm", "a.csv", "탭으로.tsv"])("%s is taken", (name) => {
    expect(problemOf(name)).toBeUndefined();
  });

  it.each([
    ["예전.xls", /\.xls\).*‘다른 이름으로 저장’ → ‘Excel 통합 문서\(\.xlsx\)’/],
    ["a.xlsb", /\.xlsb.*다른 이름으로 저장/],
    ["a.ods", /\.ods.*\.xlsx/],
    ["a.numbers", /Numbers.*내보내기/],
    ["a.txt", /\.csv로.*\.tsv로/],
    ["a.pdf", /\.xlsx, \.xlsm.*\.csv, \.tsv/],
    ["constructor", /\.xlsx, \.xlsm.*\.csv, \.tsv/],
    ["a.constructor", /\.xlsx, \.xlsm.*\.csv, \.tsv/],
  ])("%s is refused with what to do", (name, words) => {
    expect(problemOf(name)).toMatch(words);
  });

  it("is refused when it is empty or too large", () => {
    expect(problemOf("a.xlsx", 0)).toBe(TEXTS.ko.newPayout.emptyFile);
    expect(problemOf("a.xlsx", 1_001)).toMatch(/너무 큽니다/);
  });
});
