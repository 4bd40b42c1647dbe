import { Button } from "antd";
import { useState } from "react";
import type { SheetProblem } from "../../api/types.ts";
import { type Column, DataTable } from "../../components/data-table.tsx";
import { useLanguage, useTexts } from "../../texts/language.ts";

const PAGE = 100;

/** Where each problem stands, what the cell holds, what is wrong and how to mend it. */
export function ProblemsTable({ problems }: { readonly problems: readonly SheetProblem[] }) {
  const { check, more } = useTexts();
  const { language } = useLanguage();
  const [shown, setShown] = useState(PAGE);
  const columns: readonly Column<SheetProblem>[] = [
    {
      key: "cell",
      title: check.cell,
      render: ({ sheet, cell }) => (
        <span className="cell">
          <strong>{cell ?? (sheet === undefined ? check.wholeFile : sheet)}</strong>
          {cell !== undefined && sheet !== undefined && <span className="quiet">{sheet}</span>}
        </span>
      ),
    },
    {
      key: "value",
      title: check.value,
      atEnd: true,
      render: ({ value }) =>
        value === undefined ? (
          <span className="quiet">–</span>
        ) : (
          <code className="value">{value}</code>
        ),
    },
    { key: "problem", title: check.problem, render: ({ message }) => message[language] },
  ];
  return (
    <>
      <DataTable
        kind="problems"
        caption={check.problem}
        columns={columns}
        rows={problems.slice(0, shown)}
        rowKey={({ code, sheet, cell, value }) => [code, sheet, cell, value].join(" ")}
      />
      {problems.length > shown && (
        <div className="more">
          <Button onClick={() => setShown(shown + PAGE)}>{more}</Button>
        </div>
      )}
    </>
  );
}
