import { DownloadOutlined } from "@ant-design/icons";
import { useRef, useState } from "react";
import { type RowsFilter, useBreakdown } from "../../api/sheet.ts";
import type { Breakdown, Check, Payout } from "../../api/types.ts";
import { useColumnName } from "../../components/column-names.ts";
import { DownloadButton } from "../../components/download-button.tsx";
import { Loading } from "../../layout/loading.tsx";
import { useMe } from "../../sign-in/use-me.ts";
import { useTexts } from "../../texts/language.ts";
import { CheckFacts } from "../check/check-facts.tsx";
import { AmountsChart, type ShowRows } from "./amounts-chart.tsx";
import { RowsSection } from "./rows-section.tsx";
import { RowsTable } from "./rows-table.tsx";
import { ValueTable } from "./value-table.tsx";
import "./sheet.css";

/** The sheet as whoever decides on it sees it: its amounts, what they are for, every row, and the file. */
export function SheetSection({
  payout,
  isStarted,
}: {
  readonly payout: Payout;
  /** Its payments are listed elsewhere then, with what became of them. */
  readonly isStarted: boolean;
}) {
  const query = useBreakdown(payout);
  const { check } = payout;
  const heading = useRef<HTMLHeadingElement>(null);
  const [filter, setFilter] = useState<RowsFilter>({ search: "" });
  if (check === undefined) return null;
  if (query.isLoading) return <Loading />;
  // What can't be had now is not worth keeping the rest from being read.
  const breakdown = query.data ?? undefined;
  const hasRows = breakdown !== undefined && !isStarted;
  const showRows: ShowRows = ({ from, to }) => {
    setFilter({ search: "", least: from, most: to });
    heading.current?.focus();
    heading.current?.scrollIntoView({ block: "start" });
  };
  return (
    <div className="page">
      {isStarted && <CheckFacts payout={payout} check={check} />}
      <SheetFile payout={payout} />
      {breakdown !== undefined && (
        <>
          <AmountsChart
            breakdown={breakdown}
            isReversal={payout.reversalOf !== undefined}
            onShowRows={hasRows ? showRows : undefined}
          />
          <Values payout={payout} breakdown={breakdown} />
        </>
      )}
      <FirstRows check={check} hasRows={hasRows} />
      {hasRows && (
        <RowsSection payout={payout} filter={filter} onChange={setFilter} heading={heading} />
      )}
    </div>
  );
}

function SheetFile({ payout }: { readonly payout: Payout }) {
  const { sheet: texts } = useTexts();
  const me = useMe();
  if (!me.may("getSheet")) return null;
  return (
    <div className="sheet-file">
      <DownloadButton
        icon={<DownloadOutlined aria-hidden />}
        path={`/api/payouts/${payout.payoutId}/sheet`}
        fileName={payout.fileName}
      >
        {texts.download}
      </DownloadButton>
      <span className="quiet small">{texts.downloadNoted}</span>
    </div>
  );
}

function Values({ payout, breakdown }: { readonly payout: Payout; readonly breakdown: Breakdown }) {
  const { sheet: texts } = useTexts();
  const nameOf = useColumnName(payout.pointsApi?.name);
  const { byAmount, byReason, byColumn } = breakdown;
  const hasReasons = byReason.top.some(({ value }) => value !== undefined);
  return (
    <div className="two-tables">
      <ValueTable
        title={texts.amount}
        heading={texts.byAmount}
        sums={byAmount}
        nameOf={(value) => texts.figure(Number(value))}
      />
      {hasReasons && <ValueTable title={texts.reason} heading={texts.byReason} sums={byReason} />}
      {byColumn.map(({ column, ...sums }) => (
        <ValueTable
          key={column}
          title={nameOf(column)}
          heading={texts.byColumn(nameOf(column))}
          sums={sums}
        />
      ))}
    </div>
  );
}

/** The largest payments, and the first ones where they are not all listed. */
function FirstRows({ check, hasRows }: { readonly check: Check; readonly hasRows: boolean }) {
  const { check: texts } = useTexts();
  return (
    <div className={hasRows ? "page" : "two-tables"}>
      <div className="rows">
        <h3>{texts.largest}</h3>
        <RowsTable caption={texts.largest} rows={check.largest} />
      </div>
      {!hasRows && (
        <div className="rows">
          <h3>{texts.sample}</h3>
          <RowsTable caption={texts.sample} rows={check.sample} />
        </div>
      )}
    </div>
  );
}
