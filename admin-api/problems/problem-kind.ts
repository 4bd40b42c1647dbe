import type { Bilingual } from "../../domain/sheet/problem.ts";

type ProblemStatus = 400 | 401 | 403 | 404 | 405 | 409 | 413 | 415 | 422 | 500 | 503;

export interface ProblemKind {
  readonly status: ProblemStatus;
  readonly title: string;
  /** For the person at the screen: what happened and what to do. */
  readonly message: Bilingual;
}
