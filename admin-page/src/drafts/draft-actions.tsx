import { Button, Input } from "antd";
import { useState } from "react";
import { Link, useNavigate } from "react-router";
import { dataOf } from "../api/client.ts";
import type { Payout, PayoutState } from "../api/types.ts";
import { ConfirmedChange } from "../components/confirmed-change.tsx";
import { Field } from "../components/field.tsx";
import { useMe } from "../sign-in/use-me.ts";
import { useTexts } from "../texts/language.ts";
import { useFileDroppedHere } from "./dropped-file.tsx";
import { ReplaceSheetDialog } from "./replace-sheet-dialog.tsx";

const DRAFTS: readonly PayoutState[] = ["uploading", "checking", "invalid", "ready"];

/** What is done with a draft, and with any payout that another is to be like. */
export function DraftActions({ payout }: { readonly payout: Payout }) {
  const { drafts } = useTexts();
  const me = useMe();
  const isDraft = DRAFTS.includes(payout.state);
  const isMade = payout.retryOf !== undefined || payout.reversalOf !== undefined;
  if (!me.may("createPayout")) return null;
  const mayDelete = mayBeDeleted(payout) && (isDraft || payout.state === "cancelled");
  if (isMade && !isDraft && !mayDelete) return null;
  return (
    <div className="draft-actions">
      {isDraft && <RenameButton payout={payout} />}
      {isDraft && !isMade && payout.owner.id === me.id && <ReplaceButton payout={payout} />}
      {!isMade && (
        <>
          <Link to={`/new?from=${payout.payoutId}`}>{drafts.copy}</Link>
          <Link to={`/reminders?from=${payout.payoutId}`}>{drafts.remind}</Link>
        </>
      )}
      {mayDelete && <DeleteButton payoutId={payout.payoutId} />}
    </div>
  );
}

/** As far as the page knows: what others had a part in stays in the lists. */
function mayBeDeleted({ schedule, needsApproval, brake, heldBy, sentBack, deletedBy }: Payout) {
  const parts = [schedule, needsApproval, brake, heldBy, sentBack, deletedBy];
  return parts.every((part) => part === undefined);
}

function RenameButton({ payout: { payoutId, title } }: { readonly payout: Payout }) {
  const { drafts, newPayout } = useTexts();
  const [typed, setTyped] = useState(title);
  return (
    <ConfirmedChange
      type="text"
      label={drafts.rename}
      title={drafts.renameTitle}
      help={drafts.renameHelp}
      isReady={typed.trim() !== ""}
      change={(api) =>
        dataOf(
          api.PUT("/api/payouts/{payoutId}/title", {
            params: { path: { payoutId } },
            body: { title: typed.trim() },
          }),
        )
      }
    >
      <Field label={newPayout.name}>
        {({ id }) => (
          <Input
            id={id}
            maxLength={200}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
          />
        )}
      </Field>
    </ConfirmedChange>
  );
}

/** Opens by itself with a file that is dropped on the page. */
function ReplaceButton({ payout }: { readonly payout: Payout }) {
  const { drafts } = useTexts();
  const navigate = useNavigate();
  const dropped = useFileDroppedHere();
  const [isOpen, setOpen] = useState(false);
  const close = () => {
    setOpen(false);
    dropped.take();
  };
  return (
    <>
      <Button type="text" onClick={() => setOpen(true)}>
        {drafts.replace}
      </Button>
      {(isOpen || dropped.file !== undefined) && (
        <ReplaceSheetDialog
          payoutId={payout.payoutId}
          dropped={dropped.file}
          onNew={() => void navigate("/new")}
          onClose={close}
        />
      )}
    </>
  );
}

function DeleteButton({ payoutId }: { readonly payoutId: string }) {
  const { drafts } = useTexts();
  const navigate = useNavigate();
  return (
    <ConfirmedChange
      type="text"
      danger
      label={drafts.delete}
      title={drafts.deleteTitle}
      help={drafts.deleteHelp}
      change={(api) =>
        dataOf(api.DELETE("/api/payouts/{payoutId}", { params: { path: { payoutId } } }))
      }
      onDone={async () => void (await navigate("/payouts"))}
    />
  );
}
