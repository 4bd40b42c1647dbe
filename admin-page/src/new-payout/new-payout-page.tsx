import { DownloadOutlined } from "@ant-design/icons";
import { Alert, Button, Input, Switch } from "antd";
import { type FormEvent, useEffect, useId, useState } from "react";
import { useSearchParams } from "react-router";
import * as z from "zod/mini";
import { defined } from "../api/client.ts";
import { DownloadButton } from "../components/download-button.tsx";
import { Field } from "../components/field.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { useDraft } from "../components/use-draft.ts";
import { useConfig } from "../config-context.ts";
import { useDroppedFile } from "../drafts/dropped-file.tsx";
import { PasteRows } from "../drafts/paste-rows.tsx";
import { type NewPayoutSettings, useNewPayoutSettings } from "../drafts/use-new-payout-settings.ts";
import { HelpLink } from "../help/help-link.tsx";
import { Loading } from "../layout/loading.tsx";
import { useTitle } from "../layout/use-title.ts";
import { useMe } from "../sign-in/use-me.ts";
import { useLanguage, useTexts } from "../texts/language.ts";
import { FileDrop } from "./file-drop.tsx";
import { fileProblem } from "./file-problem.ts";
import { PointsApiChoice, usePointsApi } from "./points-api-choice.tsx";
import { RowDefaultsFields, useGivenDefaults } from "./row-defaults.tsx";
import { useUpload } from "./use-upload.ts";

const draftSchema = z.object({
  title: z.string(),
  isOwn: z.boolean(),
  dryRun: z.optional(z.boolean()),
  pointsApi: z.optional(z.string()),
  reason: z.optional(z.string()),
  extras: z.optional(z.record(z.string(), z.string())),
  /** Of the file that was picked, which itself does not outlast a reload. */
  fileName: z.optional(z.string()),
});

/** A new payout: with nothing, or made like another one, as a reminder says, or in place of one. */
export default function NewPayoutPage() {
  const { newPayout } = useTexts();
  const [params] = useSearchParams();
  const maySave = useMe().may("createPayout");
  const { settings, isCopied, isLoading, error } = useNewPayoutSettings(params);
  useTitle(newPayout.title);
  if (!maySave) return <Alert type="info" showIcon title={newPayout.mayNot} />;
  if (isLoading) return <Loading />;
  return (
    <div className="page page-narrow">
      <h1>{newPayout.title}</h1>
      <ProblemAlert error={error} />
      {isCopied && <CopiedNotice settings={settings} />}
      <NewPayoutForm key={String(params)} name={String(params)} settings={settings} />
    </div>
  );
}

/** Picking a sheet, naming the payout, and uploading. */
function NewPayoutForm({
  name,
  settings,
}: {
  /** Tells what is typed here from what is typed for another. */
  readonly name: string;
  readonly settings: NewPayoutSettings;
}) {
  const texts = useTexts();
  const { newPayout } = texts;
  const config = useConfig();
  const [file, setFile] = useState<File>();
  const [touched, setTouched] = useState(false);
  const { title, dryRun = false, plan } = settings;
  const { draft, change, forget } = useDraft(`new-payout.${name}`, draftSchema, {
    ...{ title, isOwn: title !== "", dryRun },
    ...settings.defaults,
  });
  const isDryRun = draft.dryRun === true;
  const pointsApi = usePointsApi(draft.pointsApi ?? settings.pointsApi);
  const defaults = useGivenDefaults(draft, pointsApi);
  const upload = useUpload(forget);
  const dropped = useDroppedFile();
  useEffect(() => {
    if (dropped.file === undefined || upload.isPending) return;
    pick(dropped.file);
    dropped.take();
  });

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
    upload.mutate({ file, title: draft.title.trim(), isDryRun, pointsApi, defaults, plan });
  }

  return (
    <form className="card form" onSubmit={submit} noValidate>
      <FileDrop
        file={file}
        lostName={draft.fileName}
        problem={problem}
        onPick={pick}
        disabled={upload.isPending}
      />
      <PasteRows disabled={upload.isPending} onFile={pick} />
      <TemplateDownload pointsApi={pointsApi} />
      <HelpLink topic="sheet" />
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
      <PointsApiChoice
        value={pointsApi}
        disabled={upload.isPending}
        onChange={(name) => change({ ...draft, pointsApi: name })}
      />
      <RowDefaultsFields
        value={draft}
        pointsApi={pointsApi}
        disabled={upload.isPending}
        onChange={({ reason, extras }) => change({ ...draft, ...defined({ reason, extras }) })}
      />
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
  );
}

/** What else was taken over, of which this page shows nothing. */
function CopiedNotice({ settings }: { readonly settings: NewPayoutSettings }) {
  const { drafts } = useTexts();
  const { timeOfDay, note } = settings.plan ?? {};
  return (
    <Alert
      type="info"
      showIcon
      title={drafts.copied}
      description={
        (timeOfDay !== undefined || note !== undefined) && (
          <>
            {timeOfDay !== undefined && <div>{drafts.copiedTime(timeOfDay)}</div>}
            {note !== undefined && (
              <div>
                {drafts.copiedNote} <q>{note}</q>
              </div>
            )}
          </>
        )
      }
    />
  );
}

/** A file's name without its ending, as the payout's first name. */
function nameOf(file: File): string {
  return file.name
    .normalize("NFC")
    .replace(/\.[^.]+$/, "")
    .replaceAll(/[_\s]+/g, " ")
    .trim();
}

/** Whether the payout is to be a dry run, with what that means. */
function DryRunSwitch({
  checked,
  disabled,
  onChange,
}: {
  readonly checked: boolean;
  readonly disabled: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  const { dryRun } = useTexts();
  const id = useId();
  return (
    <div className="field">
      <div className="switch">
        <Switch
          id={id}
          aria-describedby={`${id}-help`}
          checked={checked}
          disabled={disabled}
          onChange={onChange}
        />
        <label htmlFor={id}>{dryRun.choose}</label>
      </div>
      <div id={`${id}-help`} className="field-help">
        {dryRun.chooseHelp}
      </div>
    </div>
  );
}

/** The .xlsx to fill in, in the reader's language. */
function TemplateDownload({ pointsApi }: { readonly pointsApi: string | undefined }) {
  const { newPayout } = useTexts();
  const { language } = useLanguage();
  return (
    <div className="template">
      <p className="quiet">{newPayout.templateHelp}</p>
      <DownloadButton
        path={`/api/template?${new URLSearchParams({ language, ...(pointsApi === undefined ? {} : { pointsApi }) })}`}
        fileName="paysheet-template.xlsx"
        icon={<DownloadOutlined aria-hidden />}
      >
        {newPayout.template}
      </DownloadButton>
    </div>
  );
}
