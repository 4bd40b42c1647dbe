import {
  CalendarOutlined,
  CheckCircleFilled,
  CloseCircleFilled,
  CloseOutlined,
  DownOutlined,
  EllipsisOutlined,
  ExclamationCircleFilled,
  InfoCircleFilled,
  LoadingOutlined,
  SearchOutlined,
} from "@ant-design/icons";
import type { ConfigProviderProps } from "antd";
import type { Texts } from "../texts/ko.ts";

type Labels = Pick<
  ConfigProviderProps,
  "alert" | "button" | "datePicker" | "input" | "inputSearch" | "modal" | "select" | "tabs"
>;

/**
 * What Ant Design has read out in English whatever the page's language: names of icons that say
 * something, and silence for those that say nothing more than the text beside them.
 */
export function labelsFor({ labels, close, more }: Texts): Labels {
  const clear = <CloseCircleFilled aria-label={labels.clear} />;
  return {
    alert: {
      successIcon: <CheckCircleFilled aria-label={labels.success} />,
      infoIcon: <InfoCircleFilled aria-label={labels.info} />,
      warningIcon: <ExclamationCircleFilled aria-label={labels.warning} />,
      errorIcon: <CloseCircleFilled aria-label={labels.error} />,
    },
    button: { loadingIcon: <LoadingOutlined aria-label={labels.working} spin /> },
    datePicker: { suffixIcon: <CalendarOutlined aria-hidden />, clearIcon: clear },
    input: { allowClear: { clearIcon: clear } },
    inputSearch: { searchIcon: <SearchOutlined aria-label={labels.search} /> },
    modal: { closable: { "aria-label": close }, closeIcon: <CloseOutlined aria-hidden /> },
    tabs: { moreIcon: <EllipsisOutlined aria-label={more} /> },
    select: { suffixIcon: <DownOutlined aria-hidden />, clearIcon: clear },
  };
}
