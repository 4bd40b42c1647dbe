import { Button, Input } from "antd";
import type { RefObject } from "react";
import { type RowsFilter, useRows } from "../../api/sheet.ts";
import type { Payout } from "../../api/types.ts";
import { Empty } from "../../components/empty.tsx";
import { count } from "../../components/numbers.ts";
import { ProblemAlert } from "../../components/problem-alert.tsx";
import { useFirstFound } from "../../components/use-first-found.ts";
import { Loading } from "../../layout/loading.tsx";
import { useTexts } from "../../texts/language.ts";
import { RowsTable } from "./rows-table.tsx";

/** All rows of a sheet that nobody was paid by yet, to be searched and read page by page. */
export function RowsSection({
  payout,
  filter,
  onChange,
  heading,
}: {
  readonly payout: Payout;
  readonly filter: RowsFilter;
  readonly onChange: (filter: RowsFilter) => void;
  /** Where who asked for some rows is led to. */
  readonly heading: RefObject<HTMLHeadingElement | null>;
}) {
  const { sheet: texts } = useTexts();
  const { search, least, most } = filter;
  return (
    <section className="sheet-part" aria-label={texts.rows}>
      <h3 ref={heading} tabIndex={-1}>
        {texts.rows}
      </h3>
      <div className="filters">
        <Input.Search
          allowClear
          className="sheet-search"
          defaultValue={search}
          maxLength={200}
          aria-label={texts.search}
          placeholder={texts.search}
          onSearch={(typed) => onChange({ ...filter, search: typed.trim() })}
        />
        {least !== undefined && most !== undefined && (
          <span className="sheet-range">
            {texts.onlyAmounts(count(least), count(most))}
            <Button size="small" onClick={() => onChange({ search })}>
              {texts.allAmounts}
            </Button>
          </span>
        )}
      </div>
      <Found key={`${search} ${least} ${most}`} payout={payout} filter={filter} />
    </section>
  );
}

function Found({ payout, filter }: { readonly payout: Payout; readonly filter: RowsFilter }) {
  const { more, sheet: texts } = useTexts();
  const query = useRows(payout, filter);
  const rows = query.data?.pages.flatMap(({ items }) => items) ?? [];
  const isSearching = useFirstFound(query, rows.length);
  if (query.error !== null) {
    return <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (query.isPending) return <Loading />;
  if (isSearching) return <p className="searching">{texts.searching}</p>;
  if (rows.length === 0) return <Empty title={texts.nothingFound} />;
  const isMasked = query.data.pages.some(({ masked }) => masked === true);
  return (
    <>
      {isMasked && <p className="quiet small">{texts.masked}</p>}
      <RowsTable caption={texts.rows} rows={rows} />
      {query.hasNextPage && (
        <div className="more">
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {more}
          </Button>
        </div>
      )}
    </>
  );
}
