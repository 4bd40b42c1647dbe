import { Button, Input, Select } from "antd";
import { useEffect, useState } from "react";
import { Field } from "../components/field.tsx";
import { count } from "../components/numbers.ts";
import { useTexts } from "../texts/language.ts";
import {
  columnLetter,
  fileOfRows,
  hasHeadings,
  isFromSpreadsheet,
  likelyColumns,
  type PastedColumns,
  type PastedRows,
  readPastedRows,
  withHeadings,
} from "./pasted-rows.ts";

const SHOWN = 6;

/**
 * Rows that are pasted from a spreadsheet, anywhere on the page or in its own field, become the file. They
 * are shown as the file has them: the check names their rows and columns so.
 */
export function PasteRows({
  disabled,
  onFile,
}: {
  readonly disabled: boolean;
  readonly onFile: (file: File) => void;
}) {
  const { drafts } = useTexts();
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState<PastedColumns>();
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    if (disabled) return;
    const paste = (event: ClipboardEvent) => {
      if (isField(event.target)) return;
      const pasted = event.clipboardData?.getData("text/plain") ?? "";
      if (!isFromSpreadsheet(pasted)) return;
      event.preventDefault();
      setText(pasted);
      setChosen(undefined);
      setOpen(true);
    };
    addEventListener("paste", paste);
    return () => removeEventListener("paste", paste);
  }, [disabled]);

  const pasted = text.trim() === "" ? [] : readPastedRows(text);
  const isWhole = hasHeadings(pasted);
  const columns = chosen ?? likelyColumns(pasted);
  const rows = isWhole ? pasted : withHeadings(pasted, columns, drafts.headings);
  return (
    <details
      className="paste-rows"
      open={isOpen}
      onToggle={({ currentTarget }) => setOpen(currentTarget.open)}
    >
      <summary>{drafts.paste}</summary>
      <div className="paste-parts">
        <Field label={drafts.pasteLabel} help={drafts.pasteHelp}>
          {({ id, describedBy }) => (
            <Input.TextArea
              id={id}
              aria-describedby={describedBy}
              rows={4}
              disabled={disabled}
              value={text}
              onChange={({ target }) => {
                setText(target.value);
                setChosen(undefined);
              }}
            />
          )}
        </Field>
        {pasted.length > 0 && (
          <>
            {!isWhole && <ColumnChoice rows={pasted} columns={columns} onChange={setChosen} />}
            <Preview rows={rows} />
            <div className="actions">
              <Button
                disabled={disabled || rows.length < 2}
                onClick={() => {
                  onFile(fileOfRows(rows, `${drafts.pastedName(timeNow())}.csv`));
                  setText("");
                  setOpen(false);
                }}
              >
                {drafts.pasteDo(count(rows.length - 1))}
              </Button>
            </div>
          </>
        )}
      </div>
    </details>
  );
}

/** Which column holds what, where the rows came without their headings. */
function ColumnChoice({
  rows,
  columns,
  onChange,
}: {
  readonly rows: PastedRows;
  readonly columns: PastedColumns;
  readonly onChange: (columns: PastedColumns) => void;
}) {
  const { drafts } = useTexts();
  const width = Math.max(...rows.map(({ length }) => length));
  const choices = Array.from({ length: width }, (_, column) => ({
    value: column,
    label: drafts.column(columnLetter(column), rows[0]?.[column] ?? ""),
  }));
  const none = { value: -1, label: drafts.noColumn };
  return (
    <>
      <p className="quiet">{drafts.noHeadings}</p>
      <div className="paste-columns">
        {(["userId", "points", "reason"] as const).map((name) => (
          <Field key={name} label={drafts.headings[name]}>
            {({ id }) => (
              <Select
                id={id}
                className="wide"
                value={columns[name]}
                options={name === "reason" ? [none, ...choices] : choices}
                onChange={(column) => onChange({ ...columns, [name]: column })}
              />
            )}
          </Field>
        ))}
      </div>
    </>
  );
}

/** The first rows, with the numbers and letters by which the check names what is wrong. */
function Preview({ rows }: { readonly rows: PastedRows }) {
  const { drafts, check } = useTexts();
  const width = Math.max(...rows.map(({ length }) => length));
  const letters = Array.from({ length: width }, (_, column) => columnLetter(column));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table is scrolled by keys as well
    <section className="pasted" aria-label={drafts.pasted} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{check.row}</th>
            {letters.map((letter) => (
              <th key={letter} scope="col">
                {letter}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, SHOWN).map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a row is its number
            <tr key={index}>
              <th scope="row">{index + 1}</th>
              {letters.map((letter, column) => (
                <td key={letter}>{row[column] ?? ""}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > SHOWN && <p className="quiet">{drafts.moreRows(rows.length - SHOWN)}</p>}
    </section>
  );
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.closest("input, textarea, select") !== null;
}

/** `2026-12-01 09.15` by the reader's clock: a colon is no part of a file's name. */
function timeNow(): string {
  return new Date().toLocaleString("sv-SE").slice(0, "2026-12-01 09:15".length).replace(":", ".");
}
