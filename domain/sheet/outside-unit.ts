import { normalised } from "./clean-text.ts";

/** As much of a text as is looked at: a line about units is short. */
const MAX_LOOKED_AT = 200;
const MAX_UNIT_CHARACTERS = 20;

/** `천`, `만`, `1,000`, but not `1`: the numbers stand for other ones. */
const SCALE = /^(?:[\d,.]*(?:천|만|십|백|억)|[\d,.]+)/;
const ONE = /^1(?:\D|$)/;
const SCALE_OR_CURRENCY =
  /thousand|million|hundred|billion|\bk\b|\bmn\b|'000|1,?000|usd|\$|달러|유로|위안|엔화|\bjpy\b|\beur\b|\bcny\b|€|%|퍼센트/;
/** What is done with numbers of that unit, not what they are written in. */
const ROUNDING = /^[\s로]*(?:절사|반올림|절상|올림|내림|버림|콤마|쉼표|구분|지급|사용)/;
/** Ends `천원 단위`, or says that it is how numbers are written. */
const WRITTEN = /^[\s로]*(?:입니다|임|이며|표기|표시|기준|기재|작성|환산|[)\]}>.,]|$)/;
const BEFORE_UNIT = /(?:천|만|억)\s?(?:원|포인트|p|점)?\s?$/;
const ALONE =
  /^[\s([{<※*]*(?:단위\s*)?(?:(?:천|만|십만|백만|천만|억)\s?(?:원|포인트|p|점)?|usd|us\$|\$|k|%|(?:in )?(?:thousands?|millions?|000s|'000))[\s)\]}>]*$/;
const IN_SCALE =
  /\bin\s+(?:krw\s+)?(?:thousands?|millions?|hundreds?|'?000s?\b|usd\b|us\$|\$|dollars?)|[x×]\s?1,?000|\((?:krw |won )?'?000s?\)|\(thousands?\)|\(millions?\)/;
const UNIT_WORD = /단\s?위|\bunits?\b/;
const BEGINS_WITH_UNIT = /^[\s([{<※*-]*(?:단\s?위|units?\b|in\s)/;
const PERHAPS = /단\s?위|[천만억]|unit|thousand|million|hundred|000|usd|[$%k]/i;

/**
 * What a text outside of the points column says that changes what its numbers mean, as
 * `(단위: 천원)` does; nothing for `단위: 원` and for all that speaks of no unit.
 */
export function outsideUnitIn(text: string): string | undefined {
  if (!PERHAPS.test(text.slice(0, MAX_LOOKED_AT))) return undefined;
  const looked = foldUnitText(text);
  const changes = ALONE.test(looked) || IN_SCALE.test(looked) || saysUnit(looked);
  return changes ? text.slice(0, MAX_LOOKED_AT).trim() : undefined;
}

/** Whether a text is about a unit and nothing else, not a name with a unit of its own behind it. */
export function isUnitMark(text: string): boolean {
  const looked = foldUnitText(text);
  return BEGINS_WITH_UNIT.test(looked) || ALONE.test(looked);
}

function foldUnitText(text: string): string {
  return normalised(text.slice(0, MAX_LOOKED_AT), "NFKC").toLowerCase();
}

function saysUnit(text: string): boolean {
  const found = UNIT_WORD.exec(text);
  if (found === null) return false;
  const after = text.slice(found.index + found[0].length);
  const before = text.slice(Math.max(0, found.index - MAX_UNIT_CHARACTERS), found.index);
  if (ROUNDING.test(after)) return false;
  if (BEFORE_UNIT.test(before) && WRITTEN.test(after)) return true;
  const [unit = ""] = after.replace(/^[\s:=은는이가([-]+/, "").split(/[)\]}>]/);
  return unit
    .slice(0, MAX_UNIT_CHARACTERS)
    .split(/,\s|[/·&]|및/)
    .some((one) => isAnotherUnit(one.trim()));
}

function isAnotherUnit(unit: string): boolean {
  if (SCALE_OR_CURRENCY.test(unit)) return true;
  return SCALE.test(unit) && !ONE.test(unit);
}
