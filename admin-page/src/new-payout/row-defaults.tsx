import { Input } from "antd";
import { useState } from "react";
import { Field } from "../components/field.tsx";
import { useConfig } from "../config-context.ts";
import type { PageConfig } from "../page-config.ts";
import { useTexts } from "../texts/language.ts";

/** What is typed for every row: the reason, and values by the names of the points API's columns. */
export interface RowDefaults {
  readonly reason?: string | undefined;
  readonly extras?: Readonly<Record<string, string>> | undefined;
}

type Column = NonNullable<PageConfig["columns"]>[number]["columns"][number];

/** As the API takes it, of that points API alone; undefined where nothing was typed. */
export function useGivenDefaults({ reason = "", extras = {} }: RowDefaults, pointsApi?: string) {
  const columns = useColumns(pointsApi);
  const values = columns.flatMap(({ name }) => {
    const value = extras[name]?.trim() ?? "";
    return value === "" ? [] : [[name, value] as const];
  });
  const words = reason.trim();
  if (words === "" && values.length === 0) return undefined;
  return {
    ...(words === "" ? {} : { reason: words }),
    ...(values.length === 0 ? {} : { extras: Object.fromEntries(values) }),
  };
}

/** Fields for what rows get that have no value of their own. */
export function RowDefaultsFields({
  value,
  pointsApi,
  disabled,
  onChange,
}: {
  readonly value: RowDefaults;
  readonly pointsApi: string | undefined;
  readonly disabled: boolean;
  readonly onChange: (value: RowDefaults) => void;
}) {
  const { newPayout } = useTexts();
  const columns = useColumns(pointsApi);
  const { reason = "", extras = {} } = value;
  // Whoever has columns to fill, or filled something, need not find it first.
  const [isOpen] = useState(columns.length > 0 || reason !== "");
  return (
    <details className="for-all-rows" open={isOpen || undefined}>
      <summary>{newPayout.forAllRows}</summary>
      <p className="quiet">{newPayout.forAllRowsHelp}</p>
      <Field label={newPayout.reason}>
        {({ id }) => (
          <Input
            id={id}
            maxLength={500}
            value={reason}
            disabled={disabled}
            onChange={({ target }) => onChange({ ...value, reason: target.value })}
          />
        )}
      </Field>
      {columns.map((column) => (
        <ColumnField
          key={column.name}
          column={column}
          value={extras[column.name] ?? ""}
          disabled={disabled}
          onChange={(text) => onChange({ ...value, extras: { ...extras, [column.name]: text } })}
        />
      ))}
    </details>
  );
}

function ColumnField({
  column: { name, headers, kind, maxLength },
  value,
  disabled,
  onChange,
}: {
  readonly column: Column;
  readonly value: string;
  readonly disabled: boolean;
  readonly onChange: (text: string) => void;
}) {
  return (
    <Field label={headers[0] ?? name}>
      {({ id }) => (
        <Input
          id={id}
          type={kind === "date" ? "date" : "text"}
          maxLength={maxLength}
          value={value}
          disabled={disabled}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
    </Field>
  );
}

function useColumns(pointsApi: string | undefined): readonly Column[] {
  const { columns = [] } = useConfig();
  return columns.find(({ name }) => name === pointsApi)?.columns ?? [];
}
