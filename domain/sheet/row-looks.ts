const PERHAPS_TOTAL = /[계합총]|total|sum/i;
const LABEL_MARKS = /[\s:：=()[\]<>【】*★☆■□▶▷→-]/gu;
const TOTALS_LABEL =
  /^(?:(?:전체|중간|최종|누적)?(?:합계|총계|총합|총합계|소계|누계|총액|합산)|합|계|총(?:인원|건수|포인트|지급포인트|지급액|금액|지급금액)?|(?:grand|sub)?totals?|totalpoints?|sum)(?:[\d,.]+(?:명|건|개|인|원|p|점|포인트)?)*$/;
const MAX_LABEL_LENGTH = 40;

/** `합계`, `총 120명`, `Total:`: the label of a row that sums up others. */
export function isTotalsLabel(text: string): boolean {
  if (text.length > MAX_LABEL_LENGTH || !PERHAPS_TOTAL.test(text)) return false;
  return TOTALS_LABEL.test(text.normalize("NFKC").toLowerCase().replace(LABEL_MARKS, ""));
}

const NOTE_MARK =
  /^\s*(?:[※*★☆•▶■#]|비고|참고|주의|안내|문의|메모|작성자|작성일|주\)|note|notice|memo|\d+[.)]\s)/i;
const SENTENCE = /\s.*(?:니다|세요|시오|바람|필요|함|음|[.!?])\s*$/s;
const MIN_SENTENCE_WORDS = 5;

/** Text a person wrote under or between the payments. */
export function isNote(text: string): boolean {
  return (
    NOTE_MARK.test(text) ||
    SENTENCE.test(text) ||
    text.trim().split(/\s+/).length >= MIN_SENTENCE_WORDS
  );
}

const EXAMPLE_MARK = /^\s*[([<]?\s*(?:예시|예\s*[):]|ex\s*\)|e\.g\.|example\s*[):])/i;

/** The row of a template that shows how to fill it in. */
export function isExample(text: string): boolean {
  return EXAMPLE_MARK.test(text);
}
