import { FileExcelOutlined, InboxOutlined, WarningOutlined } from "@ant-design/icons";
import { type DragEvent, useId, useState } from "react";
import { fileSize } from "../components/numbers.ts";
import { useConfig } from "../config-context.ts";
import { useTexts } from "../texts/language.ts";

/** Where a sheet is dropped, or picked by click or key. */
export function FileDrop({
  file,
  lostName,
  problem,
  onPick,
  disabled,
}: {
  readonly file: File | undefined;
  /** Name of a file that was picked before the page was loaded again. */
  readonly lostName: string | undefined;
  readonly problem: string | undefined;
  readonly onPick: (file: File) => void;
  readonly disabled: boolean;
}) {
  const { newPayout } = useTexts();
  const { maxSheetBytes } = useConfig();
  const id = useId();
  const [isOver, setOver] = useState(false);
  const limit = maxSheetBytes === undefined ? undefined : fileSize(maxSheetBytes);

  function drop(event: DragEvent): void {
    event.preventDefault();
    setOver(false);
    const [dropped] = event.dataTransfer.files;
    if (dropped !== undefined && !disabled) onPick(dropped);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only dropping; the input within serves keys and readers
    <div
      className={isOver ? "file-drop file-drop-over" : "file-drop"}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <span className="file-icon">
        <Icon hasFile={file !== undefined} isBad={problem !== undefined} />
      </span>
      {file === undefined ? (
        <span className="file-lead">
          {lostName === undefined ? newPayout.drop : newPayout.pickAgain(lostName)}
        </span>
      ) : (
        <span className="file-lead">
          <bdi>{file.name}</bdi> <span className="quiet">{fileSize(file.size)}</span>
        </span>
      )}
      <span className="file-pick">
        <input
          id={id}
          type="file"
          className="unseen"
          accept=".xlsx,.xlsm,.csv,.tsv"
          disabled={disabled}
          aria-describedby={`${id}-note`}
          onChange={({ target }) => {
            const [picked] = target.files ?? [];
            if (picked !== undefined) onPick(picked);
            // So that the same file, corrected, can be picked again.
            target.value = "";
          }}
        />
        <label htmlFor={id} className="file-button">
          {file === undefined ? newPayout.pick : newPayout.pickOther}
        </label>
      </span>
      <span
        id={`${id}-note`}
        className={problem === undefined ? "quiet" : "field-error"}
        aria-live="polite"
      >
        {problem ?? newPayout.kinds(limit)}
      </span>
    </div>
  );
}

function Icon({ hasFile, isBad }: { readonly hasFile: boolean; readonly isBad: boolean }) {
  if (!hasFile) return <InboxOutlined aria-hidden />;
  return isBad ? (
    <WarningOutlined aria-hidden className="bad" />
  ) : (
    <FileExcelOutlined aria-hidden />
  );
}
