import type { ReactNode } from "react";

/** Says that there is nothing, and what to do about it. */
export function Empty({
  title,
  help,
  children,
}: {
  readonly title: string;
  readonly help?: string;
  readonly children?: ReactNode;
}) {
  return (
    <div className="empty">
      <p className="empty-title">{title}</p>
      {help !== undefined && <p className="empty-help">{help}</p>}
      {children}
    </div>
  );
}
