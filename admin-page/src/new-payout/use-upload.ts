import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
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
  const navigate = useNavigate();
  const [percent, setPercent] = useState(0);
  const { open, forget } = useOpenPayout();
  const mutation = useMutation({
    async mutationFn({ file, title, isDryRun, pointsApi, defaults, plan }: Upload) {
      setPercent(0);
      const fileName = file.name.normalize("NFC");
      const dryRun = isDryRun ? { dryRun: true } : {};
      const chosen = { ...dryRun, ...defined({ pointsApi, defaults, plan }) };
      const body = { title, fileName, sizeBytes: file.size, ...chosen };
      const { payoutId, upload } = await open(body);
      try {
        await uploadSheet(upload, file, (share) => setPercent(Math.floor(share * 100)));
      } catch (error) {
        // Its form may have expired: the next try has another one.
        if (error instanceof UploadFailedError && error.isRefused) forget(payoutId);
        throw error;
      }
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

/**
 * The payout that waits for its sheet. An upload that broke off goes on with it when it is tried again:
 * every other try would leave a payout behind. One that is not gone on with is cancelled.
 */
function useOpenPayout() {
  const api = useApi();
  const last = useRef<{ readonly asked: string; readonly created: Schemas["CreatedPayout"] }>(
    undefined,
  );
  function forget(payoutId: string): void {
    last.current = undefined;
    const params = { path: { payoutId } };
    // Where even that fails, it ends by itself.
    void api.DELETE("/api/payouts/{payoutId}/schedule", { params }).catch(() => undefined);
  }
  return {
    forget,
    async open(body: Schemas["CreatePayout"]): Promise<Schemas["CreatedPayout"]> {
      const asked = JSON.stringify(body);
      if (last.current?.asked === asked) return last.current.created;
      if (last.current !== undefined) forget(last.current.created.payoutId);
      const created = await dataOf(api.POST("/api/payouts", { body }));
      last.current = { asked, created };
      return created;
    },
  };
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
      else reject(new UploadFailedError(`The store answered ${request.status}.`, true));
    };
    request.onerror = () => reject(new UploadFailedError("The store did not answer.", false));
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
