import { Input } from "antd";
import { useTexts } from "../texts/language.ts";
import { isPayoutState, type PayoutFilter, writeFilter } from "./payout-filter.ts";

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
