import { useEffect } from "react";
import { Link, Navigate, NavLink, useLocation, useParams } from "react-router";
import { useTitle } from "../layout/use-title.ts";
import { useMe } from "../sign-in/use-me.ts";
import { useLanguage } from "../texts/language.ts";
import "./help.css";
import { helpEn } from "./help-en.ts";
import { type HelpAnswer, type HelpTexts, helpKo } from "./help-ko.ts";
import { pictureOf } from "./pictures.ts";
import { HELP_READERS, type HelpReader, topicsOf } from "./topics.ts";

const TEXTS = { ko: helpKo, en: helpEn } as const;

/** What people ask who do one job, answered in the order in which it comes up. */
export default function HelpPage() {
  const { language } = useLanguage();
  const texts: HelpTexts = TEXTS[language];
  const { reader: named } = useParams();
  const { hash } = useLocation();
  const mine = useOwnReader();
  const reader = HELP_READERS.find((one) => one === named);
  useTitle(texts.title);
  useEffect(() => {
    // Nothing was there yet when the browser followed the address.
    if (hash !== "") document.getElementById(hash.slice(1))?.scrollIntoView();
  }, [hash]);
  if (reader === undefined) return <Navigate to={`/help/${mine}`} replace />;
  return (
    <article className="help">
      <h1>{texts.title}</h1>
      <p>{texts.lead}</p>
      <nav aria-label={texts.chooseReader} className="help-readers">
        {HELP_READERS.map((one) => (
          <NavLink key={one} to={`/help/${one}`}>
            {texts.readers[one]}
          </NavLink>
        ))}
      </nav>
      <nav aria-label={texts.contents} className="help-contents">
        <ul>
          {topicsOf(reader).map((topic) => (
            <li key={topic}>
              <Link to={`#${topic}`}>{texts.answers[topic].title}</Link>
            </li>
          ))}
        </ul>
      </nav>
      {topicsOf(reader).map((topic) => (
        <section key={topic} id={topic} aria-labelledby={`${topic}-title`}>
          <h2 id={`${topic}-title`}>{texts.answers[topic].title}</h2>
          <Answer {...texts.answers[topic]} />
        </section>
      ))}
    </article>
  );
}

function Answer({ says, steps = [], notes = [], picture }: HelpAnswer) {
  const { language } = useLanguage();
  const source = picture && pictureOf(picture.name, language);
  return (
    <>
      {says.map((one) => (
        <p key={one}>{one}</p>
      ))}
      {steps.length > 0 && (
        <ol>
          {steps.map((one) => (
            <li key={one}>{one}</li>
          ))}
        </ol>
      )}
      {notes.map((one) => (
        <p key={one} className="help-note">
          {one}
        </p>
      ))}
      {source !== undefined && (
        <a href={source} target="_blank" rel="noreferrer">
          <img src={source} alt={picture?.shows} loading="lazy" width={1280} height={800} />
        </a>
      )}
    </>
  );
}

/** Of somebody with several roles, the one who decides comes first: approvers were marketers before. */
function useOwnReader(): HelpReader {
  const { roles } = useMe();
  if (roles.includes("admin")) return "admin";
  if (roles.includes("approver")) return "approver";
  return roles.includes("marketer") ? "marketer" : "support";
}
