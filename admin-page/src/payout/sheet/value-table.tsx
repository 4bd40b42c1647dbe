import { Button } from "antd";
import { useState } from "react";
import type { Schemas } from "../../api/contract.ts";
import { type Column, DataTable } from "../../components/data-table.tsx";
import { count } from "../../components/numbers.ts";
import { useTexts } from "../../texts/language.ts";

const SHOWN = 8;

interface Line {
  readonly key: string;
  readonly name: string;
  readonly users?: number;
  readonly payments: number;
  readonly points: number;
}

/** What payments come to by a value: how many users, payments and points, the most points first. */
export function ValueTable({
  title,
  heading,
  sums,
  nameOf = (value) => value,
}: {
  /** What the values are. */
  readonly title: string;
  readonly heading: string;
  readonly sums: Schemas["ValueSums"];
  readonly nameOf?: (value: string) => string;
}) {
  const { sheet: texts } = useTexts();
  const [isWhole, setWhole] = useState(false);
  const lines = linesOf(sums, nameOf, texts);
  const columns: readonly Column<Line>[] = [
    { key: "value", title, render: ({ name }) => <bdi>{name}</bdi> },
    {
      key: "users",
      title: texts.users,
      numeric: true,
      render: ({ users }) => (users === undefined ? "–" : count(users)),
    },
    { key: "count", title: texts.payments, numeric: true, render: (line) => count(line.payments) },
    { key: "sum", title: texts.sum, numeric: true, render: ({ points }) => texts.figure(points) },
  ];
  return (
    <section className="rows" aria-label={heading}>
      <h3>{heading}</h3>
      <DataTable
        kind="rows"
        caption={heading}
        columns={columns}
        rows={isWhole ? lines : lines.slice(0, SHOWN)}
        rowKey={({ key }) => key}
      />
      {!isWhole && lines.length > SHOWN && (
        <div className="more">
          <Button onClick={() => setWhole(true)}>{texts.wholeTable(count(lines.length))}</Button>
        </div>
      )}
    </section>
  );
}

function linesOf(
  { top, others }: Schemas["ValueSums"],
  nameOf: (value: string) => string,
  texts: { readonly none: string; readonly others: (values: string) => string },
): readonly Line[] {
  const told = top.map(({ value, ...sums }, at) => ({
    // Long values are cut, and two that begin alike are two.
    key: String(at),
    name: value === undefined ? texts.none : nameOf(value),
    ...sums,
  }));
  if (others === undefined) return told;
  const { values, payments, points } = others;
  return [...told, { key: "others", name: texts.others(count(values)), payments, points }];
}
