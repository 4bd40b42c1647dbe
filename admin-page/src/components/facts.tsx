import type { ReactNode } from "react";

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
}

/** Names and values; the first `large` ones apart, in large type. */
export function Facts({
  facts,
  large = 0,
}: {
  readonly facts: readonly Fact[];
  readonly large?: number;
}) {
  return (
    <div className="facts">
      <List className="facts-large" facts={facts.slice(0, large)} />
      <List className="facts-small" facts={facts.slice(large)} />
    </div>
  );
}

function List({
  className,
  facts,
}: {
  readonly className: string;
  readonly facts: readonly Fact[];
}) {
  if (facts.length === 0) return null;
  return (
    <dl className={className}>
      {facts.map(({ name, value }) => (
        <div key={name} className="fact">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
