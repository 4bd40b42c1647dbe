import { CopyOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useState } from "react";
import type { FoundPayment, UserPayment } from "../api/types.ts";
import { useLanguage, useTexts } from "../texts/language.ts";

/** What may be said to the customer, and a button that copies it. */
export function Answer({ payment }: { readonly payment: UserPayment | FoundPayment }) {
  const { support } = useTexts();
  const { language } = useLanguage();
  const [isCopied, setCopied] = useState(false);
  const text = payment.answer[language];
  return (
    <span className="answer">
      <span>{text}</span>
      <Button
        size="small"
        icon={<CopyOutlined aria-hidden />}
        onClick={() => {
          // Where the browser allows none, the text can still be selected.
          navigator.clipboard.writeText(text).then(
            () => setCopied(true),
            () => setCopied(false),
          );
        }}
      >
        <span aria-live="polite">{isCopied ? support.copied : support.copy}</span>
      </Button>
    </span>
  );
}
