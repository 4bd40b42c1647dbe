import type { Problem } from "../../domain/sheet/problem.ts";
import type { ApiProblem } from "../schemas/problem.ts";
import type { ProblemCode } from "./problem-table.ts";

/** A request that the API itself refuses, before any use case sees it. */
export class ProblemError extends Error {
  override readonly name = "ProblemError";
  readonly code: ProblemCode;
  readonly facts: ProblemFacts;

  constructor(code: ProblemCode, detail: string, facts: ProblemFacts = {}, options?: ErrorOptions) {
    super(detail, options);
    this.code = code;
    this.facts = facts;
  }
}

export interface ProblemFacts {
  /** What the texts' places in braces are filled with. */
  readonly values?: Readonly<Record<string, string | undefined>>;
  /** Fields that are not valid. */
  readonly errors?: NonNullable<ApiProblem["errors"]>;
  /** Warnings of the sheet that somebody must look at first. */
  readonly warnings?: readonly Problem[];
  readonly headers?: Readonly<Record<string, string>>;
}
