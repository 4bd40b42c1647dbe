import type { FindingCode } from "./words/findings.ts";
import type { GuaranteeCode, LimitCode } from "./words/statements.ts";
import type { StepName } from "./words/steps.ts";

/** A span of time, which languages write in their own ways. */
export interface Duration {
  readonly ms: number | "forever";
}

/** What words are filled with, by their names. */
export type Facts = Readonly<Record<string, string | number | bigint | Duration>>;

/** Something coded that is told, with what it is filled with. */
export interface Told<Code extends string> {
  readonly code: Code;
  readonly facts: Facts;
}

/** What a check came to. */
export interface CheckReport {
  /** Those that were taken, in order. */
  readonly steps: readonly Told<StepName>[];
  /** What contradicts the connector's description; nothing where all is as described. */
  readonly findings: readonly Told<FindingCode>[];
  readonly guarantees: readonly Told<GuaranteeCode>[];
  readonly limits: readonly Told<LimitCode>[];
}

/** Takes down what a check comes to while it goes on. */
export interface Notes {
  step(code: StepName, facts: Facts): void;
  find(code: FindingCode, facts: Facts): void;
  guarantee(code: GuaranteeCode, facts?: Facts): void;
  limit(code: LimitCode, facts?: Facts): void;
  readonly report: CheckReport;
}

/** @param onStep told of each step when it has ended, with whether it found something */
export function createNotes(onStep: (step: Told<StepName>, isWell: boolean) => void): Notes {
  const steps: Told<StepName>[] = [];
  const findings: Told<FindingCode>[] = [];
  const guarantees: Told<GuaranteeCode>[] = [];
  const limits: Told<LimitCode>[] = [];
  let found = 0;
  return {
    step(code, facts) {
      steps.push({ code, facts });
      onStep({ code, facts }, findings.length === found);
      found = findings.length;
    },
    find(code, facts) {
      findings.push({ code, facts });
    },
    guarantee(code, facts = {}) {
      guarantees.push({ code, facts });
    },
    limit(code, facts = {}) {
      limits.push({ code, facts });
    },
    report: { steps, findings, guarantees, limits },
  };
}
