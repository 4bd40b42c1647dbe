interface Failed {
  readonly ok: false;
  readonly why: string;
}

/** What came of a run, or of several; one that fails is a result, not an error. */
export type Outcome<Found> = ({ readonly ok: true } & Found) | Failed;

/** What several runs came to; the first that failed speaks for all. */
export function outcomeOf<Run extends { readonly ok: true }, Found extends object>(
  runs: readonly (Run | Failed)[],
  summarise: (good: readonly Run[]) => Found,
): Outcome<Found> {
  const failed = runs.find((run) => !run.ok);
  if (failed !== undefined) return { ok: false, why: failed.why };
  return { ok: true, ...summarise(runs.filter((run) => run.ok)) };
}
