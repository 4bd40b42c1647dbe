import { Input } from "antd";
import { defined } from "../api/client.ts";
import type { PayoutState } from "../api/types.ts";
import { ko } from "../texts/ko.ts";
import { useTexts } from "../texts/language.ts";

/** Search and state. */
export function ListFilters({
  filter,
  onChange,
}: {
  readonly filter: PayoutFilter;
  readonly onChange: (params: Record<string, string>) => void;
}) {
  const { list, payout } = useTexts();
  return (
    <search className="filters">
      <Input
        type="search"
        allowClear
        aria-label={list.search}
        placeholder={list.search}
        value={filter.text}
        onChange={({ target }) => onChange(writeFilter({ ...filter, text: target.value }))}
      />
      <select
        className="native-select"
        aria-label={list.stateFilter}
        value={filter.state ?? ""}
        onChange={({ target }) => {
          const state = isPayoutState(target.value) ? target.value : undefined;
          onChange(writeFilter({ ...filter, state }));
        }}
      >
        <option value="">{list.allStates}</option>
        {Object.entries(payout.states).map(([state, name]) => (
          <option key={state} value={state}>
            {name}
          </option>
        ))}
      </select>
    </search>
  );
}

interface PayoutFilter {
  readonly state: PayoutState | undefined;
  readonly text: string;
}

const STATES = Object.keys(ko.payout.states);

function isPayoutState(value: string | null): value is PayoutState {
  return value !== null && STATES.includes(value);
}

/** The filter in the page's address, so that it can be passed on and survives a reload. */
export function readFilter(params: URLSearchParams): PayoutFilter {
  const state = params.get("state");
  return { state: isPayoutState(state) ? state : undefined, text: params.get("q") ?? "" };
}

function writeFilter({ state, text }: PayoutFilter): Record<string, string> {
  return defined({ state, q: text || undefined });
}
