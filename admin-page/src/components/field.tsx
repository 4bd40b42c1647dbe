import { type ReactNode, useId } from "react";

interface Ids {
  readonly id: string;
  /** For `aria-describedby`: the help, or what is wrong. */
  readonly describedBy: string | undefined;
}

/** A label, a control, help, and what is wrong with what was entered. */
export function Field({
  label,
  help,
  error,
  children,
}: {
  readonly label: ReactNode;
  readonly help?: ReactNode;
  readonly error?: string | undefined;
  readonly children: (ids: Ids) => ReactNode;
}) {
  const id = useId();
  const noteId = `${id}-note`;
  const hasNote = help !== undefined || error !== undefined;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, describedBy: hasNote ? noteId : undefined })}
      {hasNote && (
        <div
          id={noteId}
          className={error === undefined ? "field-help" : "field-error"}
          aria-live="polite"
        >
          {error ?? help}
        </div>
      )}
    </div>
  );
}
