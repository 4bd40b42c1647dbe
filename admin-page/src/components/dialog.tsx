import { Modal } from "antd";
import { type ReactNode, useRef } from "react";

/**
 * A dialog in which the first thing to enter has the focus, or else the first of its buttons, which
 * changes nothing: never the dialog as a whole, of which nobody hears what it asks.
 */
export function Dialog({
  open,
  title,
  footer,
  onClose,
  children,
}: {
  readonly open: boolean;
  readonly title: string | undefined;
  /** Its buttons, the one first that goes back. */
  readonly footer: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}) {
  const body = useRef<HTMLDivElement>(null);
  const buttons = useRef<HTMLDivElement>(null);
  return (
    <Modal
      open={open}
      title={title}
      onCancel={onClose}
      afterOpenChange={(isOpen) => isOpen && focusFirst(body.current, buttons.current)}
      centered
      destroyOnHidden
      footer={
        <div className="dialog-end" ref={buttons}>
          {footer}
        </div>
      }
    >
      <div className="dialog-body" ref={body}>
        {children}
      </div>
    </Modal>
  );
}

function focusFirst(body: HTMLElement | null, buttons: HTMLElement | null): void {
  const field = body?.querySelector<HTMLElement>("input:not([hidden]), textarea, select");
  (field ?? buttons?.querySelector("button"))?.focus();
}
