import { DownloadOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useNavigate } from "react-router";
import type { Payout } from "../../api/types.ts";
import { DownloadButton } from "../../components/download-button.tsx";
import { newPayoutInsteadOf } from "../../new-payout/new-payout-link.ts";
import { useMe } from "../../sign-in/use-me.ts";
import { useTexts } from "../../texts/language.ts";
import { CancelButton } from "../schedule/cancel-button.tsx";
import { ProblemsTable } from "./problems-table.tsx";
import { warningGroups } from "./warning-groups.ts";
import { Warnings } from "./warnings.tsx";

/** Everything that is wrong with the sheet, and the way to upload a corrected one. */
export function InvalidPanel({ payout }: { readonly payout: Payout }) {
  const { check: texts, payout: words } = useTexts();
  const me = useMe();
  const navigate = useNavigate();
  const { check, payoutId, problemWorkbook } = payout;
  if (check === undefined) return null;
  const hidden = check.problemCount - check.problems.length;
  return (
    <section className="card">
      <h2 className="bad">{texts.bad(check.problemCount)}</h2>
      <p>{texts.badHelp}</p>
      <div className="actions">
        {problemWorkbook === true && (
          <DownloadButton
            icon={<DownloadOutlined />}
            path={`/api/payouts/${payoutId}/problem-workbook`}
            fileName={`${payout.fileName.replace(/\.[^.]+$/, "")}-problems.xlsx`}
          >
            {texts.problemWorkbook}
          </DownloadButton>
        )}
        {me.may("createPayout") && (
          <>
            <Button type="primary" onClick={() => void navigate(newPayoutInsteadOf(payout))}>
              {words.reupload}
            </Button>
            <CancelButton payoutId={payoutId} />
          </>
        )}
      </div>
      <ProblemsTable problems={check.problems} />
      {hidden > 0 && <p className="quiet">{texts.hidden(hidden)}</p>}
      <Warnings groups={warningGroups(check)} ticked={[]} />
    </section>
  );
}
