import { useConfig } from "../config-context.ts";

/** What a row says besides user and points, or a payout for rows that say nothing themselves. */
interface RowValues {
  readonly reason?: string | undefined;
  readonly extras?: Readonly<Record<string, string>> | undefined;
}

/** What people call a column of a points API: its first header; of whichever API has it where none is named. */
export function useColumnName(pointsApi?: string): (column: string) => string {
  const { columns = [] } = useConfig();
  const own = columns.filter(({ name }) => name === pointsApi);
  const known = [...own, ...columns].flatMap((one) => one.columns);
  return (column) => known.find(({ name }) => name === column)?.headers[0] ?? column;
}

/** These values in one line, each under the name of its column. */
export function useValuesText(pointsApi?: string): (values: RowValues) => string {
  const nameOf = useColumnName(pointsApi);
  return ({ reason, extras = {} }) => {
    const texts = Object.entries(extras).map(([column, value]) => `${nameOf(column)}: ${value}`);
    return [...(reason === undefined ? [] : [reason]), ...texts].join(" · ");
  };
}
