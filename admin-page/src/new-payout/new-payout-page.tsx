import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Input } from "antd";
import { type FormEvent, useState } from "react";
import { useNavigate, useSearchParams } from "react-router";
import * as z from "zod/mini";
import { dataOf, useApi } from "../api/client.ts";
import { uploadSheet } from "../api/upload-sheet.ts";
import { Field } from "../components/field.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { useDraft } from "../components/use-draft.ts";
import { useLeaveWarning } from "../components/use-leave-warning.ts";
import { useConfig } from "../config-context.ts";
import { useTitle } from "../layout/use-title.ts";
import { useMe } from "../sign-in/use-me.ts";
import { useTexts } from "../texts/language.ts";
import { DryRunSwitch } from "./dry-run-switch.tsx";
import { FileDrop } from "./file-drop.tsx";
import { fileProblem } from "./file-problem.ts";
import { TemplateDownload } from "./template-download.tsx";

const draftSchema = z.object({
  title: z.string(),
  isOwn: z.boolean(),
  dryRun: z.optional(z.boolean()),
  /** Of the file that was picked, which itself does not outlast a reload. */
  fileName: z.optional(z.string()),
});

/** Picking a sheet, naming the payout, and uploading. */
export default function NewPayoutPage() {
  const texts = useTexts();
  const { newPayout } = texts;
  const [params] = useSearchParams();
  const maySave = useMe().may("createPayout");
  const config = useConfig();
  const [file, setFile] = useState<File>();
  const [touched, setTouched] = useState(false);
  const given = params.get("title") ?? "";
  const givenDryRun = params.get("dryRun") === "true";
  const { draft, change, forget } = useDraft(`new-payout.${params}`, draftSchema, {
    title: given,
    isOwn: given !== "",
    dryRun: givenDryRun,
  });
  const isDryRun = draft.dryRun === true;
  const upload = useUpload(forget);
  useTitle(newPayout.title);
  useLeaveWarning(upload.isPending);
  if (!maySave) return <Alert type="info" showIcon title={newPayout.mayNot} />;

  const problem = file === undefined ? undefined : fileProblem(file, config, texts);
  const titleMissing = draft.title.trim() === "";

  function pick(picked: File): void {
    setFile(picked);
    upload.reset();
    // A name that was typed stays; one that came from a file gives way to the next file's.
    const title = draft.isOwn ? draft.title : nameOf(picked);
    change({ ...draft, title, fileName: picked.name });
  }

  function submit(event: FormEvent): void {
    event.preventDefault();
    setTouched(true);
    if (file === undefined || problem !== undefined || titleMissing) return;
    upload.mutate({ file, title: draft.title.trim(), isDryRun });
  }

  return (
    <div className="page page-narrow">
      <h1>{newPayout.title}</h1>
      <form className="card form" onSubmit={submit} noValidate>
        <FileDrop
          file={file}
          lostName={draft.fileName}
          problem={problem}
          onPick={pick}
          disabled={upload.isPending}
        />
        <TemplateDownload />
        <Field
          label={newPayout.name}
          help={newPayout.nameHelp}
          error={touched && titleMissing ? newPayout.nameMissing : undefined}
        >
          {({ id, describedBy }) => (
            <Input
              id={id}
              aria-describedby={describedBy}
              maxLength={200}
              value={draft.title}
              disabled={upload.isPending}
              onChange={({ target }) =>
                change({ ...draft, title: target.value, isOwn: target.value !== "" })
              }
            />
          )}
        </Field>
        <DryRunSwitch
          checked={isDryRun}
          disabled={upload.isPending}
          onChange={(dryRun) => change({ ...draft, dryRun })}
        />
        <ProblemAlert error={upload.error} />
        <div className="form-end">
          <Button
            type="primary"
            size="large"
            htmlType="submit"
            disabled={file === undefined || problem !== undefined}
            loading={upload.isPending}
          >
            {upload.isPending ? newPayout.uploading(upload.percent) : newPayout.upload}
          </Button>
          <span className="quiet">{newPayout.nothingPaid}</span>
        </div>
      </form>
    </div>
  );
}

interface Upload {
  readonly file: File;
  readonly title: string;
  readonly isDryRun: boolean;
}

/** Creates the payout, posts its sheet and goes to its page, where the check appears. */
function useUpload(onDone: () => void) {
  const api = useApi();
  const navigate = useNavigate();
  const [percent, setPercent] = useState(0);
  const mutation = useMutation({
    async mutationFn({ file, title, isDryRun }: Upload) {
      setPercent(0);
      const fileName = file.name.normalize("NFC");
      const dryRun = isDryRun ? { dryRun: true } : {};
      const body = { title, fileName, sizeBytes: file.size, ...dryRun };
      const { payoutId, upload } = await dataOf(api.POST("/api/payouts", { body }));
      await uploadSheet(upload, file, (share) => setPercent(Math.floor(share * 100)));
      return payoutId;
    },
    onSuccess(payoutId) {
      onDone();
      return navigate(`/payouts/${payoutId}`);
    },
  });
  return { ...mutation, percent };
}

/** A file's name without its ending, as the payout's first name. */
function nameOf(file: File): string {
  return file.name
    .normalize("NFC")
    .replace(/\.[^.]+$/, "")
    .replaceAll(/[_\s]+/g, " ")
    .trim();
}
