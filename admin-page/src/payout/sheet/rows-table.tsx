import type { Check } from "../../api/types.ts";
import { useColumnName } from "../../components/column-names.ts";
import { type Column, DataTable } from "../../components/data-table.tsx";
import { count } from "../../components/numbers.ts";
import { useTexts } from "../../texts/language.ts";

export type Row = Check["sample"][number];

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
    ...(rows.some(({ extras }) => extras !== undefined)
      ? [{ key: "extras", title: check.extras, render: renderExtras }]
      : []),
  ];
  return (
    <DataTable
      kind="rows"
      caption={caption}
      columns={columns}
      rows={rows}
      rowKey={({ row }) => String(row)}
    />
  );
}

const renderExtras = ({ extras = {} }: Row) => <Extras extras={extras} />;

/** What the points system takes besides, each value under the name of its column. */
function Extras({ extras }: { readonly extras: NonNullable<Row["extras"]> }) {
  const nameOf = useColumnName();
  return Object.entries(extras).map(([column, value]) => (
    <div key={column}>
      <span className="quiet">{nameOf(column)}:</span>{" "}
      <bdi className={isDate(value) ? "date" : ""}>{value}</bdi>
    </div>
  ));
}

/** Which is not broken at its hyphens. */
function isDate(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value);
}
