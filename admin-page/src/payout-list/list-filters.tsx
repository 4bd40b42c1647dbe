import { Input } from "antd";
import type { ReactNode } from "react";
import { defined } from "../api/client.ts";
import type { ListQuery } from "../api/payouts.ts";
import type { PayoutState } from "../api/types.ts";
import { ko } from "../texts/ko.ts";
import { useTexts } from "../texts/language.ts";
import "./list-filters.css";

/** Search, state, days, who and what, and the order. */
export function ListFilters({
  filter,
  onChange,
  children,
}: {
  readonly filter: PayoutFilter;
  readonly onChange: (params: Record<string, string>) => void;
  /** What is done with the payouts that are found. */
  readonly children: ReactNode;
}) {
  const { list, lists, payout } = useTexts();
  const change = (part: Partial<PayoutFilter>) => onChange(writeFilter({ ...filter, ...part }));
  return (
    <search className="filters list-filters">
      <Input
        type="search"
        allowClear
        aria-label={list.search}
        placeholder={list.search}
        value={filter.text}
        onChange={({ target }) => change({ text: target.value })}
      />
      <select
        className="native-select"
        aria-label={list.stateFilter}
        value={filter.state ?? ""}
        onChange={({ target }) =>
          change({ state: isPayoutState(target.value) ? target.value : undefined })
        }
      >
        <option value="">{list.allStates}</option>
        {Object.entries(payout.states).map(([state, name]) => (
          <option key={state} value={state}>
            {name}
          </option>
        ))}
      </select>
      <select
        className="native-select"
        aria-label={lists.order}
        value={filter.order ?? "newest"}
        onChange={({ target }) => {
          const { value } = target;
          change({ order: isOrder(value) && value !== "newest" ? value : undefined });
        }}
      >
        {Object.entries(lists.orders).map(([order, name]) => (
          <option key={order} value={order}>
            {name}
          </option>
        ))}
      </select>
      <fieldset className="days">
        <legend className="unseen">{lists.days}</legend>
        <Day label={lists.from} value={filter.from} onChange={(from) => change({ from })} />
        <span aria-hidden>–</span>
        <Day label={lists.to} value={filter.to} onChange={(to) => change({ to })} />
      </fieldset>
      <fieldset className="choices">
        <legend className="unseen">{lists.only}</legend>
        <button
          type="button"
          aria-pressed={filter.attention}
          onClick={() => change({ attention: !filter.attention })}
        >
          {lists.attention}
        </button>
        <button
          type="button"
          aria-pressed={filter.mine}
          onClick={() => change({ mine: !filter.mine })}
        >
          {lists.mine}
        </button>
      </fieldset>
      {children}
    </search>
  );
}

function Day({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (day: string | undefined) => void;
}) {
  return (
    <input
      type="date"
      className="native-date"
      aria-label={label}
      title={label}
      value={value ?? ""}
      onChange={({ target }) => onChange(target.value === "" ? undefined : target.value)}
    />
  );
}

type PayoutOrder = NonNullable<ListQuery["order"]>;

interface PayoutFilter {
  readonly state: PayoutState | undefined;
  readonly text: string;
  /** `YYYY-MM-DD` */
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly attention: boolean;
  readonly mine: boolean;
  /** The newest first when absent. */
  readonly order: PayoutOrder | undefined;
}

const STATES = Object.keys(ko.payout.states);
const ORDERS = Object.keys(ko.lists.orders);

function isPayoutState(value: string | null): value is PayoutState {
  return value !== null && STATES.includes(value);
}

function isOrder(value: string | null): value is PayoutOrder {
  return value !== null && ORDERS.includes(value);
}

function dayIn(value: string | null): string | undefined {
  return value !== null && /^\d{4}-\d{2}-\d{2}$/.test(value) ? value : undefined;
}

/** The filter in the page's address, so that it can be passed on and survives a reload. */
export function readFilter(params: URLSearchParams): PayoutFilter {
  const [state, order] = [params.get("state"), params.get("order")];
  return {
    state: isPayoutState(state) ? state : undefined,
    text: params.get("q") ?? "",
    from: dayIn(params.get("from")),
    to: dayIn(params.get("to")),
    attention: params.has("attention"),
    mine: params.has("mine"),
    order: isOrder(order) ? order : undefined,
  };
}

function writeFilter({ text, attention, mine, ...filter }: PayoutFilter): Record<string, string> {
  return defined({
    ...filter,
    q: text || undefined,
    attention: attention ? "true" : undefined,
    mine: mine ? "true" : undefined,
  });
}

/** The same as the API takes it; the days are those of the company's zone. */
export function listQueryOf(
  { text, attention, mine, ...filter }: PayoutFilter,
  timeZone: string,
): ListQuery & Readonly<Record<string, string>> {
  const hasDays = filter.from !== undefined || filter.to !== undefined;
  return defined({
    ...filter,
    timeZone: hasDays ? timeZone : undefined,
    search: text || undefined,
    attention: attention ? ("true" as const) : undefined,
    mine: mine ? ("true" as const) : undefined,
  });
}
