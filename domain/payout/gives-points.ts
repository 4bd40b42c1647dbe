/** Whether anybody gets points by it: by no dry run, and by none that takes back. */
export function givesPoints({
  dryRun,
  reversalOf,
}: {
  readonly dryRun?: true | undefined;
  readonly reversalOf?: string | undefined;
}): boolean {
  return dryRun !== true && reversalOf === undefined;
}
