import { type Mutant, mutantIn } from "./mutant.ts";

const SCHEDULE = "domain/payout/schedule-payout.ts";
const REASONS = "domain/payout/approval-reasons.ts";
const ACROSS = "domain/payout/limits-across-payouts.ts";
const RECIPIENTS = "domain/payout/recipient-limits.ts";
const RESERVATIONS = "domain/payout/reservations.ts";
const DECIDE = "domain/payout/decide-approval.ts";
const PERSON = "domain/payout/person.ts";
const BRAKE = "domain/payout/brake.ts";
const CLAIM = "domain/distribution/claim-payout.ts";
const AGAIN = "domain/payout/check-again.ts";

/** Most of these are found when the payout fires, and nobody is paid: not with this. What users get, and what takes two, still is. */
const ONLY_TOTALS_CHECKED_AGAIN: [string, string, string] = [
  AGAIN,
  "    ...(await byWarnings(deps, payout, looked.warnings)),\n    ...reasons.filter((reason) => reason.isRefused === true || !isApproved(payout, reason)),\n",
  '    ...reasons.filter((one) => (LIMIT_OF[one.code] === "payoutPoints" || /^(recipient_|second_approver)/.test(one.code)) && !isApproved(payout, one)),\n',
];

const mutant = mutantIn("limits and approval");

/** Ways in which one person had more paid than one person may send. */
export const MONEY_MUTANTS: readonly Mutant[] = [
  mutant(
    "reserved-after-reading",
    "What others send is read before one's own is reserved.",
    [
      ACROSS,
      `  await Promise.all(all.map((of) => deps.reservations.reserve(of, own)));
  const once = { ...deps, ...(await readingOnce(deps, all)) };
  const [byMonth, ...byPeople] = await Promise.all([
    findInMonth(once, payout, own, months),
    ...days.map((of) => findInDay(once, payout, own, of, payoutLimit)),
  ]);
`,
      `  const once = { ...deps, ...(await readingOnce(deps, all)) };
  const [byMonth, ...byPeople] = await Promise.all([
    findInMonth(once, payout, own, months),
    ...days.map((of) => findInDay(once, payout, own, of, payoutLimit)),
  ]);
  await Promise.all(all.map((of) => deps.reservations.reserve(of, own)));
`,
    ],
    ONLY_TOTALS_CHECKED_AGAIN,
  ),
  mutant("each-payout-by-itself", "What one person sends by other payouts is not counted.", [
    REASONS,
    "...(payout.dryRun === true ? [] : await findAcrossPayouts(deps, payout, limit)),",
    "...(payout.check.payments > 0 ? [] : await findAcrossPayouts(deps, payout, limit)),",
  ]),
  mutant(
    "reservation-without-request",
    "What another request is about to send counts for nothing.",
    [
      RESERVATIONS,
      "if (isUnused && mayBeOnItsWay(deps, reservation)) return reservation;",
      "if (isUnused && mayBeOnItsWay(deps, reservation)) return { ...reservation, points: 0 };",
    ],
    ONLY_TOTALS_CHECKED_AGAIN,
  ),
  mutant("day-of-one-account", "Each account of one human has a day of its own.", [
    RESERVATIONS,
    "    ...(email === undefined ? [] : [",
    '    ...(email !== "" ? [] : [',
  ]),
  mutant("own-address-not-compared", "A second account with the same address is another person.", [
    PERSON,
    "  if (a.email !== undefined && a.email === b.email) return true;\n",
    "",
  ]),
  mutant(
    "approval-kept-by-a-move",
    "What was approved may be moved without being approved again.",
    [
      SCHEDULE,
      "  if (needsApproval && (!approves || needsTwoApprovals(wanted))) {",
      '  if (needsApproval && payout.state !== "scheduled" && (!approves || needsTwoApprovals(wanted))) {',
    ],
    [
      SCHEDULE,
      "  const approval = approves ? approvalOf(deps, payout, wanted, person) : undefined;",
      '  const kept = payout.state === "scheduled" ? payout.schedule.approval : undefined;\n  const approval = approves ? approvalOf(deps, payout, wanted, person) : kept;',
    ],
    [
      "domain/payout/approval.ts",
      "      approval.scheduledFor === at)",
      '      approval.scheduledFor !== "")',
    ],
  ),
  mutant("approval-forgotten-by-a-hold", "What needed approval needs none once it was held.", [
    REASONS,
    '...(wasNeeded ? [{ code: "needed_before" } as const] : [])',
    '...(wasNeeded && brake ? [{ code: "needed_before" } as const] : [])',
  ]),
  mutant("revision-not-compared", "An approval counts for whatever the payout is by then.", [
    DECIDE,
    "  if (revision === payout.revision) return;\n",
    "  if (revision > 0) return;\n",
  ]),
  mutant("brake-ignored-on-resume", "Whoever sent a payout goes on with what was stopped.", [
    BRAKE,
    "  if (brake === undefined || decidesOn(payout, person)) return;\n",
    '  if (payoutId !== "" || decidesOn(payout, person)) return;\n',
  ]),
  mutant(
    "brake-ignored-on-schedule",
    "Whoever sent a payout schedules what was held or declined.",
    [REASONS, 'return brake === undefined ? [] : [{ code: "brake" }];', "return [];"],
  ),
  mutant("decides-on-own", "Whoever may decide decides on what they uploaded, too.", [
    BRAKE,
    "  return person.mayDecide === true && !isMaker(payout, person);",
    '  return person.mayDecide === true && payout.createdBy.id !== "";',
  ]),
  mutant(
    "fire-time-check-skipped",
    "What was scheduled is paid though the limit is lower by then.",
    [
      CLAIM,
      "    if (found.reasons.length > 0) return sendBack(deps, payout, found.reasons);",
      "    if (found.reasons.length < 0) return sendBack(deps, payout, found.reasons);",
    ],
  ),
  mutant("look-not-heeded", "A payout is paid whatever a look at its points API found.", [
    CLAIM,
    "    if (obstacles.length > 0) return sendBack(deps, payout, obstacles);\n",
    "    if (obstacles.length < 0) return sendBack(deps, payout, obstacles);\n",
  ]),
  mutant("approved-once-is-approved", "At its time any approval covers whatever needs one.", [
    AGAIN,
    "    if (seen.code === code) return limit >= (seen.limit ?? 0);\n",
    "    if (seen.code !== code) return true;\n    if (seen.code === code) return true;\n",
  ]),
  mutant("hard-limit-asks", "What goes above a hard limit is asked approval for.", [
    REASONS,
    "  if (refused !== undefined) throw limitExceeded(refused);\n",
    "  if (refused?.code === undefined) return reasons;\n",
  ]),
  mutant(
    "same-sheet-by-lists",
    "Two payouts of one sheet are looked for in lists alone.",
    [
      SCHEDULE,
      "  const same = await sameSheetsUnderWay(deps, payout, time.at);\n",
      "  const same = (await sameSheetsUnderWay(deps, payout, time.at)).slice(0, 0);\n",
    ],
    ONLY_TOTALS_CHECKED_AGAIN,
  ),
  mutant("recipients-of-one-payout", "What users get by other payouts is not counted.", [
    RECIPIENTS,
    "const payoutIds = new Set(others.map(({ payoutId }) => payoutId));",
    'const payoutIds = new Set(others.map(() => ""));',
  ]),
  mutant(
    "recipients-of-the-ledger-alone",
    "What users are yet to get by other payouts counts for nothing.",
    [
      RECIPIENTS,
      "if (recipients !== undefined) planned.set(payoutId, amountsOf(recipients));",
      "if (recipients?.length === 0) planned.set(payoutId, amountsOf(recipients));",
    ],
  ),
  mutant(
    "recipients-of-what-is-planned",
    "What users were paid by payouts that ended counts for nothing.",
    [
      RECIPIENTS,
      "!MAY_HAVE_GOT.has(state)) continue;",
      '!MAY_HAVE_GOT.has(state) || state === "paid") continue;',
    ],
  ),
  mutant(
    "recipients-not-looked-at-again",
    "When a payout fires nobody looks at what its users get.",
    [
      AGAIN,
      "...reasons.filter((reason) => reason.isRefused === true || !isApproved(payout, reason)),",
      '...reasons.filter((one) => !one.code.startsWith("recipient") && (one.isRefused === true || !isApproved(payout, one))),',
    ],
  ),
  mutant("one-approves-twice", "Two accounts of one human approve what takes two people.", [
    DECIDE,
    'if (action === "approve" && firstApproval && isSamePerson(firstApproval.by, person)) {',
    'if (action === "approve" && firstApproval?.by.id === person.id) {',
  ]),
  mutant(
    "first-approval-kept",
    "What one of two approved is moved, and the other one approves that.",
    [
      SCHEDULE,
      "    { ...asked, needsApproval: true },\n",
      '    { ...asked, firstApproval: asked.firstApproval ?? (payout.state === "awaiting_approval" ? payout.firstApproval : undefined), needsApproval: true },\n',
    ],
  ),
  mutant("one-is-enough", "What takes two people is let pass by the first of them.", [
    DECIDE,
    "if (needsTwoApprovals(asked) && firstApproval === undefined) {",
    "if (needsTwoApprovals(asked) && approval === undefined) {",
  ]),
];
