import { Link } from "react-router";
import type { Texts } from "../texts/ko.ts";
import { useTexts } from "../texts/language.ts";
import { helpPath } from "./topics.ts";

/** To the answer of a question, where it comes up; what was typed here stays. */
export function HelpLink({ topic }: { readonly topic: keyof Texts["help"]["links"] }) {
  const { help } = useTexts();
  return (
    <Link className="help-link" to={helpPath(topic)} target="_blank" rel="noreferrer">
      {help.links[topic]}
    </Link>
  );
}
