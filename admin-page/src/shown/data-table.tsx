import type { ReactNode } from "react";

export interface Column<T> {
  readonly key: string;
  readonly title: ReactNode;
  /** What a phone shows before the value; the title when absent. */
  readonly label?: string;
  readonly numeric?: boolean;
  readonly render: (row: T) => ReactNode;
}

/** A table; on a phone each row is a card of named values. */
export function DataTable<T>({
  caption,
  columns,
  rows,
  rowKey,
}: {
  /** Read aloud only. */
  readonly caption: string;
  readonly columns: readonly Column<T>[];
  readonly rows: readonly T[];
  readonly rowKey: (row: T) => string;
}) {
  return (
    <table className="data-table">
      <caption className="unseen">{caption}</caption>
      <thead>
        <tr>
          {columns.map(({ key, title, numeric }) => (
            <th key={key} scope="col" className={numeric === true ? "numeric" : undefined}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)}>
            {columns.map(({ key, title, label, numeric, render }) => (
              <td
                key={key}
                data-label={label ?? (typeof title === "string" ? title : "")}
                className={numeric === true ? "numeric" : undefined}
              >
                {render(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
