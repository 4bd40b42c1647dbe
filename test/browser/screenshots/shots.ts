import type { Page } from "playwright-core";
import type { Texts } from "../../../admin-page/src/texts/ko.ts";
import { everydayRows, workbookOf } from "../../../local/seed/seed-sheets.ts";
import type { Session } from "./sessions.ts";
import type { SetUpPayouts } from "./set-up-payouts.ts";

/** One picture: who looks at what. */
export interface Shot {
  readonly name: string;
  readonly path: string;
  /** A selector of what has to be seen first. */
  readonly shows: string;
  /** What is done before the picture is taken. */
  readonly act?: (page: Page, words: Texts) => Promise<void>;
}

const DIALOG = ".ant-modal-body";
const PAYMENTS = ".data-table-payments tbody tr";

/** Clicks a button and waits for the dialog it opens. */
export const opening = (name: (words: Texts) => string) => async (page: Page, words: Texts) => {
  await page
    .getByRole("button", { name: name(words), exact: true })
    .first()
    .click();
  await page.locator(DIALOG).waitFor();
};

async function openCalendar(page: Page, { schedule }: Texts): Promise<void> {
  await page.getByLabel(schedule.time, { exact: true }).click();
  await page.locator(".time-popup").waitFor();
}

export const BEFORE_ANY: readonly Shot[] = [
  { name: "overview-empty", path: "/", shows: ".overview-paid" },
  { name: "list-empty", path: "/payouts", shows: ".empty" },
  { name: "reminders-empty", path: "/reminders", shows: ".empty" },
];

/** What a marketer sees of payouts that stand still. */
export function marketersShots(payouts: SetUpPayouts): readonly Shot[] {
  return [
    { name: "overview", path: "/", shows: ".chart canvas" },
    { name: "overview-tables", path: "/", shows: ".chart canvas", act: openTables },
    { name: "list", path: "/payouts", shows: ".data-table" },
    {
      name: "list-attention",
      path: "/payouts?attention=true&order=earliest_time",
      shows: ".data-table",
    },
    { name: "list-nothing-found", path: "/payouts?q=zzz", shows: ".empty" },
    { name: "new", path: "/new", shows: ".file-drop" },
    { name: "new-picked", path: "/new", shows: ".file-drop", act: pickSheet },
    { name: "new-facts", path: "/new", shows: ".file-drop", act: fillFacts },
    { name: "new-wrong-file", path: "/new", shows: ".file-drop", act: pickWrongFile },
    { name: "new-pasted", path: "/new", shows: ".file-drop", act: pasteRows },
    {
      name: "new-copied",
      path: `/new?from=${payouts.scheduled}`,
      shows: ".ant-alert",
    },
    { name: "reminders", path: "/reminders", shows: ".reminder" },
    {
      name: "dialog-reminder",
      path: "/reminders",
      shows: ".reminder",
      act: opening(({ drafts }) => drafts.changeReminder),
    },
    {
      name: "dialog-rename",
      path: pathOf(payouts.ready),
      shows: ".draft-actions",
      act: opening(({ drafts }) => drafts.rename),
    },
    {
      name: "dialog-replace",
      path: pathOf(payouts.ready),
      shows: ".draft-actions",
      act: opening(({ drafts }) => drafts.replace),
    },
    {
      name: "dialog-delete",
      path: pathOf(payouts.ready),
      shows: ".draft-actions",
      act: opening(({ drafts }) => drafts.delete),
    },
    { name: "uploading", path: pathOf(payouts.uploading), shows: ".waiting" },
    invalidShot(payouts),
    { name: "invalid-file", path: pathOf(payouts.notASheet), shows: ".file-problems" },
    { name: "ready", path: pathOf(payouts.ready), shows: ".time-fields" },
    filledShot(payouts),
    { name: "ready-looked-at", path: pathOf(payouts.looked), shows: ".missing-users" },
    { name: "ready-sent-back", path: pathOf(payouts.sentBack), shows: ".time-fields" },
    { name: "ready-facts", path: pathOf(payouts.facts), shows: ".time-fields" },
    { name: "canary", path: pathOf(payouts.canary), shows: PAYMENTS },
    { name: "paused-latest", path: pathOf(payouts.late), shows: PAYMENTS },
    { name: "ready-warnings", path: pathOf(payouts.warned), shows: ".time-fields" },
    {
      name: "ready-missing",
      path: pathOf(payouts.warned),
      shows: ".time-fields",
      act: submitEmpty,
    },
    {
      name: "ready-calendar",
      path: pathOf(payouts.ready),
      shows: ".time-fields",
      act: openCalendar,
    },
    { name: "awaiting-soonest", path: pathOf(payouts.soonest), shows: ".pay-time" },
    { name: "awaiting-own", path: pathOf(payouts.awaiting), shows: ".pay-time" },
    { name: "scheduled", path: pathOf(payouts.scheduled), shows: ".countdown" },
    { name: "scheduled-moving", path: pathOf(payouts.scheduled), shows: ".countdown", act: move },
    {
      name: "dialog-cancel",
      path: pathOf(payouts.scheduled),
      shows: ".countdown",
      act: opening(({ schedule }) => schedule.cancel),
    },
    { name: "cancelled", path: pathOf(payouts.cancelled), shows: ".ant-alert" },
    { name: "completed", path: pathOf(payouts.completed), shows: ".bar" },
    {
      name: "completed-failed",
      path: pathOf(payouts.completed, "?tab=payments&state=rejected"),
      shows: ".why",
    },
    {
      name: "dialog-settle",
      path: pathOf(payouts.completed, "?tab=payments&state=unknown"),
      shows: ".why",
      act: opening(({ payments }) => payments.resolve),
    },
    {
      name: "dialog-retry",
      path: pathOf(payouts.completed, "?tab=payments&state=rejected"),
      shows: ".why",
      act: opening(({ paying }) => paying.retryAll),
    },
    {
      name: "completed-sheet",
      path: pathOf(payouts.completed, "?tab=sheet"),
      shows: ".two-tables",
    },
    {
      name: "completed-history",
      path: pathOf(payouts.completed, "?tab=history"),
      shows: ".history",
    },
    { name: "receipt", path: pathOf(payouts.completed, "/receipt"), shows: ".receipt-verdict" },
    {
      name: "dialog-compare",
      path: pathOf(payouts.completed, "/receipt"),
      shows: ".receipt-verdict",
      act: opening(({ receipt }) => receipt.compareAll),
    },
    ...settlingShots(payouts),
    ...undoShots(payouts),
    { name: "users", path: "/users", shows: ".find-user" },
    { name: "users-found", path: `/users?id=${payouts.paidUser}`, shows: ".data-table" },
    { name: "users-none", path: "/users?id=U999999", shows: ".empty" },
    {
      name: "users-part",
      path: "/users?id=missing",
      shows: ".search-progress",
      async act(page, { support }) {
        await page.getByRole("button", { name: support.partDo("missing") }).click();
        await page.locator(".column-user").first().waitFor();
      },
    },
    { name: "correct-ids", path: pathOf(payouts.completed, "/correct"), shows: ".corrections" },
    { name: "not-found", path: "/nowhere", shows: ".empty" },
  ];
}

/** Many unknown payments settled by a list: what can't be read of it, and what became of each. */
function settlingShots({ completed, unknownRow }: SetUpPayouts): readonly Shot[] {
  const unknown = { path: pathOf(completed, "?tab=payments&state=unknown"), shows: ".why" };
  const open = opening(({ payments }) => payments.resolveList);
  const enter = async (page: Page, { payments }: Texts, list: string) => {
    const dialog = page.locator(DIALOG);
    await dialog.getByText(payments.listOf.outcomes).click();
    await dialog.getByRole("textbox").first().fill(list);
    await dialog.getByLabel(payments.note).fill("포인트 시스템 담당자가 조회한 목록");
  };
  return [
    {
      name: "dialog-settle-matching",
      ...unknown,
      async act(page, words) {
        await opening(({ settleMatching }) => settleMatching.all)(page, words);
        await page.locator(DIALOG).locator("strong").waitFor();
      },
    },
    { name: "dialog-settle-list", ...unknown, act: open },
    {
      name: "dialog-settle-list-wrong",
      ...unknown,
      async act(page, words) {
        await open(page, words);
        await enter(page, words, `${unknownRow},지급\n9999,아마도`);
        await page.locator(".field-error").first().waitFor();
      },
    },
    {
      name: "dialog-settled-list",
      ...unknown,
      async act(page, words) {
        await open(page, words);
        await enter(page, words, `9999,미지급\n${unknownRow},미지급`);
        const settle = { name: words.payments.resolveDo, exact: true };
        await page.getByRole("dialog").getByRole("button", settle).click();
        await page.getByText(words.payments.settledSome(0, 1, 1)).waitFor();
      },
    },
  ];
}

/** What was paid is taken back: asked for, to be scheduled, done, and as the original shows it. */
function undoShots(payouts: SetUpPayouts): readonly Shot[] {
  const undone = pathOf(payouts.undone);
  return [
    { name: "undone", path: undone, shows: ".bar" },
    {
      ...{ name: "dialog-undo", path: undone, shows: ".bar" },
      act: opening(({ reversal }) => reversal.all),
    },
    { name: "undone-payments", path: `${undone}?tab=payments`, shows: ".data-table-payments" },
    {
      ...{ name: "dialog-undo-list", path: `${undone}?tab=payments`, shows: ".bar" },
      act: opening(({ reversal }) => reversal.list),
    },
    { name: "reversal", path: pathOf(payouts.reversal), shows: ".time-fields" },
    { name: "reversal-awaiting", path: pathOf(payouts.awaitingReversal), shows: ".pay-time" },
    { name: "reversal-completed", path: pathOf(payouts.takenBack), shows: ".bar" },
  ];
}

/** What an approver sees and a marketer does not. */
export function approversShots({ awaiting, ...payouts }: SetUpPayouts): readonly Shot[] {
  const undo = { path: `/payouts/${payouts.awaitingReversal}`, shows: ".pay-time" };
  const path = `/payouts/${awaiting}`;
  const shows = ".pay-time";
  return [
    { name: "overview-approver", path: "/", shows: ".chart canvas" },
    { name: "awaiting", path, shows },
    { name: "dialog-approve", path, shows, act: opening(({ approval }) => approval.approve) },
    { name: "dialog-decline", path, shows, act: opening(({ approval }) => approval.decline) },
    { name: "reversal-to-approve", ...undo },
    {
      ...{ name: "dialog-approve-reversal", ...undo },
      act: opening(({ approval }) => approval.approve),
    },
  ];
}

/** While it is paid, and once it was stopped. */
export function shotsWhilePaying(payouts: SetUpPayouts) {
  const paying = payingShot(payouts);
  return {
    whilePaid: [
      paying,
      { ...paying, name: "dialog-stop", act: opening(({ paying }) => paying.stop) },
    ],
    stopped: [{ ...paying, name: "paused", shows: ".ant-alert-warning" }],
  } satisfies Record<string, readonly Shot[]>;
}

/** Those that the README and the help in the page show, by the names of their files. */
export function pictureShots(payouts: SetUpPayouts) {
  const completed = pathOf(payouts.completed);
  return {
    still: [
      { ...invalidShot(payouts), name: "problems" },
      { ...filledShot(payouts), name: "schedule" },
      { name: "receipt", path: `${completed}/receipt`, shows: ".receipt-verdict" },
      { name: "user", path: `/users?id=${payouts.paidUser}`, shows: ".data-table" },
    ],
    approvers: [{ name: "awaiting", path: pathOf(payouts.awaiting), shows: ".pay-time" }],
    whilePaid: [{ ...payingShot(payouts), name: "paying", act: onItsWay }],
  } satisfies Record<string, readonly Shot[]>;
}

const pathOf = (payoutId: string, query = "") => `/payouts/${payoutId}${query}`;

const invalidShot = ({ invalid }: SetUpPayouts): Shot => ({
  name: "invalid",
  path: pathOf(invalid),
  shows: ".data-table",
});

const filledShot = ({ ready }: SetUpPayouts): Shot => ({
  name: "ready-filled",
  path: pathOf(ready),
  shows: ".time-fields",
  act: fillIn,
});

const payingShot = ({ paying }: SetUpPayouts): Shot => ({
  name: "distributing",
  path: pathOf(paying.payoutId),
  shows: ".data-table",
});

async function openTables(page: Page, { charts }: Texts): Promise<void> {
  for (const table of await page.getByText(charts.asTable, { exact: true }).all()) {
    await table.click();
  }
}

async function onItsWay(page: Page): Promise<void> {
  await page
    .locator(".percent")
    .filter({ hasText: /^[3-9]\d%/ })
    .waitFor({ timeout: 120_000 });
}

async function pickSheet(page: Page): Promise<void> {
  const buffer = Buffer.from(await workbookOf(everydayRows(200, 1)));
  const mimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  const name = "11월_출석이벤트_최종_진짜최종.xlsx";
  await page.locator("input[type=file]").setInputFiles({ name, mimeType, buffer });
  await page.locator(".file-lead bdi").waitFor();
}

/** Without headings, of ids that a spreadsheet would have spoilt as numbers. */
async function pasteRows(page: Page, words: Texts): Promise<void> {
  await page.getByText(words.drafts.paste).click();
  const rows = ["0012345\t출석\t1,000", "12345678901234567890\t출석\t2,000", "user-3\t가입\t300"];
  await page.getByLabel(words.drafts.pasteLabel).fill(rows.join("\n"));
  await page.locator(".pasted").waitFor();
}

async function fillFacts(page: Page, words: Texts): Promise<void> {
  await pickSheet(page);
  await page.getByLabel("캠페인").fill("winter-2026");
  await page.getByLabel("포인트 만료일").fill("2026-12-31");
  await page.getByLabel(words.newPayout.reason).fill("연말 감사");
}

async function pickWrongFile(page: Page): Promise<void> {
  const buffer = Buffer.from("%PDF");
  const file = { name: "명단.pdf", mimeType: "application/pdf", buffer };
  await page.locator("input[type=file]").setInputFiles(file);
  await page.locator(".field-error").waitFor();
}

async function fillIn(page: Page, { schedule }: Texts): Promise<void> {
  await page.getByRole("button", { name: schedule.tomorrow }).click();
  await page.getByLabel(schedule.total).fill("320,000");
  await page.locator(".meaning").waitFor();
}

async function submitEmpty(page: Page, { schedule }: Texts): Promise<void> {
  await page.getByRole("button", { name: schedule.submit, exact: true }).click();
  await page.locator(".field-error").first().waitFor();
}

async function move(page: Page, { schedule }: Texts): Promise<void> {
  await page.getByRole("button", { name: schedule.move }).click();
  await page.locator(".time-fields").waitFor();
}

const FORGET_DRAFTS = `for (const key of Object.keys(sessionStorage)) {
  if (key.startsWith("paysheet.draft")) sessionStorage.removeItem(key);
}`;

/** Brings what is to be taken onto the screen. */
export async function show({ page, words }: Session, { path, shows, act }: Shot): Promise<void> {
  // What was typed for an earlier picture is not to be seen in this one.
  await page.evaluate(FORGET_DRAFTS);
  await page.goto(new URL(path, page.url()).href);
  await page.locator(shows).first().waitFor();
  await act?.(page, words);
  await page.evaluate("scrollTo(0, 0); document.fonts.ready");
}
