import { Alert, Button, Input } from "antd";
import { type ReactNode, useState } from "react";
import { useTexts } from "../texts/language.ts";
import { Dialog } from "./dialog.tsx";
import { useIsDryRun } from "./dry-run.tsx";
import { Field } from "./field.tsx";
import { ProblemAlert } from "./problem-alert.tsx";

/** Asks once more before something is done, if wanted with a reason; shows why it was refused. */
export function ConfirmDialog({
  open,
  title,
  help,
  action,
  reason,
  danger = false,
  isReady = true,
  isPending,
  error,
  onConfirm,
  onClose,
  children,
}: {
  readonly open: boolean;
  readonly title: string;
  readonly help: string;
  /** What the button says. */
  readonly action: string;
  /** Asks for a reason under this label. */
  readonly reason?: { readonly label: string; readonly required: boolean };
  readonly danger?: boolean;
  /** Whether all is entered that `children` ask for. */
  readonly isReady?: boolean;
  readonly isPending: boolean;
  readonly error: unknown;
  /** The reason is undefined when none was typed. */
  readonly onConfirm: (reason: string | undefined) => void;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}) {
  const { back, dryRun } = useTexts();
  const isDryRun = useIsDryRun();
  const [typed, setTyped] = useState("");
  const text = typed.trim();
  return (
    <Dialog
      open={open}
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{back}</Button>
          <Button
            type="primary"
            danger={danger}
            loading={isPending}
            disabled={!isReady || (reason?.required === true && text === "")}
            onClick={() => onConfirm(text === "" ? undefined : text)}
          >
            {action}
          </Button>
        </>
      }
    >
      {isDryRun && <Alert type="warning" showIcon title={dryRun.banner} />}
      <p>{help}</p>
      {children}
      {reason !== undefined && (
        <Field label={reason.label}>
          {({ id }) => (
            <Input.TextArea
              id={id}
              rows={3}
              maxLength={500}
              value={typed}
              onChange={({ target }) => setTyped(target.value)}
            />
          )}
        </Field>
      )}
      <ProblemAlert error={error} />
    </Dialog>
  );
}
