import { Radio } from "antd";
import { useId } from "react";
import { useConfig } from "../config-context.ts";
import { useLanguage, useTexts } from "../texts/language.ts";

/** The points API that is chosen: the default one unless another that is there; undefined where there is none to choose. */
export function usePointsApi(chosen: string | undefined): string | undefined {
  const { pointsApis = [] } = useConfig();
  return (pointsApis.find(({ name }) => name === chosen) ?? pointsApis[0])?.name;
}

/** What the payout is paid in, where there is more than one. */
export function PointsApiChoice({
  value,
  disabled,
  onChange,
}: {
  readonly value: string | undefined;
  readonly disabled: boolean;
  readonly onChange: (name: string) => void;
}) {
  const { pointsApi } = useTexts();
  const { language } = useLanguage();
  const { pointsApis = [] } = useConfig();
  const id = useId();
  if (pointsApis.length < 2) return null;
  return (
    <div className="field">
      <span id={id}>{pointsApi.choose}</span>
      <Radio.Group
        aria-labelledby={id}
        aria-describedby={`${id}-help`}
        value={value}
        disabled={disabled}
        onChange={({ target }) => onChange(String(target.value))}
        options={pointsApis.map(({ name, title }) => ({ value: name, label: title[language] }))}
      />
      <div id={`${id}-help`} className="field-help">
        {pointsApi.chooseHelp}
      </div>
    </div>
  );
}
