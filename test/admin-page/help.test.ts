import { describe, expect, it } from "vitest";
import { helpEn } from "../../admin-page/src/help/help-en.ts";
import { type HelpTexts, helpKo } from "../../admin-page/src/help/help-ko.ts";
import { pictureOf } from "../../admin-page/src/help/pictures.ts";
import { HELP_READERS, helpPath, topicsOf } from "../../admin-page/src/help/topics.ts";
import { en } from "../../admin-page/src/texts/en.ts";
import { ko } from "../../admin-page/src/texts/ko.ts";

/** All texts within, at any depth; those that are made of figures are left out. */
function textsIn(value: unknown): readonly string[] {
  if (typeof value === "string") return [value];
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

const LANGUAGES = [
  { language: "ko", help: helpKo, page: ko, quoted: /‘([^’]+)’/g },
  { language: "en", help: helpEn, page: en, quoted: /“([^”]+)”/g },
] as const;

describe.each(LANGUAGES)("the help in $language", ({ language, help, page, quoted }) => {
  const texts: HelpTexts = help;

  it("names buttons and fields as the page does", () => {
    const shown = new Set(textsIn(page));
    const named = textsIn(texts).flatMap((text) =>
      [...text.matchAll(quoted)].map(([, name = ""]) => name),
    );

    expect(named.length).toBeGreaterThan(15);
    expect(named.filter((name) => !shown.has(name))).toEqual([]);
  });

  it("has the pictures that it shows", () => {
    const names = Object.values(texts.answers).flatMap(({ picture }) => picture?.name ?? []);

    expect(names.length).toBeGreaterThan(5);
    expect(names.filter((name) => pictureOf(name, language) === undefined)).toEqual([]);
  });

  it("answers in as many steps as the other language does", () => {
    const stepsOf = (each: HelpTexts) =>
      Object.entries(each.answers).map(([topic, { says, steps, notes, picture }]) => {
        return {
          topic,
          counts: [says.length, steps?.length, notes?.length],
          picture: picture?.name,
        };
      });

    expect(stepsOf(texts)).toEqual(stepsOf(helpKo));
  });
});

it("links to each answer on the page of those whom it is for", () => {
  expect(HELP_READERS.flatMap((reader) => topicsOf(reader).map(helpPath))).toContain(
    "/help/approver#decide",
  );
});
