import { DownloadOutlined } from "@ant-design/icons";
import { DownloadButton } from "../components/download-button.tsx";
import { useLanguage, useTexts } from "../texts/language.ts";

/** The .xlsx to fill in, in the reader's language. */
export function TemplateDownload() {
  const { newPayout } = useTexts();
  const { language } = useLanguage();
  return (
    <div className="template">
      <p className="quiet">{newPayout.templateHelp}</p>
      <DownloadButton
        path={`/api/template?language=${language}`}
        fileName="paysheet-template.xlsx"
        icon={<DownloadOutlined />}
      >
        {newPayout.template}
      </DownloadButton>
    </div>
  );
}
