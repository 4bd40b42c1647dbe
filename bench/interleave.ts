/**
 * Runs every subject once a turn, so that all share good and bad times.
 * @returns the runs of each, fewer than `turns` for a subject that needs no more of them
 */
export async function interleave<Subject, Run>(plan: {
  readonly subjects: Iterable<Subject>;
  readonly turns: number;
  /** `turn` counts from 1. */
  run(subject: Subject, turn: number): Promise<Run>;
  needsNoMore?(runs: readonly Run[], subject: Subject): boolean;
}): Promise<[Subject, readonly Run[]][]> {
  const runs = Array.from(plan.subjects, (subject): [Subject, Run[]] => [subject, []]);
  for (let turn = 1; turn <= plan.turns; turn += 1) {
    for (const [subject, list] of runs) {
      if (plan.needsNoMore?.(list, subject) === true) continue;
      list.push(await plan.run(subject, turn));
    }
  }
  return runs;
}
