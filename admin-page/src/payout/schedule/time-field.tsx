import { DatePicker } from "antd";
import dayjs from "dayjs";
import {
  type ComponentProps,
  createContext,
  type KeyboardEvent,
  type ReactNode,
  useContext,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { Field } from "../../components/field.tsx";
import { useTexts } from "../../texts/language.ts";
import { isReadableTime, TIME_FORMATS } from "./typed-time.ts";
import "./time-field.css";

const AT_FORMAT = "YYYY-MM-DDTHH:mm:ss";

/** A time that is being entered. */
export interface EnteredTime {
  /** `YYYY-MM-DDTHH:mm:ss`; empty until there is one. */
  readonly at: string;
  /** What was typed instead, as it can't be read; empty where nothing was. */
  readonly unread: string;
}

/**
 * A date with a time, picked or typed. What can't be read stays as it was typed and is an error: never
 * silently the time that stood there before.
 */
export function TimeField({
  label,
  placeholder,
  value: { at, unread },
  help,
  error,
  onChange,
}: {
  readonly label: string;
  readonly placeholder: string;
  readonly value: EnteredTime;
  readonly help?: ReactNode;
  readonly error: string | undefined;
  readonly onChange: (value: EnteredTime) => void;
}) {
  const { schedule } = useTexts();
  const [isTyping, setTyping] = useState(false);
  // The same as long as it is the same time: another object would undo what is being typed.
  const time = useMemo(() => (at === "" ? null : dayjs(at)), [at]);
  const shown = unread === "" || isTyping ? error : schedule.timeUnreadable(unread);
  const typing = {
    unread,
    onType(typed: string) {
      setTyping(true);
      // From here on it is not the time that stood there: that of a text is known once it can be read.
      if (typed !== "" && !isReadableTime(typed)) onChange({ at: "", unread: typed });
      else if (unread !== "") onChange({ at, unread: "" });
    },
    onLeave: () => setTyping(false),
  };
  return (
    <Field label={label} help={help} error={shown}>
      {({ id, describedBy }) => (
        <TypingContext value={typing}>
          <DatePicker
            id={id}
            aria-describedby={describedBy}
            className="wide"
            classNames={{ popup: { root: "time-popup" } }}
            components={COMPONENTS}
            placeholder={placeholder}
            showTime={{ format: "HH:mm" }}
            format={TIME_FORMATS}
            panelRender={(panel) => <ReachedByKeys>{panel}</ReachedByKeys>}
            needConfirm={false}
            onKeyDown={keepForm}
            showNow={false}
            aria-invalid={shown !== undefined}
            status={shown === undefined ? "" : "error"}
            disabledDate={(date) => date.isBefore(dayjs().subtract(1, "day"), "day")}
            value={time}
            onChange={(value) =>
              onChange({ at: dayjs.isDayjs(value) ? value.format(AT_FORMAT) : "", unread: "" })
            }
          />
        </TypingContext>
      )}
    </Field>
  );
}

const TypingContext = createContext({
  unread: "",
  onType: (_typed: string): void => undefined,
  onLeave: (): void => undefined,
});

/** The picker itself would forget what it can't read, and show the time before it once more. */
function TimeInput(props: ComponentProps<"input">) {
  const { unread, onType, onLeave } = useContext(TypingContext);
  return (
    <input
      {...props}
      value={unread === "" ? props.value : unread}
      onChange={(event) => {
        props.onChange?.(event);
        onType(event.target.value.trimStart());
      }}
      onBlur={(event) => {
        props.onBlur?.(event);
        onLeave();
      }}
    />
  );
}

/**
 * The picker's columns of hours and minutes scroll, and keys must be able to as well. Its year and month
 * are read out as they stand there, not by what a click on them does.
 */
function ReachedByKeys({ children }: { readonly children: ReactNode }) {
  const { units } = useTexts();
  const panel = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    for (const column of panel.current?.querySelectorAll<HTMLElement>("ul[data-type]") ?? []) {
      column.tabIndex = 0;
      column.ariaLabel = column.dataset["type"] === "hour" ? units.hour : units.minute;
    }
    for (const name of panel.current?.querySelectorAll(".ant-picker-header-view button") ?? []) {
      name.removeAttribute("aria-label");
    }
  });
  return <div ref={panel}>{children}</div>;
}

/** Enter takes the time that was typed: the form it stands in is not sent yet. */
function keepForm(event: KeyboardEvent): void {
  if (event.key === "Enter") event.preventDefault();
}

/** One object for good: another one would be another input at every render. */
const COMPONENTS = { input: TimeInput };
