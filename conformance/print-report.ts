import type { Language } from "../domain/language.ts";
import type { CheckReport, Facts, Told } from "./check-report.ts";
import { fill } from "./words/fill.ts";
import { FINDINGS } from "./words/findings.ts";
import { HEADINGS } from "./words/headings.ts";
import { GUARANTEES, LIMITS } from "./words/statements.ts";
import { STEPS, type StepName } from "./words/steps.ts";

/** A step as it is told when it has ended. */
export function stepLine({ code, facts }: Told<StepName>, isWell: boolean, language: Language) {
  return `${isWell ? "✓" : "✗"} ${fill(STEPS[code], facts, language)}`;
}

/** What a check came to, in words: what is wrong, what is guaranteed, and what is not. */
export function reportLines(report: CheckReport, language: Language): readonly string[] {
  const { findings, guarantees, limits } = report;
  const list = <Code extends string>(
    told: readonly Told<Code>[],
    write: (code: Code, facts: Facts) => string,
  ) => told.map(({ code, facts }) => `  - ${write(code, facts)}`);
  const under = (heading: keyof typeof HEADINGS, lines: readonly string[]) =>
    lines.length === 0 ? [] : ["", HEADINGS[heading][language], ...lines];
  return [
    ...(findings.length === 0 ? ["", HEADINGS.well[language]] : []),
    ...under(
      "wrong",
      list(findings, (code, facts) => {
        const { line, ...words } = FINDINGS[code];
        return `${line}: ${fill(words, facts, language)} [${code}]`;
      }),
    ),
    ...under(
      "guarantees",
      list(guarantees, (code, facts) => fill(GUARANTEES[code], facts, language)),
    ),
    ...under(
      "limits",
      list(limits, (code, facts) => fill(LIMITS[code], facts, language)),
    ),
  ];
}
