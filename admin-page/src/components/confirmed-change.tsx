import { Button, type ButtonProps } from "antd";
import { type ReactNode, useState } from "react";
import type { Api } from "../api/client.ts";
import { usePayoutChange } from "../api/payouts.ts";
import type { Payout } from "../api/types.ts";
import { useTexts } from "../texts/language.ts";
import { ConfirmDialog } from "./confirm-dialog.tsx";

/** A button that changes a payout, once the person has confirmed it in a dialog. */
export function ConfirmedChange({
  label,
  title,
  help,
  action = label,
  asksReason = false,
  needsReason = false,
  isReady = true,
  danger = false,
  type,
  change,
  onDone,
  children,
}: {
  /** What the button says. */
  readonly label: string;
  readonly title: string;
  readonly help: string;
  /** What the dialog's own button says; the same by default. */
  readonly action?: string;
  /** Whether the person may say why. */
  readonly asksReason?: boolean;
  /** Whether the person must. */
  readonly needsReason?: boolean;
  /** Whether all is entered that `children` ask for. */
  readonly isReady?: boolean;
  readonly danger?: boolean;
  readonly type?: NonNullable<ButtonProps["type"]>;
  /** The reason is undefined when none was typed. */
  readonly change: (api: Api, reason: string | undefined) => Promise<Payout>;
  readonly onDone?: (changed: Payout) => Promise<void>;
  /** More of what happens then, beneath `help`. */
  readonly children?: ReactNode;
}) {
  const { paying, optional } = useTexts();
  const [isAsking, setAsking] = useState(false);
  const changing = usePayoutChange(change);
  return (
    <>
      <Button type={type ?? "default"} danger={danger} onClick={() => setAsking(true)}>
        {label}
      </Button>
      <ConfirmDialog
        open={isAsking}
        title={title}
        help={help}
        action={action}
        {...(asksReason && { reason: { label: `${paying.reason} ${optional}`, required: false } })}
        {...(needsReason && { reason: { label: paying.reason, required: true } })}
        danger={danger}
        isReady={isReady}
        isPending={changing.isPending}
        error={changing.error}
        onConfirm={(reason) =>
          changing.mutate(reason, {
            async onSuccess(changed) {
              await onDone?.(changed);
              setAsking(false);
            },
          })
        }
        onClose={() => {
          setAsking(false);
          changing.reset();
        }}
      >
        {children}
      </ConfirmDialog>
    </>
  );
}
