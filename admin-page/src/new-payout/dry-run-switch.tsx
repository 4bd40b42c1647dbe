import { Switch } from "antd";
import { useId } from "react";
import { useTexts } from "../texts/language.ts";

/** Whether the payout is to be a dry run, with what that means. */
export function DryRunSwitch({
  checked,
  disabled,
  onChange,
}: {
  readonly checked: boolean;
  readonly disabled: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  const { dryRun } = useTexts();
  const id = useId();
  return (
    <div className="field">
      <div className="switch">
        <Switch
          id={id}
          aria-describedby={`${id}-help`}
          checked={checked}
          disabled={disabled}
          onChange={onChange}
        />
        <label htmlFor={id}>{dryRun.choose}</label>
      </div>
      <div id={`${id}-help`} className="field-help">
        {dryRun.chooseHelp}
      </div>
    </div>
  );
}
