import { afterEach, expect, it, vi } from "vitest";
import { readersLanguage } from "../../admin-page/src/texts/language.ts";

afterEach(() => vi.unstubAllGlobals());

it.each([
  ["what was chosen before", "ko", ["en-US", "en"], "ko", "ko"],
  ["what the browser prefers", null, ["en-GB", "ko"], "ko", "en"],
  ["the first that there are texts in", null, ["fr-FR", "ko-KR", "en"], "en", "ko"],
  ["the deployment's, where the browser has none of them", null, ["fr"], "en", "en"],
] as const)("the page speaks %s", (_, stored, languages, deployments, spoken) => {
  vi.stubGlobal("localStorage", { getItem: () => stored });
  vi.stubGlobal("navigator", { languages });
  expect(readersLanguage(deployments)).toBe(spoken);
});
