/** As much of a text as is looked at: what comes after changes nothing. */
const MAX_LOOKED_AT = 300;

const NOTE_MARK =
  /^(?:[※*★☆•▶■#]|비고|참고|주의|안내|문의|메모|작성자|작성일|주\)|note|notice|memo|\d{1,3}[.)]\s)/i;
/** `- 이하 여백 -`, `끝.`: nothing follows. */
const LAST_LINE = /^-?\s?(?:이하\s?여백|끝)[\s.-]*$/;
const SENTENCE_END = /(?:니다|세요|시오|바람|필요|함|음|[.!?])$/;
const MIN_SENTENCE_WORDS = 5;

/** Text a person wrote under or between the payments. */
export function isNote(text: string): boolean {
  const looked = text.slice(0, MAX_LOOKED_AT).trim();
  const words = looked.split(/\s+/).length;
  if (words >= MIN_SENTENCE_WORDS || NOTE_MARK.test(looked)) return true;
  if (LAST_LINE.test(looked)) return true;
  return words > 1 && SENTENCE_END.test(looked);
}

const EXAMPLE_MARK = /^[([<]?\s?(?:예시|예\s?[):]|ex\s?\)|e\.g\.|example\s?[):])/i;

/** The row of a template that shows how to fill it in. */
export function isExample(text: string): boolean {
  return EXAMPLE_MARK.test(text.slice(0, MAX_LOOKED_AT).trimStart());
}
