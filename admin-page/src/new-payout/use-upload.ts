import { useMutation } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useNavigate } from "react-router";
import { dataOf, defined, useApi } from "../api/client.ts";
import type { Schemas } from "../api/contract.ts";
import { UploadFailedError } from "../api/problem.ts";

interface Upload {
  readonly file: File;
  readonly title: string;
  readonly isDryRun: boolean;
  /** Where there is a choice. */
  readonly pointsApi: string | undefined;
  /** Of every row that says nothing else. */
  readonly defaults: Schemas["CreatePayout"]["defaults"];
  /** How it is to be scheduled, as a suggestion. */
  readonly plan: Schemas["CreatePayout"]["plan"];
}

/**
 * Creates the payout, posts its sheet and goes to its page, where the check appears. Meanwhile the
 * browser asks before the page is left.
 */
export function useUpload(onDone: () => void) {
  const api = useApi();
  const navigate = useNavigate();
  const [percent, setPercent] = useState(0);
  const mutation = useMutation({
    async mutationFn({ file, title, isDryRun, pointsApi, defaults, plan }: Upload) {
      setPercent(0);
      const fileName = file.name.normalize("NFC");
      const dryRun = isDryRun ? { dryRun: true } : {};
      const chosen = { ...dryRun, ...defined({ pointsApi, defaults, plan }) };
      const body = { title, fileName, sizeBytes: file.size, ...chosen };
      const { payoutId, upload } = await dataOf(api.POST("/api/payouts", { body }));
      await uploadSheet(upload, file, (share) => setPercent(Math.floor(share * 100)));
      return payoutId;
    },
    onSuccess(payoutId) {
      onDone();
      return navigate(`/payouts/${payoutId}`);
    },
  });
  useLeaveWarning(mutation.isPending);
  return { ...mutation, percent };
}

/** Posts the sheet straight to its store, reporting the share that was sent, from 0 to 1. */
export function uploadSheet(
  form: Schemas["CreatedPayout"]["upload"],
  file: File,
  onProgress: (share: number) => void,
): Promise<void> {
  const body = new FormData();
  for (const [name, value] of Object.entries(form.fields)) body.append(name, value);
  body.append("file", file);
  // fetch does not report how much of a body was sent.
  const request = new XMLHttpRequest();
  return new Promise((resolve, reject) => {
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 0 : loaded / total);
    request.onload = () => {
      if (request.status >= 200 && request.status < 300) resolve();
      else reject(new UploadFailedError(`The store answered ${request.status}.`));
    };
    request.onerror = () => reject(new UploadFailedError("The store did not answer."));
    request.open("POST", form.url);
    request.send(body);
  });
}

/** Has the browser ask before the tab is closed or reloaded, in words of its own, while `wanted`. */
function useLeaveWarning(wanted: boolean): void {
  useEffect(() => {
    if (!wanted) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener("beforeunload", ask);
    return () => removeEventListener("beforeunload", ask);
  }, [wanted]);
}
