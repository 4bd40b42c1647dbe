import { Tabs } from "antd";
import { useSearchParams } from "react-router";
import type { Check, Payout } from "../api/types.ts";
import { useColumnName } from "../components/column-names.ts";
import { type Column, DataTable } from "../components/data-table.tsx";
import { count } from "../components/numbers.ts";
import { useTexts } from "../texts/language.ts";
import { CheckFacts } from "./check/check-facts.tsx";
import { History } from "./history.tsx";
import { PaymentsSection } from "./payments/payments-section.tsx";

const STARTED = ["distributing", "paused", "halted", "completed"];

/** The sheet, the payments and the history; the address says which is open. */
export function PayoutDetails({ payout }: { readonly payout: Payout }) {
  const { payout: texts } = useTexts();
  const [params, setParams] = useSearchParams();
  const isStarted = STARTED.includes(payout.state);
  const hasSheet = payout.check?.problemCount === 0;
  const tabs = [
    { key: "payments", label: texts.payments, isThere: isStarted },
    { key: "sheet", label: texts.sheet, isThere: hasSheet },
    { key: "history", label: texts.history, isThere: true },
  ].filter(({ isThere }) => isThere);
  const open = tabs.find(({ key }) => key === params.get("tab")) ?? tabs[0];
  return (
    <section className="card" aria-label={texts.tabs}>
      <Tabs
        activeKey={open?.key ?? "history"}
        onChange={(key) => setParams({ tab: key }, { replace: true })}
        items={tabs.map(({ key, label }) => ({
          key,
          label,
          children: <Tab name={key} payout={payout} isStarted={isStarted} />,
        }))}
        destroyOnHidden
      />
    </section>
  );
}

function Tab({
  name,
  payout,
  isStarted,
}: {
  readonly name: string;
  readonly payout: Payout;
  readonly isStarted: boolean;
}) {
  if (name === "payments") return <PaymentsSection payout={payout} />;
  if (name === "sheet") return <Sheet payout={payout} withFacts={isStarted} />;
  return <History payout={payout} />;
}

function Sheet({ payout, withFacts }: { readonly payout: Payout; readonly withFacts: boolean }) {
  const { check: texts } = useTexts();
  const { check } = payout;
  if (check === undefined) return null;
  return (
    <>
      {withFacts && <CheckFacts payout={payout} check={check} />}
      <div className="two-tables">
        <RowsTable caption={texts.largest} rows={check.largest} />
        <RowsTable caption={texts.sample} rows={check.sample} />
      </div>
    </>
  );
}

type Row = Check["sample"][number];

/** Some rows of the sheet as they were understood. */
function RowsTable({ caption, rows }: { readonly caption: string; readonly rows: readonly Row[] }) {
  const { check } = useTexts();
  const columns: readonly Column<Row>[] = [
    { key: "row", title: check.row, numeric: true, render: ({ row }) => row },
    { key: "user", title: check.user, render: ({ userId }) => <bdi>{userId}</bdi> },
    { key: "points", title: check.points, numeric: true, render: ({ points }) => count(points) },
    { key: "reason", title: check.reason, render: ({ reason }) => reason ?? "–" },
    ...(rows.some(({ extras }) => extras !== undefined)
      ? [{ key: "extras", title: check.extras, render: renderExtras }]
      : []),
  ];
  return (
    <div className="rows">
      <h3>{caption}</h3>
      <DataTable
        kind="rows"
        caption={caption}
        columns={columns}
        rows={rows}
        rowKey={({ row }) => String(row)}
      />
    </div>
  );
}

const renderExtras = ({ extras = {} }: Row) => <Extras extras={extras} />;

/** What the points system takes besides, each value under the name of its column. */
function Extras({ extras }: { readonly extras: NonNullable<Row["extras"]> }) {
  const nameOf = useColumnName();
  return Object.entries(extras).map(([column, value]) => (
    <div key={column}>
      <span className="quiet">{nameOf(column)}:</span>{" "}
      <bdi className={isDate(value) ? "date" : ""}>{value}</bdi>
    </div>
  ));
}

/** Which is not broken at its hyphens. */
function isDate(value: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(value);
}
