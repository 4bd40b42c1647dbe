import type { ReactNode } from "react";
import "./data-table.css";

export interface Column<T> {
  /** Also the cell's place in a card: see `grid-template` in data-table.css. */
  readonly key: string;
  readonly title: ReactNode;
  readonly numeric?: boolean;
  /** In a card: after its title, since the value alone would not explain itself. */
  readonly named?: boolean;
  /** In a card: at the end of its line. */
  readonly atEnd?: boolean;
  readonly render: (row: T) => ReactNode;
}

type Kind =
  | "payouts"
  | "problems"
  | "payments"
  | "user-payments"
  | "first-payments"
  | "findings"
  | "corrections"
  | "rows";

/** A table; on a phone each row is a card, for the few narrow columns of `rows` excepted. */
export function DataTable<T>({
  kind,
  caption,
  columns,
  rows,
  rowKey,
}: {
  readonly kind: Kind;
  /** For screen readers only. */
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly rowKey: (row: T) => string;
}) {
  const looks = kind === "rows" ? "" : " data-table-cards";
  return (
    <table className={`data-table data-table-${kind}${looks}`}>
      <caption className="unseen">{caption}</caption>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.key} scope="col" className={classOf(column)}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)}>
            {columns.map((column) => (
              <td
                key={column.key}
                data-name={typeof column.title === "string" ? column.title : ""}
                className={classOf(column)}
                style={{ gridArea: column.key }}
              >
                {column.render(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function classOf<T>({ key, numeric, named, atEnd }: Column<T>): string {
  const classes = [
    `column-${key}`,
    numeric === true ? "numeric" : "",
    named === true ? "named" : "",
    atEnd === true ? "at-end" : "",
  ];
  return classes.filter((name) => name !== "").join(" ");
}
