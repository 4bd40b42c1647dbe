import { SearchOutlined } from "@ant-design/icons";
import { Button, Select } from "antd";
import { useState } from "react";
import { Field } from "../components/field.tsx";
import { useTexts } from "../texts/language.ts";
import { SearchResults } from "./search-results.tsx";
import { type Search, useSearch } from "./use-search.ts";

const PERIODS = [7, 30, 90, 366] as const;
const USUAL_DAYS = 30;
/** As the API has it. */
const SHORTEST_PART = 3;

/** Looks for ids that have a part, in payouts of a time that is chosen: no index has parts. */
export function PartSearch({ part }: { readonly part: string }) {
  const { support } = useTexts();
  const [days, setDays] = useState<number>(USUAL_DAYS);
  const [asked, setAsked] = useState<Search>();
  const isLongEnough = part.length >= SHORTEST_PART;
  return (
    <section className="card">
      <h2>{support.part}</h2>
      <p className="quiet">{support.partHelp}</p>
      <div className="find-user">
        <Field label={support.period}>
          {({ id }) => (
            <Select
              id={id}
              value={days}
              onChange={setDays}
              options={PERIODS.map((value) => ({ value, label: support.days(value) }))}
            />
          )}
        </Field>
        <Button
          icon={<SearchOutlined aria-hidden />}
          disabled={!isLongEnough}
          onClick={() => setAsked({ user: part, in: "recent", days })}
        >
          {support.partDo(part)}
        </Button>
      </div>
      {asked !== undefined && <Parts key={JSON.stringify(asked)} search={asked} />}
    </section>
  );
}

function Parts({ search }: { readonly search: Search }) {
  const { support } = useTexts();
  const progress = useSearch(search);
  return <SearchResults progress={progress} none={support.partNone} withUser />;
}
