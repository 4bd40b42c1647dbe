/** Of one line of text, in points. */
export const LINE_HEIGHT = 16;

/** Hangul and its like take two places; bold and proportional letters some more than one. */
const WIDE = 2;
const LETTER = 1.1;

/** How many lines a text takes in a cell so many characters wide. */
export function linesOf(text: string, width: number): number {
  return text
    .split("\n")
    .reduce((sum, line) => sum + Math.max(1, Math.ceil(placesOf(line) / width)), 0);
}

function placesOf(line: string): number {
  let places = 0;
  for (const char of line) places += char >= "\u1100" ? WIDE : LETTER;
  return places;
}
