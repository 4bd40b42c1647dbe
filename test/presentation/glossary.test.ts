import { readFileSync } from "node:fs";
import { glob } from "node:fs/promises";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { TEXTS } from "../../admin-page/src/texts/language.ts";
import { ROLE_NAMES } from "../../presentation/role-names.ts";
import { STATE_WORDS } from "../../presentation/workbook/result-workbook-layout.ts";

const ROOT = path.join(import.meta.dirname, "../..");

/** Where texts for people stand. */
const TEXT_MODULES = [
  "admin-page/src/texts/*.ts",
  "presentation/**/*.ts",
  "admin-api/problems/*.ts",
  "domain/sheet/problem-table*.ts",
  "cli/describe-*.ts",
];
/** What is no text: comments, names of codes, and headers as people write them into sheets. */
const NO_TEXT = /^[ \t]*(?:\/\/|\*|\/\*).*$|회원(?:ID|번호)|acme_no_member/gm;

/** The words that the glossary has for other things, or for none. */
function unwanted(): readonly string[] {
  const glossary = readFileSync(path.join(ROOT, "docs/glossary.md"), "utf8");
  const rows = glossary.split("\n").filter((line) => line.startsWith("| "));
  return rows
    .slice(1)
    .flatMap((row) => (row.split("|")[4] ?? "").split(","))
    .map((word) => word.trim())
    .filter((word) => word !== "");
}

function uses(text: string, word: string): boolean {
  return /^[a-z]/i.test(word) ? new RegExp(`\\b${word}s?\\b`, "i").test(text) : text.includes(word);
}

describe("the words of page, channel, workbooks and refusals", () => {
  it("are those of the glossary", async () => {
    const words = unwanted();
    expect(words.length).toBeGreaterThan(20);
    const found: string[] = [];
    for await (const file of glob(TEXT_MODULES, { cwd: ROOT })) {
      const lines = readFileSync(path.join(ROOT, file), "utf8").replaceAll(NO_TEXT, "").split("\n");
      for (const [index, line] of lines.entries()) {
        // Names in the code are no words for people.
        const text = [...line.matchAll(/["'`]([^"'`]*)["'`]/g)].map(([, said]) => said).join(" ");
        const used = words.filter((word) => uses(text, word));
        found.push(...used.map((word) => `${file}:${index + 1} ${word}`));
      }
    }
    expect(found).toEqual([]);
  });

  it("are the same for roles and for what became of payments", () => {
    for (const language of ["ko", "en"] as const) {
      for (const [role, name] of Object.entries(TEXTS[language].signIn.roles)) {
        const known = role as keyof typeof ROLE_NAMES;
        expect(name.toLowerCase()).toBe(ROLE_NAMES[known][language]);
      }
    }
    const { states } = TEXTS.ko.payments;
    for (const state of ["paid", "rejected", "unknown", "accepted", "withdrawn"] as const) {
      expect(states[state]).toBe(STATE_WORDS[state].ko);
    }
  });
});
