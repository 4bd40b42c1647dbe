import { createWriteStream } from "node:fs";
import type { Writable } from "node:stream";
import { finished } from "node:stream/promises";
import { LANGUAGES, type Language } from "../../domain/language.ts";
import { commaMarkOf } from "../../domain/sheet/comma-mark.ts";
import { markedRows } from "../../domain/sheet/marked-cells.ts";
import type { RawSheet, RawTab } from "../../domain/sheet/raw-sheet.ts";
import type { SheetCheck } from "../../domain/sheet/sheet-check.ts";
import { SheetUnreadableError } from "../../domain/sheet/sheet-unreadable.ts";
import { workbookWordsOf } from "../../presentation/workbook/words.ts";
import { type SheetFile, withOpenSheet } from "../sheet/open-sheet.ts";
import { createTimeBudget } from "../sheet/read-limits.ts";
import { newStreamedWorkbook } from "./exceljs-workbook.ts";
import { writeMarkedTab } from "./marked-tab.ts";
import { writeProblemList } from "./problem-list.ts";

/** Longer than a million rows take; with the check before it, within the Lambda's time limit. */
const MAX_WRITE_MS = 90_000;

interface ProblemWorkbookOptions {
  readonly language: Language;
  readonly nowMs: () => number;
  readonly maxWriteMs?: number;
}

/**
 * Writes the problem workbook (.xlsx) of a sheet file to `target`: its tabs as our reader sees them,
 * with the cells that the check found something in coloured and commented, and a tab at the end that
 * lists it all. False, and no file of use, when the sheet can't be read to its end.
 */
export async function writeProblemWorkbookFile(
  file: SheetFile,
  check: SheetCheck,
  target: string,
  options: ProblemWorkbookOptions,
): Promise<boolean> {
  const budget = createTimeBudget(options.maxWriteMs ?? MAX_WRITE_MS, options.nowMs);
  try {
    await withOpenSheet(file, budget, (sheet) =>
      writeProblemWorkbook(sheet, check, createWriteStream(target), options),
    );
    return true;
  } catch (error) {
    if (error instanceof SheetUnreadableError) return false;
    throw error;
  }
}

/** Memory stays flat: rows are written as fast as `output` takes them. */
async function writeProblemWorkbook(
  sheet: RawSheet,
  check: SheetCheck,
  output: Writable,
  { language }: Pick<ProblemWorkbookOptions, "language">,
): Promise<void> {
  const ended = finished(output, { readable: false });
  const broken = new AbortController();
  ended.catch((error: unknown) => broken.abort(error));
  try {
    await Promise.all([ended, writeTabs(sheet, check, output, language, broken.signal)]);
  } catch (error) {
    const cause = broken.signal.aborted ? broken.signal.reason : error;
    output.destroy(cause instanceof Error ? cause : new Error(String(cause)));
    throw cause;
  }
}

async function writeTabs(
  sheet: RawSheet,
  check: SheetCheck,
  output: Writable,
  language: Language,
  signal: AbortSignal,
): Promise<void> {
  const words = workbookWordsOf(language).problems;
  const workbook = await newStreamedWorkbook(output);
  const giveName = createTabNames();
  const names = new Map<string | undefined, string>();
  const tabs = sheet.tabs.filter((tab) => !isOldList(tab, check));
  workbook.views = [firstView(tabs, check)];
  for (const tab of tabs) {
    const name = giveName(tab.name ?? words.onlySheet);
    // Of two tabs with one name the first is meant, as in the check.
    const marks = names.has(tab.name) ? [] : markedRows(check, tab.name);
    if (!names.has(tab.name)) names.set(tab.name, name);
    await writeMarkedTab(workbook, tab, { name, marks, language, signal });
  }
  const mark = commaMarkOf(sheet);
  if (mark !== undefined && !names.has(mark)) {
    workbook.addWorksheet(giveName(mark), { state: "veryHidden" }).commit();
  }
  writeProblemList(workbook, check, {
    name: giveName(words.listSheet),
    language,
    tabNameOf: (tabName) => names.get(tabName),
  });
  await workbook.commit();
}

/** A list of ours from the last time, unless somebody put the payments into it. */
function isOldList({ name }: RawTab, check: SheetCheck): boolean {
  const isList = LANGUAGES.some((each) => workbookWordsOf(each).problems.listSheet === name);
  return isList && check.sheetName !== name;
}

/** Opens at the tab that is paid from, else at the first that can be seen. */
function firstView(tabs: readonly RawTab[], check: SheetCheck) {
  const paid = tabs.findIndex((tab) => tab.visible && tab.name === check.sheetName);
  const visible = paid === -1 ? tabs.findIndex((tab) => tab.visible) : paid;
  const activeTab = visible === -1 ? tabs.length : visible;
  return {
    x: 0,
    y: 0,
    width: 24000,
    height: 14000,
    firstSheet: 0,
    activeTab,
    visibility: "visible",
  } as const;
}

/** What Excel takes as the name of a tab. */
const MAX_NAME_LENGTH = 31;
// biome-ignore lint/suspicious/noControlCharactersInRegex: no tab may be named with them.
const NOT_IN_NAMES = /[\u0000-\u001f\u007f\ufffe\uffff\\/?*[\]:]|\p{Cs}/gu;

/** Gives out names of tabs that Excel takes, each once. */
function createTabNames(): (wanted: string) => string {
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
