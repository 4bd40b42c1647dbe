import { DownloadOutlined } from "@ant-design/icons";
import { Button, Spin } from "antd";
import { useState } from "react";
import { useNavigate } from "react-router";
import type { Payout, SheetProblem } from "../../api/types.ts";
import { type Column, DataTable } from "../../components/data-table.tsx";
import { DownloadButton } from "../../components/download-button.tsx";
import { HelpLink } from "../../help/help-link.tsx";
import { useMe } from "../../sign-in/use-me.ts";
import { useLanguage, useTexts } from "../../texts/language.ts";
import { CancelButton } from "../schedule/cancel-button.tsx";
import { Warnings, warningGroups } from "./warnings.tsx";

/** The sheet has not arrived; a retry's and a reversal's is made by itself. */
export function UploadingPanel({ payout }: { readonly payout: Payout }) {
  const { payout: texts } = useTexts();
  const me = useMe();
  const isRetry = payout.retryOf !== undefined || payout.reversalOf !== undefined;
  return (
    <section className="card waiting">
      <h2>{texts.waiting}</h2>
      <p className="quiet">{isRetry ? texts.waitingRetry : texts.waitingHelp}</p>
      {!isRetry && me.may("createPayout") && (
        <div className="actions">
          <AnotherUpload payout={payout} text={texts.upload} />
        </div>
      )}
    </section>
  );
}

/** The sheet has arrived; the check takes some seconds. */
export function CheckingPanel() {
  const { payout } = useTexts();
  return (
    <section className="card waiting" role="status">
      <Spin size="large" />
      <h2>{payout.checking}</h2>
      <p className="quiet">{payout.checkingHelp}</p>
    </section>
  );
}

/** Everything that is wrong with the sheet, and the way to upload a corrected one. */
export function InvalidPanel({ payout }: { readonly payout: Payout }) {
  const { check: texts, payout: words } = useTexts();
  const me = useMe();
  const { check, payoutId, problemWorkbook } = payout;
  if (check === undefined) return null;
  const hidden = check.problemCount - check.problems.length;
  // A picture or another program's file has no cells to mend.
  const hasCells = check.problems.some(({ cell }) => cell !== undefined);
  return (
    <section className="card">
      <h2 className="bad">{hasCells ? texts.bad(check.problemCount) : texts.badFile}</h2>
      <p>{hasCells ? texts.badHelp : texts.badFileHelp}</p>
      <div className="actions">
        {problemWorkbook === true && (
          <DownloadButton
            icon={<DownloadOutlined aria-hidden />}
            path={`/api/payouts/${payoutId}/problem-workbook`}
            fileName={`${payout.fileName.replace(/\.[^.]+$/, "")}-problems.xlsx`}
          >
            {texts.problemWorkbook}
          </DownloadButton>
        )}
        {me.may("createPayout") && <AnotherUpload payout={payout} text={words.reupload} />}
        <HelpLink topic="mend" />
      </div>
      {hasCells ? (
        <ProblemsTable problems={check.problems} />
      ) : (
        <FileProblems problems={check.problems} />
      )}
      {hidden > 0 && <p className="quiet">{texts.hidden(hidden)}</p>}
      <Warnings groups={warningGroups(check)} />
    </section>
  );
}

/** What is wrong with the file or its tabs as a whole. */
function FileProblems({ problems }: { readonly problems: readonly SheetProblem[] }) {
  const { language } = useLanguage();
  return (
    <ul className="file-problems">
      {problems.map(({ code, sheet, message }) => (
        <li key={[code, sheet, message.en].join(" ")}>
          {sheet !== undefined && <strong>{sheet} </strong>}
          {message[language]}
        </li>
      ))}
    </ul>
  );
}

/** The way to a new payout that takes this one's place, and out of this one. */
function AnotherUpload({ payout, text }: { readonly payout: Payout; readonly text: string }) {
  const navigate = useNavigate();
  const { payoutId, title, dryRun, pointsApi } = payout;
  const params = new URLSearchParams({
    title,
    ...(dryRun ? { dryRun: "true" } : {}),
    ...(pointsApi === undefined ? {} : { pointsApi: pointsApi.name }),
  });
  return (
    <>
      <Button type="primary" onClick={() => void navigate(`/new?${params}`)}>
        {text}
      </Button>
      <CancelButton payoutId={payoutId} />
    </>
  );
}

const PAGE = 100;

/** Where each problem stands, what the cell holds, what is wrong and how to mend it. */
function ProblemsTable({ problems }: { readonly problems: readonly SheetProblem[] }) {
  const { check, more } = useTexts();
  const { language } = useLanguage();
  const [shown, setShown] = useState(PAGE);
  const columns: readonly Column<SheetProblem>[] = [
    {
      key: "cell",
      title: check.cell,
      render: ({ sheet, cell }) => (
        <span className="cell">
          <strong>{cell ?? (sheet === undefined ? check.wholeFile : sheet)}</strong>
          {cell !== undefined && sheet !== undefined && <span className="quiet">{sheet}</span>}
        </span>
      ),
    },
    {
      key: "value",
      title: check.value,
      atEnd: true,
      render: ({ value }) =>
        value === undefined ? (
          <span className="quiet">–</span>
        ) : (
          <code className="value">{value}</code>
        ),
    },
    { key: "problem", title: check.problem, render: ({ message }) => message[language] },
  ];
  return (
    <>
      <DataTable
        kind="problems"
        caption={check.problem}
        columns={columns}
        rows={problems.slice(0, shown)}
        rowKey={({ code, sheet, cell, value }) => [code, sheet, cell, value].join(" ")}
      />
      {problems.length > shown && (
        <div className="more">
          <Button onClick={() => setShown(shown + PAGE)}>{more}</Button>
        </div>
      )}
    </>
  );
}
