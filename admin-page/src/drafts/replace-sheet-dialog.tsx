import { useMutation } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { dataOf, useApi } from "../api/client.ts";
import { useRefreshPayout } from "../api/payouts.ts";
import { Dialog } from "../components/dialog.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { useConfig } from "../config-context.ts";
import { FileDrop } from "../new-payout/file-drop.tsx";
import { fileProblem } from "../new-payout/file-problem.ts";
import { uploadSheet } from "../new-payout/use-upload.ts";
import { useTexts } from "../texts/language.ts";

/** Gives a draft another file, after asking; of one that was dropped, whether it is for a new payout. */
export function ReplaceSheetDialog({
  payoutId,
  dropped,
  onNew,
  onClose,
}: {
  readonly payoutId: string;
  readonly dropped: File | undefined;
  readonly onNew: () => void;
  readonly onClose: () => void;
}) {
  const texts = useTexts();
  const { drafts, newPayout, back } = texts;
  const config = useConfig();
  const [picked, setPicked] = useState<File>();
  const file = dropped ?? picked;
  const problem = file === undefined ? undefined : fileProblem(file, config, texts);
  const replacing = useReplaceSheet(payoutId);
  return (
    <Dialog
      open
      title={dropped === undefined ? drafts.replaceTitle : drafts.droppedTitle}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{back}</Button>
          {dropped !== undefined && (
            <Button disabled={replacing.isPending} onClick={onNew}>
              {drafts.droppedNew}
            </Button>
          )}
          <Button
            type="primary"
            disabled={file === undefined || problem !== undefined}
            loading={replacing.isPending}
            onClick={() => file && replacing.mutate(file, { onSuccess: onClose })}
          >
            {replacing.isPending ? newPayout.uploading(replacing.percent) : drafts.replaceDo}
          </Button>
        </>
      }
    >
      <p>{drafts.replaceHelp}</p>
      <FileDrop
        file={file}
        lostName={undefined}
        problem={problem}
        onPick={setPicked}
        disabled={replacing.isPending || dropped !== undefined}
      />
      <ProblemAlert error={replacing.error} />
    </Dialog>
  );
}

/** Has the payout wait for the file and uploads it; the page shows the check by itself then. */
function useReplaceSheet(payoutId: string) {
  const api = useApi();
  const refresh = useRefreshPayout(payoutId);
  const [percent, setPercent] = useState(0);
  const mutation = useMutation({
    async mutationFn(file: File) {
      setPercent(0);
      const params = { path: { payoutId } };
      const body = { fileName: file.name.normalize("NFC"), sizeBytes: file.size };
      const { upload } = await dataOf(api.POST("/api/payouts/{payoutId}/sheet", { params, body }));
      await uploadSheet(upload, file, (share) => setPercent(Math.floor(share * 100)));
    },
    // Also where the upload failed: the payout waits for the file then.
    onSettled: refresh,
  });
  return { ...mutation, percent };
}
