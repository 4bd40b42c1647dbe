/**
 * What an update does to an item's attributes: sets those that have a value, and removes those that
 * are undefined. The values' names begin with `:new_`, so that a condition's own are others.
 */
export function updateExpression(attributes: Readonly<Record<string, unknown>>): {
  readonly expression: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, unknown>>;
} {
  const set = Object.entries(attributes).filter(([, value]) => value !== undefined);
  const removed = Object.keys(attributes).filter((name) => attributes[name] === undefined);
  const clauses = [
    clause(
      "SET",
      set.map(([name]) => `#${name} = :new_${name}`),
    ),
    clause(
      "REMOVE",
      removed.map((name) => `#${name}`),
    ),
  ];
  return {
    expression: clauses.flat().join(" "),
    names: Object.fromEntries(Object.keys(attributes).map((name) => [`#${name}`, name])),
    values: Object.fromEntries(set.map(([name, value]) => [`:new_${name}`, value])),
  };
}

function clause(word: "SET" | "REMOVE", parts: readonly string[]): string[] {
  return parts.length === 0 ? [] : [`${word} ${parts.join(", ")}`];
}
