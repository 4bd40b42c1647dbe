/** What Excel takes as the name of a tab. */
const MAX_NAME_LENGTH = 31;
// biome-ignore lint/suspicious/noControlCharactersInRegex: no tab may be named with them.
const NOT_IN_NAMES = /[\u0000-\u001f\u007f\ufffe\uffff\\/?*[\]:]|\p{Cs}/gu;

/** Gives out names of tabs that Excel takes, each once. */
export function createTabNames(): (wanted: string) => string {
  const taken = new Set<string>();
  return (wanted) => {
    const clean = wanted.replaceAll(NOT_IN_NAMES, "_").replace(/^'|'$/g, "_").trim() || "_";
    let name = cut(clean, "");
    for (let nr = 2; taken.has(name.toLowerCase()); nr += 1) name = cut(clean, ` (${nr})`);
    taken.add(name.toLowerCase());
    return name;
  };
}

function cut(name: string, ending: string): string {
  return name.slice(0, MAX_NAME_LENGTH - ending.length).toWellFormed() + ending;
}
