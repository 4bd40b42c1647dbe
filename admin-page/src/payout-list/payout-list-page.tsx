import { PlusOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { Link, useNavigate, useSearchParams } from "react-router";
import { usePayoutList } from "../api/payouts.ts";
import type { PayoutSummary } from "../api/types.ts";
import { Empty } from "../components/empty.tsx";
import { ExportButton } from "../components/export-button.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { useFirstFound } from "../components/use-first-found.ts";
import { useSettled } from "../components/use-settled.ts";
import { useConfig } from "../config-context.ts";
import { Loading } from "../layout/loading.tsx";
import { useTitle } from "../layout/use-title.ts";
import { useMe } from "../sign-in/use-me.ts";
import { useTexts } from "../texts/language.ts";
import { CopiedTableNotice } from "./copied-table-notice.tsx";
import { ListFilters, listQueryOf, readFilter } from "./list-filters.tsx";
import { PayoutTable } from "./payout-table.tsx";
import { SetupNotice } from "./setup-notice.tsx";
import { UnreadableNotice } from "./unreadable-notice.tsx";

/** Not every letter that is typed is worth a search. */
const SETTLED_MS = 250;

/** All payouts, the newest first unless asked for otherwise. */
export default function PayoutListPage() {
  const { list, lists, more, drafts } = useTexts();
  const me = useMe();
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const filter = readFilter(params);
  const { defaultTimeZone } = useConfig();
  const search = useSettled(filter.text.trim(), SETTLED_MS);
  const isDeleted = params.get("deleted") === "true";
  const ofDeleted = isDeleted ? { deleted: "true" as const } : {};
  const asked = { ...listQueryOf({ ...filter, text: search }, defaultTimeZone), ...ofDeleted };
  const query = usePayoutList(asked);
  useTitle(list.title);
  const shown = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const unreadable = query.data?.pages.flatMap((page) => page.unreadable ?? []) ?? [];
  const isSearching = useFirstFound(query, shown.length);
  const mayCreate = me.may("createPayout");

  return (
    <div className="page">
      <div className="page-head">
        <h1>{isDeleted ? drafts.showDeleted : list.title}</h1>
        <Link to="/reminders">{drafts.reminders}</Link>
        {mayCreate && (
          <Button
            type="primary"
            icon={<PlusOutlined aria-hidden />}
            onClick={() => void navigate("/new")}
          >
            {list.newPayout}
          </Button>
        )}
      </div>
      {query.data?.pages[0]?.tableCopied === true && <CopiedTableNotice />}
      {unreadable.length > 0 && <UnreadableNotice payoutIds={unreadable} />}
      <SetupNotice />
      <ListFilters
        filter={filter}
        onChange={(next) => setParams({ ...next, ...ofDeleted }, { replace: true })}
      >
        <ExportButton path="/api/payouts.csv" query={asked} fileName={`${list.title}.csv`} />
      </ListFilters>
      {query.data?.pages.some(({ isPart }) => isPart === true) && (
        <p className="quiet">{lists.isPart}</p>
      )}
      <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />
      {query.isPending && !query.isError && <Loading />}
      {query.isSuccess && <Found shown={shown} isSearching={isSearching} />}
      {query.hasNextPage && !isSearching && (
        <div className="more">
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {more}
          </Button>
        </div>
      )}
      {!isDeleted && query.isSuccess && (
        <Link className="quiet" to="/payouts?deleted=true">
          {drafts.showDeleted}
        </Link>
      )}
    </div>
  );
}

function Found({
  shown,
  isSearching,
}: {
  readonly shown: readonly PayoutSummary[];
  readonly isSearching: boolean;
}) {
  const { list } = useTexts();
  const [params] = useSearchParams();
  const mayCreate = useMe().may("createPayout");
  if (shown.length > 0 || isSearching) {
    return (
      <>
        <PayoutTable payouts={shown} />
        {isSearching && <p className="searching">{list.searching}</p>}
      </>
    );
  }
  if (params.size > 0) {
    return (
      <Empty title={list.nothingFound} help={list.nothingFoundHelp}>
        <Link to="/payouts">{list.clear}</Link>
      </Empty>
    );
  }
  return (
    <Empty title={list.empty} help={mayCreate ? list.emptyHelp : list.emptyViewer}>
      {mayCreate && <Link to="/new">{list.newPayout}</Link>}
    </Empty>
  );
}
