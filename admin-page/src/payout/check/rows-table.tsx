import type { Check } from "../../api/types.ts";
import { type Column, DataTable } from "../../components/data-table.tsx";
import { count } from "../../components/numbers.ts";
import { useTexts } from "../../texts/language.ts";

type Row = Check["sample"][number];

/** Some rows of the sheet as they were understood. */
export function RowsTable({
  caption,
  rows,
}: {
  readonly caption: string;
  readonly rows: readonly Row[];
}) {
  const { check } = useTexts();
  const columns: readonly Column<Row>[] = [
    { key: "row", title: check.row, numeric: true, render: ({ row }) => row },
    { key: "user", title: check.user, render: ({ userId }) => <bdi>{userId}</bdi> },
    { key: "points", title: check.points, numeric: true, render: ({ points }) => count(points) },
    { key: "reason", title: check.reason, render: ({ reason }) => reason ?? "–" },
  ];
  return (
    <div className="rows">
      <h3>{caption}</h3>
      <DataTable
        kind="rows"
        caption={caption}
        columns={columns}
        rows={rows}
        rowKey={({ row }) => String(row)}
      />
    </div>
  );
}
