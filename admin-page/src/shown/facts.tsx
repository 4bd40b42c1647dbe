import type { ReactNode } from "react";

export interface Fact {
  readonly name: string;
  readonly value: ReactNode;
}

/** Names and values; the first `large` ones in large type. */
export function Facts({
  facts,
  large = 0,
}: {
  readonly facts: readonly Fact[];
  readonly large?: number;
}) {
  return (
    <dl className="facts">
      {facts.map(({ name, value }, index) => (
        <div key={name} className={index < large ? "fact fact-large" : "fact"}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
