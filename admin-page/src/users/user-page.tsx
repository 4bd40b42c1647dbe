import { DownloadOutlined, SearchOutlined } from "@ant-design/icons";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { type FormEvent, useState } from "react";
import { useSearchParams } from "react-router";
import { dataOf, defined, useApi } from "../api/client.ts";
import { DownloadButton } from "../components/download-button.tsx";
import { Empty } from "../components/empty.tsx";
import { Field } from "../components/field.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { HelpLink } from "../help/help-link.tsx";
import { Loading } from "../layout/loading.tsx";
import { useTitle } from "../layout/use-title.ts";
import { useLanguage, useTexts } from "../texts/language.ts";
import { PartSearch } from "./part-search.tsx";
import { SearchResults } from "./search-results.tsx";
import { useSearch } from "./use-search.ts";
import { UserPayments } from "./user-payments.tsx";
import "./users.css";

const PAGE = 100;

/** What one user was paid, for those who are asked "why did she not get hers?". */
export default function UserPage() {
  const { users } = useTexts();
  const [params, setParams] = useSearchParams();
  const userId = params.get("id") ?? "";
  const [typed, setTyped] = useState(userId);
  useTitle(users.title);

  function find(event: FormEvent): void {
    event.preventDefault();
    const wanted = typed.trim();
    setParams(wanted === "" ? {} : { id: wanted });
  }

  return (
    <div className="page">
      <h1>{users.title}</h1>
      <p className="lead">
        {users.lead} <HelpLink topic="answer" />
      </p>
      <form className="find-user" onSubmit={find}>
        <Field label={users.label}>
          {({ id }) => (
            <Input
              id={id}
              value={typed}
              placeholder={users.placeholder}
              onChange={({ target }) => setTyped(target.value)}
            />
          )}
        </Field>
        <Button type="primary" htmlType="submit" icon={<SearchOutlined aria-hidden />}>
          {users.find}
        </Button>
      </form>
      {userId !== "" && <Found key={userId} userId={userId} />}
    </div>
  );
}

function Found({ userId }: { readonly userId: string }) {
  const { users, support, more } = useTexts();
  const { language } = useLanguage();
  const query = useUserPayments(userId);
  const payments = query.data?.pages.flatMap(({ items }) => items) ?? [];
  if (query.isError) {
    return <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (query.isPending) return <Loading />;
  return (
    <>
      {payments.length === 0 ? (
        <Empty title={users.none(userId)} help={users.noneHelp} />
      ) : (
        <>
          <UserPayments payments={payments} isWhole={!query.hasNextPage} />
          <div className="actions">
            <DownloadButton
              path={`/api/users/${encodeURIComponent(userId)}/payments.csv?language=${language}`}
              fileName={`${userId.replaceAll(/[^\p{L}\p{N}._-]/gu, "_")}.csv`}
              icon={<DownloadOutlined aria-hidden />}
            >
              {support.export}
            </DownloadButton>
          </div>
        </>
      )}
      {query.hasNextPage && (
        <div className="more">
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {more}
          </Button>
        </div>
      )}
      <Upcoming userId={userId} />
      <PartSearch part={userId} />
    </>
  );
}

/** What the index by user does not have, as nobody was asked for it yet. */
function Upcoming({ userId }: { readonly userId: string }) {
  const { support } = useTexts();
  const progress = useSearch({ user: userId, whole: "true", in: "upcoming" });
  return (
    <section className="card">
      <h2>{support.upcoming}</h2>
      <p className="quiet">{support.upcomingHelp}</p>
      <SearchResults progress={progress} none={support.upcomingNone} />
    </section>
  );
}

function useUserPayments(userId: string) {
  const api = useApi();
  return useInfiniteQuery({
    queryKey: ["user", userId],
    queryFn: ({ pageParam }) =>
      dataOf(
        api.GET("/api/users/{userId}/payments", {
          params: {
            path: { userId },
            query: defined({ limit: PAGE, cursor: pageParam || undefined }),
          },
        }),
      ),
    initialPageParam: "",
    getNextPageParam: ({ cursor }) => cursor,
  });
}
