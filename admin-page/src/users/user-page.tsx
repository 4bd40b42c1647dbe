import { SearchOutlined } from "@ant-design/icons";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Button, Input } from "antd";
import { type FormEvent, useState } from "react";
import { useSearchParams } from "react-router";
import { dataOf, defined, useApi } from "../api/client.ts";
import { Empty } from "../components/empty.tsx";
import { Field } from "../components/field.tsx";
import { ProblemAlert } from "../components/problem-alert.tsx";
import { HelpLink } from "../help/help-link.tsx";
import { Loading } from "../layout/loading.tsx";
import { useTitle } from "../layout/use-title.ts";
import { useTexts } from "../texts/language.ts";
import { UserPayments } from "./user-payments.tsx";

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
  const { users, more } = useTexts();
  const query = useUserPayments(userId);
  const payments = query.data?.pages.flatMap(({ items }) => items) ?? [];
  if (query.isError) {
    return <ProblemAlert error={query.error} onRetry={() => void query.refetch()} />;
  }
  if (query.isPending) return <Loading />;
  if (payments.length === 0) {
    return <Empty title={users.none(userId)} help={users.noneHelp} />;
  }
  return (
    <>
      <UserPayments payments={payments} isWhole={!query.hasNextPage} />
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
