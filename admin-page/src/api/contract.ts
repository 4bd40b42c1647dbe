/** Written by generate-contract.ts from the API's OpenAPI document: change that, not this. */
export interface paths {
  "/api/payouts": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List payouts
     * @description A page may hold fewer than `limit`, even none, and still have a cursor: go on until it has none. Payouts whose sheet never arrived are not listed once they are cancelled.
     */
    get: operations["listPayouts"];
    put?: never;
    /** Create a payout and get the form to upload its sheet with */
    post: operations["createPayout"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/payouts/{payoutId}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Get a payout with its check, counts and progress */
    get: operations["getPayout"];
    put?: never;
    post?: never;
    /**
     * Delete a draft
     * @description One that nobody had scheduled or decided on, also once it is cancelled or ended by itself. It is `cancelled` and leaves all lists but that of `deleted`; its audit trail stays, and its file as long as files are kept. Deleting again is no error.
     */
    delete: operations["deleteDraft"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/overview": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What waits for the caller, what is being paid and what is paid next
     * @description Each list is of a bounded length, and says when it is not whole.
     */
    get: operations["getOverview"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/overview/months": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What was paid in the last months, and this month against its limit
     * @description Added up from the payouts as they stand, of which a bounded number is read.
     */
    get: operations["getOverviewMonths"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/payouts/{payoutId}/title": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Give a draft another title
     * @description Until it is scheduled or to be approved. The audit trail keeps the one before.
     */
    put: operations["renamePayout"];
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/payouts/{payoutId}/sheet": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Download the sheet as it was uploaded
     * @description The very file that was checked, with whatever columns it has. Who downloaded it is written down first.
     */
    get: operations["getSheet"];
    put?: never;
    /**
     * Give a draft another file
     * @description By its owner. The payout waits for the file and is checked anew; what was checked, seen or ticked of the one before is void, and a `brake` stays. The file before stays in the audit trail, and is kept as long as files are. One that is scheduled is held first.
     */
    post: operations["replaceSheet"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/payouts/{payoutId}/copy": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What a new payout gets that is made like this one
     * @description For `POST /api/payouts`: its settings, its time of day and its note, and its title with the next month in it.
     */
    get: operations["copyPayout"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/reminders": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** List what the channel is reminded of every month */
    get: operations["listReminders"];
    put?: never;
    /**
     * Have the channel reminded every month that a sheet is due
     * @description Once a month the channel is told, with a link to the page on which a payout is made with this title, these settings and this month. Nobody is paid by it.
     */
    post: operations["createReminder"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/reminders/{reminderId}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Change a reminder
     * @description All of it: what the body lacks, the reminder lacks from then on.
     */
    put: operations["changeReminder"];
    post?: never;
    /**
     * Delete a reminder
     * @description The channel is told of it no more. Deleting again is no error.
     */
    delete: operations["deleteReminder"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/reminders/{reminderId}/settings": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What a payout gets that is made as a reminder says */
    get: operations["getReminderSettings"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/payouts/{payoutId}/schedule": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    /**
     * Schedule a payout, or move it to another time
     * @description Above the policy's limit, under a `brake`, and where an approval was given for another time, the payout waits for a second person's approval instead: state `awaiting_approval`. An approver or admin other than the uploader approves it by scheduling it. The sheet is compared with other payouts once more; what that brings to light stands in `warnings` of the schedule or request, or of the problem `warnings_not_acknowledged`. A time in the policy's quiet hours is no error: `beginsAt` of the answer says when paying really begins.
     */
    put: operations["schedulePayout"];
    post?: never;
    /**
     * Cancel a payout that has not begun to be paid
     * @description Cancelling again is no error.
     */
    delete: operations["cancelPayout"];
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/payouts/{payoutId}/hold": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Take a payout out of its schedule
     * @description It is not paid until somebody schedules it again; what was approved takes a new approval then. Approvers may hold as well: whoever sees that something is wrong. Held by an approver or admin other than the uploader, also while it is `ready`, the payout has a `brake`: it always takes an approval then.
     */
    post: operations["holdPayout"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/payouts/{payoutId}/hand-over": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Hand a payout over to another person
     * @description By its owner, or an admin, to somebody who has signed in before and may upload. Whoever uploaded or owned it before stays a maker: none of them may approve it, and it counts into the limits of each. A schedule and an approval stand. Not while it is being paid, and not once it is over. Handing it to its owner is no error.
     */
    post: operations["handOverPayout"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/payouts/{payoutId}/approve": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Approve a payout, as another person than its uploader
     * @description What is approved is the payout as it stood at `revision`: its payments, total, time and ticked warnings, kept in `schedule.approval`. If it is another by now, `changed_since` says what happened. Another time takes a new approval, unless an approver or admin other than the uploader sets it. Above `limits.secondApproverAbovePoints` two people must approve: after the first one it is still `awaiting_approval`, with `request.firstApproval`, at another `revision`.
     */
    post: operations["approvePayout"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/payouts/{payoutId}/decline": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Decline a payout, with a reason
     * @description The payout has a `brake` then: whoever schedules it again, it takes an approval.
     */
    post: operations["declinePayout"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/payouts/{payoutId}/payments": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the payments of a payout, in row order
     * @description A page may hold fewer than `limit` and still have a cursor: go on until it has none.
     */
    get: operations["listPayments"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/users/{userId}/payments": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Everything a user was paid, across payouts, newest first
     * @description Dry runs paid nobody and are left out. A page may hold fewer than `limit`, even none, and still have a cursor: go on until it has none.
     */
    get: operations["listUserPayments"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/users/{userId}/payments.csv": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Download everything a user was paid, as CSV
     * @description The newest 10,000, with what support may say of each. Text that a spreadsheet would run as a formula begins with an apostrophe.
     */
    get: operations["exportUserPayments"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/payments": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Look for a user through payouts, also by a part of the id, and in those still to be paid
     * @description Goes through payouts one after the other, so it takes many calls: go on with the cursor until there is none. `in=upcoming` looks for what payouts are to pay that are scheduled, wait for an approval, or are not over; `in=recent` for everything in payouts uploaded within `days`.
     */
    get: operations["findPayments"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/payouts/{payoutId}/stop": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Stop paying, now
     * @description No new call leaves two seconds later, and every call that was under way is recorded. Approvers may stop as well: whoever sees that something is wrong. Stopped by an approver or admin other than the uploader, also after somebody else stopped it, the payout has a `brake`: only such a person resumes it. Stopping again is no error.
     */
    post: operations["stopPayout"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/payouts/{payoutId}/resume": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Go on with a payout that is paused or halted
     * @description The ledger knows who was paid already: nobody is paid again. One that paused because many payments were refused (`many_refused`) is not paused by refusals with that code again. One that was ended is not paid further. One with a `brake` is resumed by an approver or admin other than its uploader.
     */
    post: operations["resumePayout"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/payouts/{payoutId}/end": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Close a payout that is paused or halted; it can't be taken back
     * @description What was not asked for yet is `withdrawn`. What may have been paid is found out as far as the points API tells, and is `unknown` otherwise. What the points API accepted is waited for. Then the payout is `completed`, with `endedBy`, its result workbook and its report. What was withdrawn can be paid later like what was rejected, by a retry. Where it pauses or halts on its way, ending it again goes on.
     */
    post: operations["endPayout"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/payouts/{payoutId}/retry": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Pay what was rejected or withdrawn again, by a new payout
     * @description Takes the rejected and withdrawn payments of `rows`, or without it all that no other payout pays again, 10,000 at most. The new payout is checked, scheduled and approved like any other. It needs approval where the original did, and by somebody else than those who settled payments of it as not paid. A payment is in one such payout only, unless that ends `cancelled` or `invalid`. A user id that was wrong is put right by `corrections`: it stays the same payment, and whoever was named first is not paid by another retry.
     */
    post: operations["retryPayout"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/payouts/{payoutId}/reverse": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Take back what was paid, by a new payout
     * @description Takes the paid payments of `rows` and of `userIds`, or without both all that no other payout takes back, 10,000 at most. The new payout is checked, scheduled and reported like any other, in the rows of the original, and always needs the approval of a second person. Each payment is taken back whole, under one key for ever, and is in one such payout only, unless that ends `cancelled` or `invalid`, or is `completed` without having taken it back. Where the points API can't take back, nothing is made.
     */
    post: operations["reversePayout"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/payouts/{payoutId}/payments/{row}/resolve": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Settle a payment of which nobody knows whether it was paid
     * @description Only a payment that is `unknown`, after looking it up in the points system; in a halted payout also one that is `sending` since more than 15 minutes, which nobody asks for again then. `paid` counts as paid at once. `not_paid` can be paid again by a retry, so it takes two people: what the first one says is `proposed`, and the payment stays as it is; once another person says `not_paid` as well, it counts as rejected. `unknown` takes back what was proposed. Saying the same again is no error.
     */
    post: operations["resolvePayment"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/payouts/{payoutId}/payments/resolve": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Settle many payments of which nobody knows whether they were paid
     * @description Each by the rules of the single call, at most 2,000 names a call: `not_paid` is proposed by one person and confirmed by another. What can't be settled is left as it is; the answer says what became of each. The history gets one event of the whole call. To settle all that match a filter, list them (`GET …/payments` by `state`, `user`, `proposed`, page by page) and name their rows: what comes to match meanwhile is not settled unseen.
     */
    post: operations["resolvePayments"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/ledger/restored": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Say that the table was restored from a backup
     * @description Call it before anything pays again. Where the table was found to be restored or copied, nobody is paid until then, and it has to take the place of the other table, which must pay nobody any more. What was paid after the backup is missing from the ledger, so that in every payout there is now, but those that have ended, each payment without an entry is in doubt: it is asked for again under its key, looked up first, or `unknown`, as the points API allows. Payouts created later are not affected. Calling it again is no error, and marks what a broken-off call left.
     */
    post: operations["markLedgerRestored"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/payouts/{payoutId}/receipt": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * The receipt of a completed payout
     * @description Who uploaded, approved and scheduled it, what it came to, and how sheet, ledger and the books of the points API compare, row by row. After each payout some payments are compared by themselves, spread evenly, as many as `policy.receipt.samplePayments` says.
     */
    get: operations["getReceipt"];
    put?: never;
    /**
     * Compare all payments of a completed payout with the books of the points API
     * @description Looks each payment up, within the rate and never beside a payout that is being paid by the same points API; `comparison` says how far it has come. It changes nothing: a difference is a finding, for people to act on. While it goes on already, nothing new is begun.
     */
    post: operations["requestReceipt"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/payouts/{payoutId}/receipt/sign": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Sign the receipt of a completed payout, as another person than its uploader
     * @description Confirms the receipt as it stood at `revision` and `run`, with a note, in the audit trail and in the result workbook. It takes a comparison of the payout as it is, of a sample or of all, nothing that is unknown, and no reversal that is not over; differences do not prevent it. What changes later stands beside it: `signOff.isCurrent` is false then, and it can be signed again. Signing the same again is no error.
     */
    post: operations["signReceipt"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/payouts/{payoutId}/report": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Download the result workbook
     * @description It tells what people settled, too: when a payment was settled since it was written, it is written again first. That of a large payout takes longer than a request may; ask again then.
     */
    get: operations["getReport"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/payouts/{payoutId}/problem-workbook": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Download the sheet with its problems marked
     * @description The sheet as .xlsx, with the first 1,000 problems and warnings coloured and commented in their cells and listed on a tab at the end. Of a sheet without problems, once its users were looked up: with those marked that the points API does not know. Mend the cells, and upload it to a new payout.
     */
    get: operations["getProblemWorkbook"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/payouts/{payoutId}/breakdown": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * What the payments of a sheet are like, beside what is usual
     * @description Payments by amount, by reason and by each column that the points API takes besides. Of a sheet without problems, from its check on.
     */
    get: operations["getBreakdown"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/payouts/{payoutId}/rows": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * List the rows of a sheet as they were understood
     * @description From the check on, before anybody is paid. A page may hold fewer than `limit`, even none, and still have a cursor: go on until it has none. Who looks is written down first.
     */
    get: operations["listRows"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/payouts/{payoutId}/preflight": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What was looked at before a payout is paid */
    get: operations["getPreFlight"];
    put?: never;
    /**
     * Look again whether a payout would be paid
     * @description The points API is asked whether it answers and how much it has left, and in the background whether each user exists, where it tells. It begins by itself once a sheet is good. While it is at work nothing new begins. A dry run is not looked at: it looks by itself.
     */
    post: operations["startPreFlight"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/payouts/{payoutId}/preflight/missing-users": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Download the users that don't exist, with their rows
     * @description The first 10,000, as far as they were looked up.
     */
    get: operations["listMissingUsers"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/payouts/{payoutId}/events": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The audit trail of a payout, oldest first */
    get: operations["listEvents"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/payouts.csv": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Download the list of payouts as CSV, part by part
     * @description CSV in UTF-8 (RFC 4180). A text that a spreadsheet would run begins with an apostrophe. Put the parts after one another.
     */
    get: operations["exportPayouts"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/payouts/{payoutId}/payments.csv": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Download the payments of a payout as CSV, part by part
     * @description CSV in UTF-8 (RFC 4180). A text that a spreadsheet would run begins with an apostrophe. Put the parts after one another. Each part is written down in the trail of who saw what of users. A check refuses the file, so that nobody is paid by it once more.
     */
    get: operations["exportPayments"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/payouts/{payoutId}/events.csv": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Download the audit trail of a payout as CSV, part by part
     * @description CSV in UTF-8 (RFC 4180). A text that a spreadsheet would run begins with an apostrophe. Put the parts after one another.
     */
    get: operations["exportEvents"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/users/erase": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Erase a user wherever it is kept
     * @description Looks into every payout, by an execution of its own. Of payouts that are over the id is replaced by a keyed hash, and files that hold it are deleted; what may still be paid or settled stays, and is named. Asking again looks again.
     */
    post: operations["eraseUser"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/users/erasures/{userIdHash}": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What came of erasing a user: what was erased, and what stays and why */
    get: operations["getErasure"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/audit": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /**
     * Who downloaded, looked up or erased what, newest first
     * @description Of a day, of a payout, or of a user: name one of them. Users are named by keyed hashes alone. `payments_listed` stands once a day for each person and payout.
     */
    get: operations["listAccesses"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/template": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Download the .xlsx to fill in */
    get: operations["getTemplate"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/setup": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What is left to do until this deployment is proved */
    get: operations["getSetup"];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  "/api/setup/smoke-test": {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /**
     * Record that a smoke test of this deployment has passed
     * @description `npm run smoke` does it as its last step. The payout must be a dry run that is `completed`, with every payment accounted for, and that Slack was told of.
     */
    post: operations["recordSmokeTest"];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
export type webhooks = Record<string, never>;
export interface components {
  schemas: {
    CreatedPayout: {
      payoutId: string;
      /** @description Post the fields, in this order, and then `file`, as multipart/form-data. */
      upload: {
        /** Format: uri */
        url: string;
        fields: {
          [key: string]: string;
        };
      };
    };
    Problem: {
      /**
       * @description Where the problem is explained.
       * @example /api/docs#total_mismatch
       */
      type: string;
      title: string;
      status: number;
      /** @description What went wrong with this very request, in English. */
      detail: string;
      /** @description The path that was asked for. */
      instance: string;
      /**
       * @description Stable machine name.
       * @example total_mismatch
       */
      code: string;
      /** @description For the person at the screen. */
      message: {
        ko: string;
        en: string;
      };
      /** @description Each field that will not do. */
      errors?: {
        /** @description Where in the request, e.g. `body.title`. */
        path: string;
        message: string;
      }[];
      /** @description Warnings of the sheet that must be acknowledged first. */
      warnings?: {
        code: string;
        sheet?: string;
        cell?: string;
        value?: string;
        message: {
          ko: string;
          en: string;
        };
        otherPayoutId?: string;
      }[];
      /** @description Names the request in the logs. */
      requestId: string;
    };
    CreatePayout: {
      /** @example 12월 이벤트 포인트 */
      title: string;
      /** @example december.xlsx */
      fileName: string;
      /** @description The file's size. */
      sizeBytes: number;
      /** @description True for a dry run: everything happens but the paying. It can't be changed afterwards. */
      dryRun?: boolean;
      /**
       * @description Which points API pays it, where the deployment has several; the default one when absent. It can't be changed afterwards.
       * @example store-credit
       */
      pointsApi?: string;
      /** @description What every row of the sheet gets that says nothing else itself; checked as in a sheet. It can't be changed afterwards. */
      defaults?: {
        reason?: string;
        /**
         * @description By the names of the columns that the points API takes besides.
         * @example {
         *       "campaign": "fall-2026",
         *       "expiresOn": "2026-12-31"
         *     }
         */
        extras?: {
          [key: string]: string;
        };
      };
      plan?: components["schemas"]["Plan"];
    };
    /** @description The time of day and the note to the approver that are suggested to whoever schedules it. */
    Plan: {
      /** @example 09:30 */
      timeOfDay?: string;
      note?: string;
    };
    PayoutList: {
      items: components["schemas"]["PayoutSummary"][];
      /** @description Asks for the next page; absent on the last. */
      cursor?: string;
      /**
       * @description The table was restored or copied from another: nobody is paid until an admin has looked (`POST /api/ledger/restored`). Absent where it was not.
       * @enum {boolean}
       */
      tableCopied?: true;
      /** @description Ids of payouts that would stand on this page, were they not written by a later version that this one can't read. Nobody is paid by them. Absent where there are none. */
      unreadable?: string[];
      /**
       * @description There are more payouts than can be put in the order that was asked for: only the newest of them were.
       * @enum {boolean}
       */
      isPart?: true;
    };
    PayoutSummary: {
      payoutId: string;
      state: components["schemas"]["PayoutState"];
      title: string;
      fileName: string;
      /** @description Grows with every change; a decision names the one that was looked at. */
      revision: number;
      brake?: components["schemas"]["Brake"];
      /** @description True once it needed approval: it does with every schedule from then on. */
      needsApproval?: boolean;
      /** @description True when nobody is paid by it: its counts say what paying would come to. */
      dryRun: boolean;
      /** @description Which points API pays it, where the deployment has several. */
      pointsApi?: {
        name: string;
        title: {
          ko: string;
          en: string;
        };
      };
      /** @description What rows of the sheet get that say nothing else themselves. */
      defaults?: {
        reason?: string;
        extras?: {
          [key: string]: string;
        };
      };
      /** @description The upload, once it has arrived. */
      sheet?: {
        sizeBytes: number;
        versionId: string;
      };
      schedule?: components["schemas"]["Schedule"];
      /** @description True when there is a copy of the sheet with its problems marked. */
      problemWorkbook?: boolean;
      sentBack?: components["schemas"]["SentBack"];
      /** @description Who took it out of its schedule last, when and why; only while it is ready. */
      heldBy?: {
        by: components["schemas"]["Person"];
        /** Format: date-time */
        at: string;
        reason?: string;
      };
      request?: components["schemas"]["RequestedTime"];
      counts?: components["schemas"]["Counts"];
      points?: components["schemas"]["Points"];
      /** @description While the points API is gone: paying waits for it and goes on by itself. */
      outage?: {
        /** Format: date-time */
        since: string;
        code: string;
        /**
         * Format: date-time
         * @description Until when the points API asked us to wait; it is asked again sooner.
         */
        until?: string;
        /** @description Whether the points API answers at all, though it makes no payments. */
        answers: boolean;
      };
      /** @description While only the first payments are paid, so that they are looked at before any other is. */
      canary?: {
        payments: number;
      };
      pause?: {
        /** @enum {string} */
        reason:
          | "stopped_by_person"
          | "points_api_unavailable"
          | "points_api_refuses_credentials"
          | "points_api_refuses_calls"
          | "many_refused"
          | "canary"
          | "past_latest"
          | "table_copied";
        /** Format: date-time */
        since: string;
        /** @description The points API's code and its own words. */
        detail?: string;
        /** @description Of `many_refused`: the code that the refusals share. */
        code?: string;
        /** @description Of `many_refused`: the row of the payment that was refused last. */
        row?: number;
        /** @description Of `canary`: what is wrong with the first payments, what was asked and what was answered. Lists leave it out. */
        canary?: {
          /** @enum {string} */
          fault: "in_doubt" | "none_paid" | "balance_differs";
          payments: {
            row: number;
            userId: string;
            points: number;
            reason?: string;
            key: string;
            /** @enum {string} */
            state:
              | "pending"
              | "sending"
              | "accepted"
              | "paid"
              | "rejected"
              | "unknown"
              | "withdrawn";
            code?: string;
            detail?: string;
            transactionId?: string;
            balanceBefore?: string;
            balanceAfter?: string;
            /** @description The code in words. */
            why?: {
              ko: string;
              en: string;
            };
          }[];
        };
        /** @description Of `stopped_by_person`: who. */
        by?: {
          id: string;
          name: string;
        };
        /** @description Of `stopped_by_person`: why, in their words. */
        note?: string;
        /** @description Of `many_refused`: the code in words. */
        why?: {
          ko: string;
          en: string;
        };
      };
      halt?: {
        /** @enum {string} */
        reason: "sheet_changed" | "sheet_unreadable" | "points_api_unavailable" | "execution_died";
        /** Format: date-time */
        at: string;
        detail?: string;
      };
      /** @description Who ended the payout, when and why; from then on it is not paid further. */
      endedBy?: {
        by: components["schemas"]["Person"];
        /** Format: date-time */
        at: string;
        reason: string;
      };
      /** @description The payout whose rejected or withdrawn payments this one pays again. */
      retryOf?: string;
      /** @description The payout whose payments this one takes back: `paid` counts what was taken back, in the rows of that one. */
      reversalOf?: string;
      /** @description Why it takes them back. */
      reversalReason?: string;
      /** @description Of a retry or a reversal: who settled payments of it as not paid. Somebody else has to approve it. */
      settledBy?: components["schemas"]["Person"][];
      /** @description The time of day and the note to the approver that are suggested to whoever schedules it. */
      plan?: {
        timeOfDay?: string;
        note?: string;
      };
      /** @description Who took it out of the lists, as a draft that nobody had scheduled, and when. */
      deletedBy?: {
        by: components["schemas"]["Person"];
        /** Format: date-time */
        at: string;
      };
      createdBy: components["schemas"]["Person"];
      owner: components["schemas"]["Person"];
      handedOver?: components["schemas"]["HandedOver"];
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt: string;
      /**
       * Format: date-time
       * @description When the payments are deleted from the ledger, by the retention policy; counts and audit trail are kept.
       */
      paymentsKeptUntil?: string;
      /** Format: date-time */
      startedAt?: string;
      /** Format: date-time */
      finishedAt?: string;
      check?: {
        payments: number;
        totalPoints: number;
        digest: string;
        problemCount: number;
        warningCount: number;
        largestRecipientPoints?: number;
      };
    };
    /** @enum {string} */
    PayoutState:
      | "uploading"
      | "checking"
      | "invalid"
      | "ready"
      | "awaiting_approval"
      | "scheduled"
      | "distributing"
      | "paused"
      | "completed"
      | "halted"
      | "cancelled";
    /** @description Who had the payout stopped, held or declined, having the right to decide on it, and why. Until such a person lets it go on, it can't be resumed by others, and every schedule takes an approval. */
    Brake: {
      by: components["schemas"]["Person"];
      /** Format: date-time */
      at: string;
      /** @enum {string} */
      kind: "stopped" | "held" | "declined";
      reason?: string;
    };
    Person: {
      id: string;
      name: string;
    };
    Schedule: {
      /**
       * @description Local time.
       * @example 2026-12-01T09:00:00
       */
      at: string;
      /** @example Asia/Seoul */
      timeZone: string;
      /**
       * Format: date-time
       * @description The same moment in UTC.
       */
      instant: string;
      /** @description After which nobody is paid any more: local time, and in UTC. */
      latest?: {
        at: string;
        /** Format: date-time */
        instant: string;
      };
      requestedBy: components["schemas"]["Person"];
      /** @description What this person says to whoever is to approve it. */
      note?: string;
      /** @description Warnings that this person ticked, by code. */
      acknowledgedWarnings?: string[];
      /** @description What a comparison with other payouts showed at that moment. */
      warnings?: components["schemas"]["SheetProblem"][];
      /** @description Why another person has to approve it, or had to. */
      approvalReasons?: components["schemas"]["ApprovalReason"][];
      /** @description Where two people must approve: by the first one. */
      firstApproval?: {
        by: components["schemas"]["Person"];
        /** Format: date-time */
        at: string;
        revision: number;
        digest: string;
        totalPoints: number;
        /** Format: date-time */
        scheduledFor: string;
        acknowledgedWarnings?: string[];
      };
      /**
       * @description As soon as it can be was asked for, which is counted from the approval where that comes later. Of what awaits approval.
       * @enum {boolean}
       */
      soonest?: true;
      /**
       * Format: date-time
       * @description Until when it can be approved, in UTC. Of what awaits approval.
       */
      approvableUntil?: string;
      /** @description Name of the schedule in EventBridge Scheduler. */
      name: string;
      generation: number;
      approvedBy?: components["schemas"]["Person"];
      /** @description What was approved, by whom and at which `revision`; another time or total is not. */
      approval?: {
        by: components["schemas"]["Person"];
        /** Format: date-time */
        at: string;
        revision: number;
        digest: string;
        totalPoints: number;
        /** Format: date-time */
        scheduledFor: string;
        acknowledgedWarnings?: string[];
      };
    };
    SheetProblem: {
      code: string;
      sheet?: string;
      cell?: string;
      value?: string;
      message: {
        ko: string;
        en: string;
      };
      otherPayoutId?: string;
    };
    /** @description Why another person has to approve a payout, or why it may not be paid as it is. */
    ApprovalReason: {
      /** @enum {string} */
      code:
        | "total_above_limit"
        | "no_history"
        | "second_approver"
        | "payment_above_limit"
        | "payment_far_above_others"
        | "far_above_lately"
        | "person_day_points"
        | "person_day_payouts"
        | "recipient_day_points"
        | "recipient_month_points"
        | "company_month_points"
        | "brake"
        | "needed_before"
        | "retry_of_approved"
        | "settled_not_paid"
        | "after_restore"
        | "reversal"
        | "approval_of_another"
        | "warning_unacknowledged"
        | "owner_left"
        | "scheduler_left"
        | "approver_left"
        | "approver_lost_role"
        | "float_short"
        | "credentials_refused"
        | "points_api_unavailable"
        | "table_copied";
      amount?: number;
      limit?: number;
      period?: string;
      rows?: number[];
      person?: string;
      warnings?: {
        code: string;
        sheet?: string;
        cell?: string;
        value?: string;
        message: {
          ko: string;
          en: string;
        };
        otherPayoutId?: string;
      }[];
      /** @enum {boolean} */
      isRefused?: true;
      message: {
        ko: string;
        en: string;
      };
    };
    /** @description Its time came and it was not paid, as policy, limits or other payouts had changed: when, why, and what was scheduled. A person schedules it again. */
    SentBack: {
      /** Format: date-time */
      at: string;
      reasons: components["schemas"]["ApprovalReason"][];
      localTime: string;
      timeZone: string;
      scheduleName: string;
      requestedBy: components["schemas"]["Person"];
      approvedBy?: components["schemas"]["Person"];
    };
    /** @description When a payout is to be paid. */
    RequestedTime: {
      /**
       * @description Local time.
       * @example 2026-12-01T09:00:00
       */
      at: string;
      /** @example Asia/Seoul */
      timeZone: string;
      /**
       * Format: date-time
       * @description The same moment in UTC.
       */
      instant: string;
      /** @description After which nobody is paid any more: local time, and in UTC. */
      latest?: {
        at: string;
        /** Format: date-time */
        instant: string;
      };
      requestedBy: components["schemas"]["Person"];
      /** @description What this person says to whoever is to approve it. */
      note?: string;
      /** @description Warnings that this person ticked, by code. */
      acknowledgedWarnings?: string[];
      /** @description What a comparison with other payouts showed at that moment. */
      warnings?: components["schemas"]["SheetProblem"][];
      /** @description Why another person has to approve it, or had to. */
      approvalReasons?: components["schemas"]["ApprovalReason"][];
      /** @description Where two people must approve: by the first one. */
      firstApproval?: {
        by: components["schemas"]["Person"];
        /** Format: date-time */
        at: string;
        revision: number;
        digest: string;
        totalPoints: number;
        /** Format: date-time */
        scheduledFor: string;
        acknowledgedWarnings?: string[];
      };
      /**
       * @description As soon as it can be was asked for, which is counted from the approval where that comes later. Of what awaits approval.
       * @enum {boolean}
       */
      soonest?: true;
      /**
       * Format: date-time
       * @description Until when it can be approved, in UTC. Of what awaits approval.
       */
      approvableUntil?: string;
    };
    /** @description Payments by state; they add up to `payments`. */
    Counts: {
      payments: number;
      paid: number;
      rejected: number;
      unknown: number;
      /** @description Taken by the points API, which tells later what became of them. */
      accepted: number;
      /** @description Not asked for any more, as a person ended the payout. */
      withdrawn: number;
      pending: number;
      /** @description Of those that are pending, how many were asked for already, with nothing known of them yet. Absent when none was. */
      sending?: number;
      /** @description Of those that are not settled, how many wait for a second person to say that they were not paid. Absent when none does. */
      proposed?: number;
    };
    Points: {
      total: number;
      paid: number;
    };
    /** @description By whom and when it was handed over to its owner, and whose it was between its uploader and them. All of them are makers, who do not decide on it. */
    HandedOver: {
      by: components["schemas"]["Person"];
      /** Format: date-time */
      at: string;
      reason?: string;
      formerOwners?: components["schemas"]["Person"][];
    };
    /**
     * @description By when they were made, by the time they are paid at, or by their points; `newest` when absent.
     * @enum {string}
     */
    PayoutOrder:
      | "newest"
      | "oldest"
      | "latest_time"
      | "earliest_time"
      | "most_points"
      | "fewest_points";
    Payout: {
      payoutId: string;
      state: components["schemas"]["PayoutState"];
      title: string;
      fileName: string;
      /** @description Grows with every change; a decision names the one that was looked at. */
      revision: number;
      brake?: components["schemas"]["Brake"];
      /** @description True once it needed approval: it does with every schedule from then on. */
      needsApproval?: boolean;
      /** @description True when nobody is paid by it: its counts say what paying would come to. */
      dryRun: boolean;
      /** @description Which points API pays it, where the deployment has several. */
      pointsApi?: {
        name: string;
        title: {
          ko: string;
          en: string;
        };
      };
      /** @description What rows of the sheet get that say nothing else themselves. */
      defaults?: {
        reason?: string;
        extras?: {
          [key: string]: string;
        };
      };
      /** @description The upload, once it has arrived. */
      sheet?: {
        sizeBytes: number;
        versionId: string;
      };
      schedule?: components["schemas"]["Schedule"];
      /** @description True when there is a copy of the sheet with its problems marked. */
      problemWorkbook?: boolean;
      sentBack?: components["schemas"]["SentBack"];
      /** @description Who took it out of its schedule last, when and why; only while it is ready. */
      heldBy?: {
        by: components["schemas"]["Person"];
        /** Format: date-time */
        at: string;
        reason?: string;
      };
      request?: components["schemas"]["RequestedTime"];
      counts?: components["schemas"]["Counts"];
      points?: components["schemas"]["Points"];
      /** @description While the points API is gone: paying waits for it and goes on by itself. */
      outage?: {
        /** Format: date-time */
        since: string;
        code: string;
        /**
         * Format: date-time
         * @description Until when the points API asked us to wait; it is asked again sooner.
         */
        until?: string;
        /** @description Whether the points API answers at all, though it makes no payments. */
        answers: boolean;
      };
      /** @description While only the first payments are paid, so that they are looked at before any other is. */
      canary?: {
        payments: number;
      };
      pause?: {
        /** @enum {string} */
        reason:
          | "stopped_by_person"
          | "points_api_unavailable"
          | "points_api_refuses_credentials"
          | "points_api_refuses_calls"
          | "many_refused"
          | "canary"
          | "past_latest"
          | "table_copied";
        /** Format: date-time */
        since: string;
        /** @description The points API's code and its own words. */
        detail?: string;
        /** @description Of `many_refused`: the code that the refusals share. */
        code?: string;
        /** @description Of `many_refused`: the row of the payment that was refused last. */
        row?: number;
        /** @description Of `canary`: what is wrong with the first payments, what was asked and what was answered. Lists leave it out. */
        canary?: {
          /** @enum {string} */
          fault: "in_doubt" | "none_paid" | "balance_differs";
          payments: {
            row: number;
            userId: string;
            points: number;
            reason?: string;
            key: string;
            /** @enum {string} */
            state:
              | "pending"
              | "sending"
              | "accepted"
              | "paid"
              | "rejected"
              | "unknown"
              | "withdrawn";
            code?: string;
            detail?: string;
            transactionId?: string;
            balanceBefore?: string;
            balanceAfter?: string;
            /** @description The code in words. */
            why?: {
              ko: string;
              en: string;
            };
          }[];
        };
        /** @description Of `stopped_by_person`: who. */
        by?: {
          id: string;
          name: string;
        };
        /** @description Of `stopped_by_person`: why, in their words. */
        note?: string;
        /** @description Of `many_refused`: the code in words. */
        why?: {
          ko: string;
          en: string;
        };
      };
      halt?: {
        /** @enum {string} */
        reason: "sheet_changed" | "sheet_unreadable" | "points_api_unavailable" | "execution_died";
        /** Format: date-time */
        at: string;
        detail?: string;
      };
      /** @description Who ended the payout, when and why; from then on it is not paid further. */
      endedBy?: {
        by: components["schemas"]["Person"];
        /** Format: date-time */
        at: string;
        reason: string;
      };
      /** @description The payout whose rejected or withdrawn payments this one pays again. */
      retryOf?: string;
      /** @description The payout whose payments this one takes back: `paid` counts what was taken back, in the rows of that one. */
      reversalOf?: string;
      /** @description Why it takes them back. */
      reversalReason?: string;
      /** @description Of a retry or a reversal: who settled payments of it as not paid. Somebody else has to approve it. */
      settledBy?: components["schemas"]["Person"][];
      /** @description The time of day and the note to the approver that are suggested to whoever schedules it. */
      plan?: {
        timeOfDay?: string;
        note?: string;
      };
      /** @description Who took it out of the lists, as a draft that nobody had scheduled, and when. */
      deletedBy?: {
        by: components["schemas"]["Person"];
        /** Format: date-time */
        at: string;
      };
      createdBy: components["schemas"]["Person"];
      owner: components["schemas"]["Person"];
      handedOver?: components["schemas"]["HandedOver"];
      /** Format: date-time */
      createdAt: string;
      /** Format: date-time */
      updatedAt: string;
      /**
       * Format: date-time
       * @description When the payments are deleted from the ledger, by the retention policy; counts and audit trail are kept.
       */
      paymentsKeptUntil?: string;
      /** Format: date-time */
      startedAt?: string;
      /** Format: date-time */
      finishedAt?: string;
      check?: components["schemas"]["Check"];
      progress?: components["schemas"]["Progress"];
      /** @description How long paying will take, with all that it waits for; before it begins. */
      forecast?: {
        seconds: number;
        /** @description Windows of the points API's maintenance that it waits for. */
        maintenance?: {
          /** Format: date-time */
          from: string;
          /** Format: date-time */
          until: string;
        }[];
        /** @description Over how many days the calls that the API takes a day make it last, above 1. */
        days?: number;
      };
      /**
       * Format: date-time
       * @description When paying really begins, where the payout's time is in quiet hours; before it begins.
       */
      beginsAt?: string;
      /** @description Whether its points API can take back what is paid; else given is given. */
      takesBack: boolean;
      /** @description The payouts that take back payments of this one, oldest first. */
      reversals?: {
        payoutId: string;
        state: components["schemas"]["PayoutState"];
        payments?: number;
        points?: number;
        /** @description What it took back; once it is completed. */
        takenBack?: {
          payments: number;
          points: number;
        };
      }[];
      /** @description Since when Slack can't be told of it, and what Slack says. */
      channelBehind?: {
        /** Format: date-time */
        since: string;
        code: string;
      };
    };
    Check: {
      payments: number;
      totalPoints: number;
      medianPoints?: number;
      digest: string;
      sheetName?: string;
      headers?: {
        userId: string;
        points: string;
        reason?: string;
        extras?: {
          [key: string]: string;
        };
      };
      userIdColumn?: number;
      problems: components["schemas"]["SheetProblem"][];
      problemCount: number;
      warnings: components["schemas"]["SheetProblem"][];
      warningCount: number;
      sample: {
        row: number;
        userId: string;
        points: number;
        reason?: string;
        extras?: {
          [key: string]: string;
        };
      }[];
      largest: {
        row: number;
        userId: string;
        points: number;
        reason?: string;
        extras?: {
          [key: string]: string;
        };
      }[];
      largestRecipients?: {
        userId: string;
        row: number;
        points: number;
      }[];
    };
    /** @description How far a distribution has come. */
    Progress: {
      /** @description Payments that have come to their end: neither pending nor accepted. */
      settled: number;
      of: number;
      ratePerSecond: number;
      /** @description Absent while nothing is settled, or when only accepted ones are left. */
      secondsLeft?: number;
    };
    Overview: {
      /** @description The company's zone. */
      timeZone: string;
      /**
       * @description The day there.
       * @example 2026-12-01
       */
      today: string;
      /** @description What waits for the caller. Each is absent where it is not theirs to do. */
      waiting: {
        /** @description What the caller may approve, the next to be paid first. */
        toApprove?: {
          items: components["schemas"]["PayoutSummary"][];
          /** @description There may be more of them than these. */
          hasMore: boolean;
        };
        /** @description The caller's own with errors in the sheet, or that were declined, held or sent back. */
        toMend?: {
          items: components["schemas"]["PayoutSummary"][];
          /** @description There may be more of them than these. */
          hasMore: boolean;
        };
        /** @description The caller's own that could be scheduled. */
        toSchedule?: {
          items: components["schemas"]["PayoutSummary"][];
          /** @description There may be more of them than these. */
          hasMore: boolean;
        };
        /** @description Completed ones with payments of which nobody knows whether they were made. */
        toSettle?: {
          items: components["schemas"]["PayoutSummary"][];
          /** @description There may be more of them than these. */
          hasMore: boolean;
        };
        /** @description Paused ones, and halted ones that nobody ended. */
        stopped?: {
          items: components["schemas"]["PayoutSummary"][];
          /** @description There may be more of them than these. */
          hasMore: boolean;
        };
      };
      /** @description What is being paid now. */
      paying: components["schemas"]["PayoutSummary"][];
      /** @description What is to be paid, the next first. */
      coming: components["schemas"]["ComingPayout"][];
      /** @description There may be more, and sooner ones, than these: too many are scheduled. */
      comingHasMore: boolean;
      /**
       * @description The table was restored or copied from another: nobody is paid. See `listPayouts`.
       * @enum {boolean}
       */
      tableCopied?: true;
    };
    ComingPayout: {
      payoutId: string;
      title: string;
      /** @description False while it waits for approval. */
      isApproved: boolean;
      /**
       * @description When it is to be paid, by the clocks of the company's zone.
       * @example 2026-12-01T09:00
       */
      at: string;
      /**
       * Format: date-time
       * @description The same moment in UTC.
       */
      instant: string;
      /** @description When it really begins, where its time is in quiet hours; by the same clocks. */
      beginsAt?: string;
      payments: number;
      points: number;
      dryRun: boolean;
      /** @description True of one that takes points back. */
      takesBack: boolean;
      /** @description Which points API, where the deployment has several: their points are not added up. */
      pointsApi?: {
        name: string;
        title: {
          ko: string;
          en: string;
        };
      };
    };
    OverviewMonths: {
      pointsApis: {
        /** @description Which points API, where the deployment has several: their points are not added up. */
        pointsApi?: {
          name: string;
          title: {
            ko: string;
            en: string;
          };
        };
        /** @description The last one is the present one. */
        months: components["schemas"]["MonthPaid"][];
        /** @description What the company sends this month, against its limit. */
        company: {
          month: string;
          used: {
            /** @description Paid or to be paid. */
            points: number;
            /** @description By those that came to their end. */
            pointsPaid: number;
            payouts: number;
            /**
             * @description It may be less: some were counted by what they were to pay.
             * @enum {boolean}
             */
            isAtMost?: true;
          };
          limit: {
            /** @description Above it another person must approve. */
            approvalAbove?: number;
            /** @description Above it nobody may go. */
            refuseAbove?: number;
          };
        };
        /** @description What the caller sends today without approval, against the limits of a person; for those who may schedule. */
        own?: {
          day: string;
          used: {
            /** @description Paid or to be paid. */
            points: number;
            /** @description By those that came to their end. */
            pointsPaid: number;
            payouts: number;
            /**
             * @description It may be less: some were counted by what they were to pay.
             * @enum {boolean}
             */
            isAtMost?: true;
          };
          points?: {
            /** @description Above it another person must approve. */
            approvalAbove?: number;
            /** @description Above it nobody may go. */
            refuseAbove?: number;
          };
          payouts: {
            /** @description Above it another person must approve. */
            approvalAbove?: number;
            /** @description Above it nobody may go. */
            refuseAbove?: number;
          };
        };
      }[];
      /**
       * Format: date-time
       * @description Only payouts created since then are counted in `months`, as there are more than one answer reads. Absent where all are.
       */
      createdSince?: string;
      /** @description Payouts that are not counted, as a later version wrote them. */
      unreadable: number;
    };
    MonthPaid: {
      /**
       * @description In the company's zone: that for which payouts were scheduled.
       * @example 2026-11
       */
      month: string;
      /** @description Those that began to be paid; dry runs and reversals are none of them. */
      payouts: number;
      /** @description Paid by them. */
      points: number;
      /** @description Their payments. What was not asked for, or has no answer yet, is in none. */
      counts: {
        paid: number;
        rejected: number;
        unknown: number;
      };
      /** @description How many of the payouts have not come to their end, and may still pay. */
      unfinished: number;
      /** @description By reversals that were scheduled for that month. */
      takenBack: {
        payouts: number;
        points: number;
      };
    };
    RenamePayout: {
      /** @example 12월 이벤트 포인트 */
      title: string;
    };
    ReplaceSheet: {
      /** @example december.xlsx */
      fileName: string;
      /** @description The file's size. */
      sizeBytes: number;
    };
    NewPayoutSettings: {
      /** @description With the next month in it, where it names one. */
      title: string;
      /** @enum {boolean} */
      dryRun?: true;
      pointsApi?: string;
      defaults?: {
        reason?: string;
        extras?: {
          [key: string]: string;
        };
      };
      plan?: {
        timeOfDay?: string;
        note?: string;
      };
    };
    ReminderList: {
      items: components["schemas"]["Reminder"][];
    };
    /** @description Reminds the channel every month that a sheet is due. */
    Reminder: {
      reminderId: string;
      revision: number;
      title: string;
      /**
       * @description From 29 on the last day of a month that has no such day.
       * @example 25
       */
      dayOfMonth: number;
      /**
       * @description When the channel is told on that day, by the company's clock.
       * @example 09:00
       */
      toldAt: string;
      pointsApi?: string;
      defaults?: {
        reason?: string;
        extras?: {
          [key: string]: string;
        };
      };
      plan?: {
        timeOfDay?: string;
        note?: string;
      };
      /** @description When it is told next, and what its payout is called then. */
      next: {
        /** Format: date */
        day: string;
        /** Format: date-time */
        instant: string;
        title: string;
      };
      createdBy: components["schemas"]["Person"];
      /** Format: date-time */
      createdAt: string;
      changedBy?: components["schemas"]["Person"];
      /** Format: date-time */
      updatedAt: string;
    };
    CreateReminder: {
      /**
       * @description Of the payouts; the month that it names gives way to that of each.
       * @example 12월 출석 이벤트
       */
      title: string;
      /**
       * @description From 29 on the last day of a month that has no such day.
       * @example 25
       */
      dayOfMonth: number;
      /**
       * @description When the channel is told on that day, by the company's clock.
       * @example 09:00
       */
      toldAt?: string;
      pointsApi?: string;
      defaults?: {
        reason?: string;
        /**
         * @description By the names of the columns that the points API takes besides.
         * @example {
         *       "campaign": "fall-2026",
         *       "expiresOn": "2026-12-31"
         *     }
         */
        extras?: {
          [key: string]: string;
        };
      };
      plan?: components["schemas"]["Plan"];
    };
    ChangeReminder: {
      /**
       * @description Of the payouts; the month that it names gives way to that of each.
       * @example 12월 출석 이벤트
       */
      title: string;
      /**
       * @description From 29 on the last day of a month that has no such day.
       * @example 25
       */
      dayOfMonth: number;
      /**
       * @description When the channel is told on that day, by the company's clock.
       * @example 09:00
       */
      toldAt?: string;
      pointsApi?: string;
      defaults?: {
        reason?: string;
        /**
         * @description By the names of the columns that the points API takes besides.
         * @example {
         *       "campaign": "fall-2026",
         *       "expiresOn": "2026-12-31"
         *     }
         */
        extras?: {
          [key: string]: string;
        };
      };
      plan?: components["schemas"]["Plan"];
      /** @description The reminder's that was looked at. */
      revision: number;
    };
    SchedulePayout: {
      /**
       * @description Local time `YYYY-MM-DDTHH:mm[:ss]` in the time zone; or `soonest`: as soon as the policy allows, counted from this call.
       * @example 2026-12-01T09:00
       */
      at: string;
      /**
       * @description IANA zone; the deployment's own when absent.
       * @example Asia/Seoul
       */
      timeZone?: string;
      /**
       * @description Local time in the same zone, after which nobody is paid any more: what is left then waits, paused, for a person.
       * @example 2026-12-01T18:00
       */
      latest?: string;
      /** @description The sheet's total, typed once more by hand. */
      expectedTotalPoints: number;
      /**
       * @description Codes of the warnings that a person ticked; `code:payoutId` for one that names another payout in `otherPayoutId`. It must name all warnings of likely double or inflated payment; where the deployment's policy says so, only when it is sent.
       * @example [
       *       "user_id_twice",
       *       "paid_lately_same:01KAGYH5V3C6ZJ9QX1T2W8R7MN"
       *     ]
       */
      acknowledgedWarnings?: string[];
      /**
       * @description What whoever approves it is to know: shown to them, and to everybody else.
       * @example 11월 출석 이벤트 당첨자 전원, 총액은 기획서 3쪽과 같습니다.
       */
      note?: string;
    };
    HoldPayout: {
      reason?: string;
    };
    HandOverPayout: {
      /**
       * @description Verified address of somebody who has signed in and may upload.
       * @example new-owner@company.example
       */
      email: string;
      reason?: string;
    };
    ApprovePayout: {
      /**
       * @description The payout's `revision` that was looked at.
       * @example 4
       */
      revision: number;
      reason?: string;
    };
    DeclinePayout: {
      /**
       * @description The payout's `revision` that was looked at.
       * @example 4
       */
      revision: number;
      reason: string;
    };
    PaymentList: {
      items: components["schemas"]["Payment"][];
      /** @description The payout whose payments these take back: `paid` means taken back. */
      reversalOf?: string;
      /** @description True when nobody was paid: `paid` stands for those who would be. */
      dryRun: boolean;
      /** @description Asks for the next page; absent on the last. */
      cursor?: string;
    };
    Payment: {
      /** @description The row's number as Excel shows it. */
      row: number;
      userId: string;
      /** @description The points API's own id of the user, where it knows them by another. */
      accountId?: string;
      points: number;
      reason?: string;
      /** @description What the points API takes besides, by the name of the sheet's column. */
      extras?: {
        [key: string]: string;
      };
      /** @description The idempotency key under which the points API was asked. */
      reference?: string;
      /** @description Under which the points API tells what became of it, once it has accepted it. */
      acceptedReference?: string;
      /** Format: date-time */
      acceptedAt?: string;
      /** @description The points API's own reference. */
      transactionId?: string;
      /** @description Why it was rejected or is unknown. */
      code?: string;
      /** @description The points API's own code, where `why` does not say what it means. */
      apiCode?: string;
      /** @description The points API's own words. */
      detail?: string;
      /** @description Why it was rejected or is unknown, in plain words. */
      why?: {
        ko: string;
        en: string;
      };
      /** Format: date-time */
      sentAt?: string;
      /** Format: date-time */
      settledAt?: string;
      /** @description What one person said of it while it was unknown. While it is, it waits for a second person. */
      proposed?: {
        /** @enum {string} */
        as: "not_paid";
        note: string;
        by: components["schemas"]["Person"];
        /** Format: date-time */
        at: string;
      };
      /** @description Who settled it while it was unknown, as what, and how they knew. */
      resolution?: {
        /** @enum {string} */
        as: "paid" | "not_paid";
        note: string;
        by: components["schemas"]["Person"];
        /** Format: date-time */
        at: string;
      };
      /** @description The payout that was made to pay it again: see `retry`. */
      retriedBy?: string;
      /** @description To whom that payout pays it, where a person has corrected the id. */
      retriedAs?: string;
      /** @description That payout as it stands; absent where it is not there any more. */
      retry?: {
        state: components["schemas"]["PayoutState"];
        /** @description Whether it is completed and everybody in it was paid. */
        allPaid: boolean;
      };
      /** @description The payout that takes it back, or did, or could not: see its own payment of that row. */
      reversedBy?: string;
      state: components["schemas"]["PaymentState"];
    };
    /** @enum {string} */
    PaymentState:
      | "pending"
      | "sending"
      | "accepted"
      | "paid"
      | "rejected"
      | "unknown"
      | "withdrawn";
    UserPaymentList: {
      items: components["schemas"]["UserPayment"][];
      /** @description Asks for the next page; absent on the last. */
      cursor?: string;
    };
    UserPayment: {
      /** @description The row's number as Excel shows it. */
      row: number;
      userId: string;
      /** @description The points API's own id of the user, where it knows them by another. */
      accountId?: string;
      points: number;
      reason?: string;
      /** @description What the points API takes besides, by the name of the sheet's column. */
      extras?: {
        [key: string]: string;
      };
      /** @description The idempotency key under which the points API was asked. */
      reference?: string;
      /** @description Under which the points API tells what became of it, once it has accepted it. */
      acceptedReference?: string;
      /** Format: date-time */
      acceptedAt?: string;
      /** @description The points API's own reference. */
      transactionId?: string;
      /** @description Why it was rejected or is unknown. */
      code?: string;
      /** @description The points API's own code, where `why` does not say what it means. */
      apiCode?: string;
      /** @description The points API's own words. */
      detail?: string;
      /** @description Why it was rejected or is unknown, in plain words. */
      why?: {
        ko: string;
        en: string;
      };
      /** Format: date-time */
      sentAt?: string;
      /** Format: date-time */
      settledAt?: string;
      /** @description What one person said of it while it was unknown. While it is, it waits for a second person. */
      proposed?: {
        /** @enum {string} */
        as: "not_paid";
        note: string;
        by: components["schemas"]["Person"];
        /** Format: date-time */
        at: string;
      };
      /** @description Who settled it while it was unknown, as what, and how they knew. */
      resolution?: {
        /** @enum {string} */
        as: "paid" | "not_paid";
        note: string;
        by: components["schemas"]["Person"];
        /** Format: date-time */
        at: string;
      };
      /** @description The payout that was made to pay it again: see `retry`. */
      retriedBy?: string;
      /** @description To whom that payout pays it, where a person has corrected the id. */
      retriedAs?: string;
      /** @description That payout as it stands; absent where it is not there any more. */
      retry?: {
        state: components["schemas"]["PayoutState"];
        /** @description Whether it is completed and everybody in it was paid. */
        allPaid: boolean;
      };
      /** @description The payout that takes it back, or did, or could not: see its own payment of that row. */
      reversedBy?: string;
      payoutId: string;
      /** @description The payout's title. */
      title?: string;
      payoutState?: components["schemas"]["PayoutState"];
      /**
       * Format: date-time
       * @description When it is to be paid, while its payout is scheduled or waits for an approval.
       */
      dueAt?: string;
      /** @description The payout whose payment this took back: `paid` means taken back. */
      reversalOf?: string;
      /** @description What support may say to the customer, with times in the company's zone. */
      answer: {
        ko: string;
        en: string;
      };
      /** @enum {string} */
      state: "sending" | "accepted" | "paid" | "rejected" | "unknown" | "withdrawn";
    };
    FoundPaymentList: {
      items: components["schemas"]["FoundPayment"][];
      /** @description How much this call looked through. */
      searched: {
        payouts: number;
        payments: number;
      };
      /** @description Payouts whose files or ledger were deleted: nobody is found there. */
      gone: {
        payoutId: string;
        title: string;
      }[];
      /**
       * Format: date-time
       * @description When the last payout was uploaded that was looked through; it goes back in time.
       */
      reachedAt?: string;
      /** @description So many were found that it ended early: search for a longer part. */
      isFull: boolean;
      /** @description Asks for the next page; absent on the last. */
      cursor?: string;
    };
    FoundPayment: {
      /** @description The row's number as Excel shows it. */
      row: number;
      userId: string;
      /** @description The points API's own id of the user, where it knows them by another. */
      accountId?: string;
      points: number;
      reason?: string;
      /** @description What the points API takes besides, by the name of the sheet's column. */
      extras?: {
        [key: string]: string;
      };
      /** @description The idempotency key under which the points API was asked. */
      reference?: string;
      /** @description Under which the points API tells what became of it, once it has accepted it. */
      acceptedReference?: string;
      /** Format: date-time */
      acceptedAt?: string;
      /** @description The points API's own reference. */
      transactionId?: string;
      /** @description Why it was rejected or is unknown. */
      code?: string;
      /** @description The points API's own code, where `why` does not say what it means. */
      apiCode?: string;
      /** @description The points API's own words. */
      detail?: string;
      /** @description Why it was rejected or is unknown, in plain words. */
      why?: {
        ko: string;
        en: string;
      };
      /** Format: date-time */
      sentAt?: string;
      /** Format: date-time */
      settledAt?: string;
      /** @description What one person said of it while it was unknown. While it is, it waits for a second person. */
      proposed?: {
        /** @enum {string} */
        as: "not_paid";
        note: string;
        by: components["schemas"]["Person"];
        /** Format: date-time */
        at: string;
      };
      /** @description Who settled it while it was unknown, as what, and how they knew. */
      resolution?: {
        /** @enum {string} */
        as: "paid" | "not_paid";
        note: string;
        by: components["schemas"]["Person"];
        /** Format: date-time */
        at: string;
      };
      /** @description The payout that was made to pay it again: see `retry`. */
      retriedBy?: string;
      /** @description To whom that payout pays it, where a person has corrected the id. */
      retriedAs?: string;
      /** @description That payout as it stands; absent where it is not there any more. */
      retry?: {
        state: components["schemas"]["PayoutState"];
        /** @description Whether it is completed and everybody in it was paid. */
        allPaid: boolean;
      };
      /** @description The payout that takes it back, or did, or could not: see its own payment of that row. */
      reversedBy?: string;
      payoutId: string;
      /** @description The payout's title. */
      title?: string;
      payoutState?: components["schemas"]["PayoutState"];
      /**
       * Format: date-time
       * @description When it is to be paid, while its payout is scheduled or waits for an approval.
       */
      dueAt?: string;
      /** @description The payout whose payment this took back: `paid` means taken back. */
      reversalOf?: string;
      /** @description What support may say to the customer, with times in the company's zone. */
      answer: {
        ko: string;
        en: string;
      };
      state: components["schemas"]["PaymentState"];
    };
    StopPayout: {
      reason?: string;
    };
    ResumePayout: {
      reason?: string;
    };
    EndPayout: {
      /** @description Kept with the payout, and shown to everybody. */
      reason: string;
    };
    RetryPayout: {
      /**
       * @description Rows of the original sheet; every rejected and withdrawn payment when absent.
       * @example [
       *       12,
       *       31
       *     ]
       */
      rows?: number[];
      /** @description Rows whose user id was wrong, with the right one: they are paid again as well, to these users. With this and without `rows`, only these. */
      corrections?: {
        row: number;
        /** @description Whom it was for. */
        userId: string;
      }[];
      /**
       * @description Takes corrections to users whom the original itself paid in other rows.
       * @enum {boolean}
       */
      evenIfPaid?: true;
    };
    ReversePayout: {
      /**
       * @description Rows of the sheet; everything that was paid, 10,000 payments at most, when it names neither rows nor users.
       * @example [
       *       12,
       *       31
       *     ]
       */
      rows?: number[];
      /** @description All that was paid to these users by this payout. */
      userIds?: string[];
      /** @description Kept with both payouts, and shown to everybody. */
      reason: string;
    };
    ResolvePayment: {
      /**
       * @description `paid` settles it. `not_paid` does once a second person says so; what the first one says is `proposed` until then. `unknown` takes back what was proposed.
       * @enum {string}
       */
      as: "paid" | "not_paid" | "unknown";
      /**
       * @description How you know.
       * @example 포인트 시스템 지급 기록에서 확인했습니다.
       */
      note: string;
    };
    ResolvedPayments: {
      /** @description How many stand now as was said. */
      settled: number;
      /** @description How many wait now for a second person to say the same. */
      proposed: number;
      payments: {
        row?: number;
        userId?: string;
        /**
         * @description `settled`: it stands as was said, by this call or an earlier one. `proposed`: it waits for a second person. `taken_back`: it is unknown, and nothing is proposed. Otherwise why it was left as it is.
         * @enum {string}
         */
        outcome:
          | "settled"
          | "proposed"
          | "taken_back"
          | "payment_not_found"
          | "payment_not_unknown"
          | "resolved_otherwise"
          | "stop_first";
        /** @enum {string} */
        state?: "pending" | "sending" | "accepted" | "paid" | "rejected" | "unknown" | "withdrawn";
      }[];
    };
    ResolvePayments: {
      /**
       * @description How you know.
       * @example 포인트 시스템 지급 기록에서 확인했습니다.
       */
      note: string;
      /**
       * @description Of all `rows` and `userIds`.
       * @enum {string}
       */
      as?: "paid" | "not_paid" | "unknown";
      rows?: number[];
      /** @description All payments of these users in this payout. */
      userIds?: string[];
      /** @description In place of the other three: each row with what became of it. */
      payments?: {
        row: number;
        /**
         * @description `paid` settles it. `not_paid` does once a second person says so; what the first one says is `proposed` until then. `unknown` takes back what was proposed.
         * @enum {string}
         */
        as: "paid" | "not_paid" | "unknown";
      }[];
    };
    LedgerRestored: {
      /** @description The payouts that this call marked. */
      payoutIds: string[];
    };
    MarkLedgerRestored: {
      /**
       * @description Which backup, and why.
       * @example 11월 21일 09:00 (UTC) 시점으로 복원했습니다.
       */
      note: string;
    };
    Receipt: {
      payoutId: string;
      title: string;
      fileName: string;
      /** @description Of the payments that were approved and paid. */
      digest: string;
      /** @description Which points API pays it, where the deployment has several. */
      pointsApi?: {
        name: string;
        title: {
          ko: string;
          en: string;
        };
      };
      /** @description What rows of the sheet get that say nothing else themselves. */
      defaults?: {
        reason?: string;
        extras?: {
          [key: string]: string;
        };
      };
      createdBy: components["schemas"]["Person"];
      owner: components["schemas"]["Person"];
      handedOver?: components["schemas"]["HandedOver"];
      /** Format: date-time */
      createdAt: string;
      schedule: components["schemas"]["Schedule"];
      /** Format: date-time */
      startedAt: string;
      /** Format: date-time */
      finishedAt: string;
      counts: components["schemas"]["Counts"];
      points: components["schemas"]["Points"];
      retryOf?: string;
      reversalOf?: string;
      reversalReason?: string;
      /** @description The payouts that take back payments of this one, oldest first. */
      reversals?: {
        payoutId: string;
        state: components["schemas"]["PayoutState"];
        payments?: number;
        points?: number;
        /** @description What it took back; once it is completed. */
        takenBack?: {
          payments: number;
          points: number;
        };
      }[];
      /** @description Who ended the payout, when and why; from then on it is not paid further. */
      endedBy?: {
        by: components["schemas"]["Person"];
        /** Format: date-time */
        at: string;
        reason: string;
      };
      brake?: components["schemas"]["Brake"];
      /** @description Grows with every change; a decision names the one that was looked at. */
      revision: number;
      signOff?: components["schemas"]["SignOff"];
      comparison?: components["schemas"]["Comparison"];
    };
    SignOff: {
      by: components["schemas"]["Person"];
      /** Format: date-time */
      at: string;
      note: string;
      revision: number;
      comparison: {
        run: number;
        /** @enum {string} */
        scope: "sample" | "all";
        findingCount: number;
      };
      /** @description False when the receipt is not any more the one that was signed. */
      isCurrent: boolean;
      /** @description Whether it was compared again since it was signed. */
      isComparedAgain: boolean;
      /** @description What became of the payout since it was signed, oldest first. */
      changes: components["schemas"]["AuditEvent"][];
    };
    AuditEvent: {
      eventId: string;
      payoutId: string;
      revision: number;
      /** Format: date-time */
      at: string;
      by:
        | {
            id: string;
            name: string;
            /** @enum {string} */
            kind: "person";
            via?: {
              slack: string;
            };
          }
        | {
            /** @enum {string} */
            kind: "system";
            /** @enum {string} */
            name: "check-sheet" | "distribute" | "watch";
          };
      /** @enum {string} */
      action:
        | "created"
        | "sheet_received"
        | "sheet_replaced"
        | "sheet_refused"
        | "sheet_accepted"
        | "approval_requested"
        | "first_approved"
        | "approved"
        | "declined"
        | "scheduled"
        | "moved"
        | "held"
        | "sent_back"
        | "renamed"
        | "handed_over"
        | "cancelled"
        | "deleted"
        | "expired"
        | "found_overdue"
        | "started"
        | "outage_began"
        | "outage_ended"
        | "canary_passed"
        | "paused"
        | "resumed"
        | "ended"
        | "halted"
        | "completed"
        | "recounted"
        | "user_erased"
        | "payment_resolved"
        | "settlement_proposed"
        | "retried"
        | "reversed"
        | "receipt_signed"
        | "ledger_restored"
        | "alerted";
      /** @enum {string} */
      from?:
        | "uploading"
        | "checking"
        | "invalid"
        | "ready"
        | "awaiting_approval"
        | "scheduled"
        | "distributing"
        | "paused"
        | "completed"
        | "halted"
        | "cancelled";
      /** @enum {string} */
      to:
        | "uploading"
        | "checking"
        | "invalid"
        | "ready"
        | "awaiting_approval"
        | "scheduled"
        | "distributing"
        | "paused"
        | "completed"
        | "halted"
        | "cancelled";
      why?: string;
      payTime?: {
        before?: {
          localTime: string;
          timeZone: string;
          /** Format: date-time */
          at: string;
        };
        after?: {
          localTime: string;
          timeZone: string;
          /** Format: date-time */
          at: string;
        };
      };
      title?: {
        before: string;
        after: string;
      };
      file?: {
        before: {
          fileName: string;
          key?: string;
          versionId?: string;
          payments?: number;
          totalPoints?: number;
        };
        after: {
          fileName: string;
        };
      };
      acknowledgedWarnings?: string[];
      /** @description `why` in plain words, where Paysheet itself wrote it; absent of people's words. */
      reason?: {
        message: {
          ko: string;
          en: string;
        };
        /** @description What a person said besides. */
        note?: string;
        /** @description The payout that it names. */
        payoutId?: string;
      };
    };
    Comparison: {
      /** @description Counts how often comparing was begun. */
      run: number;
      /**
       * @description Of which payments the points API is asked: a `sample`, or `all`.
       * @enum {string}
       */
      scope: "sample" | "all";
      samplePayments?: number;
      /**
       * @description `stopped`: it can't go on until somebody has it compared again.
       * @enum {string}
       */
      state: "running" | "done" | "stopped";
      /** @description Who asked for it; absent where it began by itself. */
      by?: {
        id: string;
        name: string;
      };
      /** Format: date-time */
      startedAt: string;
      /** Format: date-time */
      updatedAt: string;
      /** Format: date-time */
      finishedAt?: string;
      /**
       * @description How the points API is asked: by a look-up, by references, or not at all, where it offers neither.
       * @enum {string}
       */
      books?: "look_up" | "confirm" | "none";
      counted: {
        sheet: {
          payments: number;
          points: number;
        };
        asked: {
          payments: number;
          points: number;
        };
        byState: {
          sending?: {
            payments: number;
            points: number;
          };
          accepted?: {
            payments: number;
            points: number;
          };
          paid?: {
            payments: number;
            points: number;
          };
          rejected?: {
            payments: number;
            points: number;
          };
          unknown?: {
            payments: number;
            points: number;
          };
          withdrawn?: {
            payments: number;
            points: number;
          };
        };
        compared: {
          payments: number;
          points: number;
        };
        inBooks: {
          payments: number;
          points: number;
        };
        settledByPeople: number;
        retried: number;
        erased: number;
      };
      /** @description True when the payout has changed since: compare again to have it as it is now. */
      isBehind: boolean;
      heldBy?: string;
      /** @description Why it waits or stopped, in words. */
      held?: {
        ko: string;
        en: string;
      };
      findingCount: number;
      /** @description The first of them. */
      findings: components["schemas"]["Finding"][];
    };
    Finding: {
      /**
       * @description `paid_not_in_books`, `in_books_not_paid`, `other_transaction`: ledger and the points API's books differ; `unclear`, `not_told`: the books decide nothing; the others: sheet, ledger and the payout's totals differ.
       * @enum {string}
       */
      code:
        | "paid_not_in_books"
        | "in_books_not_paid"
        | "other_transaction"
        | "unclear"
        | "not_told"
        | "not_in_ledger"
        | "not_in_sheet"
        | "other_amount"
        | "totals_differ";
      row?: number;
      /** @enum {string} */
      state?: "sending" | "accepted" | "paid" | "rejected" | "unknown" | "withdrawn";
      points?: number;
      transactionId?: string;
      /** @description The books' own transaction id. */
      inBooks?: string;
      told?: string;
      of?: string;
      /** @description What sheet or report say. */
      expected?: number;
      /** @description What the ledger adds up to. */
      counted?: number;
      userId?: string;
      /** @description The idempotency key under which the points API was asked. */
      reference?: string;
      what: {
        ko: string;
        en: string;
      };
      toDo: {
        ko: string;
        en: string;
      };
    };
    SignReceipt: {
      /**
       * @description The payout's `revision` that was looked at.
       * @example 4
       */
      revision: number;
      /**
       * @description The `comparison.run` that was looked at.
       * @example 1
       */
      run: number;
      /** @description What was looked at, and what became of differences. */
      note: string;
    };
    Breakdown: {
      payments: number;
      users: number;
      points: number;
      /** @description Payments by amount, in bins that begin with 1, 2 and 5 of each power of ten, ascending and without gaps: over all that the sheet has and what is usual. */
      bins: {
        from: number;
        /** @description The largest amount that belongs to it. */
        to: number;
        payments: number;
        points: number;
        /** @description Of the payments of the last payouts the share in this bin, on average; absent where that is not known. */
        usualShare?: number;
      }[];
      byAmount: components["schemas"]["ValueSums"];
      byReason: components["schemas"]["ValueSums"];
      byColumn: {
        top: {
          value?: string;
          payments: number;
          users: number;
          points: number;
        }[];
        others?: {
          values: number;
          payments: number;
          points: number;
        };
        column: string;
      }[];
      /** @description Between which amounts the last payouts of the same points API were, and how many those are; absent where they are too few, and of reversals. */
      usual?: {
        from: number;
        /** @description The largest amount that belongs to it. */
        to: number;
        payouts: number;
      };
    };
    /** @description Payments added up by a value: those of the most points, and all others together. Without `value` are those that have none. */
    ValueSums: {
      top: {
        value?: string;
        payments: number;
        users: number;
        points: number;
      }[];
      others?: {
        values: number;
        payments: number;
        points: number;
      };
    };
    RowList: {
      items: {
        row: number;
        userId: string;
        points: number;
        reason?: string;
        extras?: {
          [key: string]: string;
        };
      }[];
      /**
       * @description User ids are shown in part only, as the role does not open sheets. Absent where they are whole.
       * @enum {boolean}
       */
      masked?: true;
      /** @description Asks for the next page; absent on the last. */
      cursor?: string;
    };
    /** @description What was looked at before a payout is paid. Missing users never hold it up. */
    PreFlight: {
      /** @description Absent until it was looked at. */
      pointsApi?: {
        /** Format: date-time */
        at: string;
        /** @enum {string} */
        api: "answers" | "no_answer" | "refuses_credentials" | "not_asked";
        code?: string;
        detail?: string;
        float?: {
          has: number;
          promised: number;
          needed: number;
        };
        /** @description Why the payout would not be paid if its time were now; empty where it would. */
        why: {
          ko: string;
          en: string;
        }[];
      };
      /** @description Absent until it was begun. */
      users?: {
        /** @enum {string} */
        state: "waiting" | "looking" | "done" | "stopped" | "not_asked";
        /** Format: date-time */
        startedAt: string;
        /** Format: date-time */
        updatedAt: string;
        looked: number;
        of: number;
        /** @enum {boolean} */
        isPart?: true;
        untold: number;
        missing: number;
        /** @description The first 100 of those that are missing, with their rows. */
        listed: {
          userId: string;
          rows: number[];
          code: string;
        }[];
        code?: string;
        before?: {
          /** Format: date-time */
          at: string;
          looked: number;
          missing: number;
        };
        /** @description Whether the problem workbook has those that are missing marked in the sheet. */
        isMarked: boolean;
      };
    };
    AuditTrail: {
      items: components["schemas"]["AuditEvent"][];
      /** @description Asks for the next page; absent on the last. */
      cursor?: string;
    };
    Erasure: {
      userIdHash: string;
      /** @enum {string} */
      state: "running" | "done";
      run: number;
      by: components["schemas"]["Person"];
      reason: string;
      /** Format: date-time */
      startedAt: string;
      /** Format: date-time */
      finishedAt?: string;
      result?: {
        payouts: number;
        payments: number;
        files: number;
        outcomes: {
          payoutId: string;
          /** @enum {string} */
          stays?: "can_still_pay" | "unsettled" | "being_retried" | "being_reversed";
          payments: number;
          files: number;
          inSlack?: {
            failure: boolean;
            workbook: boolean;
          };
          /** @description Why it stays, and what to do. */
          why?: {
            ko: string;
            en: string;
          };
        }[];
        moreOutcomes: number;
        unreadableSheets: number;
      };
      /** @description What is kept all the same, and why; payouts that keep it are among `outcomes`. */
      stays: {
        code: string;
        message: {
          ko: string;
          en: string;
        };
      }[];
    };
    EraseUser: {
      /**
       * @description In whatever letter case: each way of writing it is erased.
       * @example hong.gildong@example.com
       */
      userId: string;
      /**
       * @description Kept, with who asked; it should not name the user.
       * @example 2026-11-30 개인정보 삭제 요청
       */
      reason: string;
    };
    AccessList: {
      items: components["schemas"]["Access"][];
      /** @description Asks for the next page; absent on the last. */
      cursor?: string;
    };
    Access: {
      accessId: string;
      /** Format: date-time */
      at: string;
      by: components["schemas"]["Person"];
      /** @enum {string} */
      action:
        | "report_downloaded"
        | "problem_workbook_downloaded"
        | "sheet_downloaded"
        | "rows_listed"
        | "rows_searched"
        | "missing_users_downloaded"
        | "payments_listed"
        | "payments_searched"
        | "payments_exported"
        | "user_looked_up"
        | "user_erased";
      payoutId?: string;
      userIdHash?: string;
      /** Format: date-time */
      linkExpiresAt?: string;
      reason?: string;
    };
    Setup: {
      /** @description Names this deployment: another one after every change of code or configuration. */
      deployment?: string;
      /** @description What is left to do, in this order. Once a smoke test of this deployment has passed, nothing is but the points API's credentials, where nobody has put them: a dry run needs none. */
      open: ("slack_secret" | "points_api_secret" | "marketers" | "approvers" | "smoke_test")[];
      /** @description The last that passed, of this deployment or of one before. */
      smokeTest?: {
        deployment: string;
        payoutId: string;
        /** Format: date-time */
        passedAt: string;
        by: components["schemas"]["Person"];
      };
    };
    SmokeTest: {
      /** @description The dry run that came to its end. */
      payoutId: string;
    };
  };
  responses: never;
  parameters: never;
  requestBodies: never;
  headers: never;
  pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
  listPayouts: {
    parameters: {
      query?: {
        state?: components["schemas"]["PayoutState"];
        /** @description A part of title, file name, creator's name or id, in whatever letter case. */
        search?: string;
        /** @description Paid on this day or later; of payouts without a time counts the day on which they were made. */
        from?: string;
        /** @description Paid on this day or earlier. */
        to?: string;
        /** @description IANA zone of those days; the company's when absent. */
        timeZone?: string;
        /** @description Only those that go no further, or stay unclear, before a person has done something about it. */
        attention?: "true";
        /** @description Only those that the caller uploaded or answers for. */
        mine?: "true";
        /** @description Those that were deleted, which no other list shows; of all states. */
        deleted?: "true";
        /** @description By when they were made, by the time they are paid at, or by their points; `newest` when absent. */
        order?: components["schemas"]["PayoutOrder"];
        /** @description From the page before; opaque. */
        cursor?: string;
        /** @description How many at most, up to 200; 50 when absent. */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of payouts. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PayoutList"];
        };
      };
      /** @description The caller has this answer: its `ETag` was sent as `If-None-Match`. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  createPayout: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreatePayout"];
      };
    };
    responses: {
      /** @description The payout waits for its sheet; the upload starts the check. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreatedPayout"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getPayout: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        payoutId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The payout. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Payout"];
        };
      };
      /** @description The caller has this answer: its `ETag` was sent as `If-None-Match`. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteDraft: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        payoutId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The payout, `cancelled`, with `deletedBy`. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Payout"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getOverview: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The overview. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Overview"];
        };
      };
      /** @description The caller has this answer: its `ETag` was sent as `If-None-Match`. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getOverviewMonths: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The months. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["OverviewMonths"];
        };
      };
      /** @description The caller has this answer: its `ETag` was sent as `If-None-Match`. */
      304: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  renamePayout: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        payoutId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["RenamePayout"];
      };
    };
    responses: {
      /** @description The payout, with its new title. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Payout"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getSheet: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        payoutId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description To a link that downloads the file for five minutes. */
      302: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  replaceSheet: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        payoutId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ReplaceSheet"];
      };
    };
    responses: {
      /** @description The form to upload the file with; that starts the check. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["CreatedPayout"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  copyPayout: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        payoutId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description All but the sheet. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["NewPayoutSettings"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  listReminders: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description All of them, in the order of their making. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ReminderList"];
        };
      };
    };
  };
  createReminder: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["CreateReminder"];
      };
    };
    responses: {
      /** @description The reminder. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Reminder"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  changeReminder: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        reminderId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ChangeReminder"];
      };
    };
    responses: {
      /** @description The reminder. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Reminder"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  deleteReminder: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        reminderId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It is deleted. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getReminderSettings: {
    parameters: {
      query?: {
        /** @description Of which month; that in which it is due next when absent. */
        month?: string;
      };
      header?: never;
      path: {
        reminderId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description All but the sheet. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["NewPayoutSettings"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  schedulePayout: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        payoutId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SchedulePayout"];
      };
    };
    responses: {
      /** @description The payout, `scheduled` or `awaiting_approval`. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Payout"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  cancelPayout: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        payoutId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The payout, `cancelled`. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Payout"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  holdPayout: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        payoutId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["HoldPayout"];
      };
    };
    responses: {
      /** @description The payout, `ready` again. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Payout"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  handOverPayout: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        payoutId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["HandOverPayout"];
      };
    };
    responses: {
      /** @description The payout, with its `owner`. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Payout"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  approvePayout: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        payoutId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ApprovePayout"];
      };
    };
    responses: {
      /** @description The payout, `scheduled` at the time that was asked for; or `awaiting_approval` by one more person. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Payout"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  declinePayout: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        payoutId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["DeclinePayout"];
      };
    };
    responses: {
      /** @description The payout, `ready` again. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Payout"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  listPayments: {
    parameters: {
      query?: {
        state?: components["schemas"]["PaymentState"];
        /** @description Only those that wait for a second person to settle them. */
        proposed?: "true";
        /** @description A user id or a part of one, in whatever letter case. */
        user?: string;
        /** @description From the page before; opaque. */
        cursor?: string;
        /** @description How many at most, up to 200; 50 when absent. */
        limit?: number;
      };
      header?: never;
      path: {
        payoutId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of payments. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PaymentList"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  listUserPayments: {
    parameters: {
      query?: {
        /** @description From the page before; opaque. */
        cursor?: string;
        /** @description How many at most, up to 200; 50 when absent. */
        limit?: number;
      };
      header?: never;
      path: {
        userId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of payments; none for a user nobody ever paid. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["UserPaymentList"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  exportUserPayments: {
    parameters: {
      query?: {
        language?: "ko" | "en";
      };
      header?: never;
      path: {
        userId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A line for each payment. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/csv": string;
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  findPayments: {
    parameters: {
      query: {
        /** @description An id or, of at least 3 characters, a part of one, in whatever letter case. */
        user: string;
        /** @description Only the id as a whole. */
        whole?: "true";
        in: "upcoming" | "recent";
        /** @description 30 when absent. */
        days?: number;
        /** @description From the page before; opaque. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What was found in a part of the payouts. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["FoundPaymentList"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  stopPayout: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        payoutId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["StopPayout"];
      };
    };
    responses: {
      /** @description The payout, `paused`. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Payout"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  resumePayout: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        payoutId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["ResumePayout"];
      };
    };
    responses: {
      /** @description The payout, `distributing`. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Payout"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  endPayout: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        payoutId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["EndPayout"];
      };
    };
    responses: {
      /** @description The payout, `distributing` until all of that is found out. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Payout"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  retryPayout: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        payoutId: string;
      };
      cookie?: never;
    };
    requestBody?: {
      content: {
        "application/json": components["schemas"]["RetryPayout"];
      };
    };
    responses: {
      /** @description The new payout, `uploading`; its check begins by itself. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Payout"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  reversePayout: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        payoutId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ReversePayout"];
      };
    };
    responses: {
      /** @description The new payout, `uploading`; its check begins by itself. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Payout"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  resolvePayment: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        payoutId: string;
        /** @description The row's number as Excel shows it. */
        row: number;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ResolvePayment"];
      };
    };
    responses: {
      /** @description The payment as it stands now. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Payment"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  resolvePayments: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        payoutId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["ResolvePayments"];
      };
    };
    responses: {
      /** @description What became of each payment that was named. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["ResolvedPayments"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  markLedgerRestored: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["MarkLedgerRestored"];
      };
    };
    responses: {
      /** @description What was marked. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["LedgerRestored"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getReceipt: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        payoutId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The receipt, as far as it was compared. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Receipt"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  requestReceipt: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        payoutId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It has begun. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Receipt"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  signReceipt: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        payoutId: string;
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SignReceipt"];
      };
    };
    responses: {
      /** @description The receipt, with `signOff`. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Receipt"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getReport: {
    parameters: {
      query?: {
        /** @description Of its words; absent, what the header `Accept-Language` prefers, else the deployment's. */
        language?: "ko" | "en";
      };
      header?: never;
      path: {
        payoutId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description To a link that downloads the workbook for five minutes. */
      302: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getProblemWorkbook: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        payoutId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description To a link that downloads the workbook for five minutes. */
      302: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getBreakdown: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        payoutId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The breakdown. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Breakdown"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  listRows: {
    parameters: {
      query?: {
        /** @description A part of a user id, a reason or what a row says besides, in whatever letter case. */
        search?: string;
        /** @description Only rows of so many points or more. */
        least?: number;
        /** @description Only rows of so many points or fewer. */
        most?: number;
        /** @description From the page before; opaque. */
        cursor?: string;
        /** @description How many at most, up to 200; 50 when absent. */
        limit?: number;
      };
      header?: never;
      path: {
        payoutId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of rows. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["RowList"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getPreFlight: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        payoutId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What was found so far; nothing of what was not looked at yet. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PreFlight"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  startPreFlight: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        payoutId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description It has begun, or is at work already. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["PreFlight"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  listMissingUsers: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        payoutId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A workbook with a line for each row. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  listEvents: {
    parameters: {
      query?: {
        /** @description From the page before. A page has 1000 changes. */
        cursor?: string;
      };
      header?: never;
      path: {
        payoutId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description Every change: who, when, from, to, why. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AuditTrail"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  exportPayouts: {
    parameters: {
      query?: {
        state?: components["schemas"]["PayoutState"];
        /** @description A part of title, file name, creator's name or id, in whatever letter case. */
        search?: string;
        /** @description Paid on this day or later; of payouts without a time counts the day on which they were made. */
        from?: string;
        /** @description Paid on this day or earlier. */
        to?: string;
        /** @description IANA zone of its times; the company's when absent. */
        timeZone?: string;
        /** @description Only those that go no further, or stay unclear, before a person has done something about it. */
        attention?: "true";
        /** @description Only those that the caller uploaded or answers for. */
        mine?: "true";
        /** @description Those that were deleted, which no other list shows; of all states. */
        deleted?: "true";
        /** @description By when they were made, by the time they are paid at, or by their points; `newest` when absent. */
        order?: components["schemas"]["PayoutOrder"];
        /** @description Absent, what the header `Accept-Language` prefers, else the deployment's. */
        language?: "ko" | "en";
        /** @description Of the next part; the header `Link` of a part names it. */
        cursor?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A part of the file, the first with a byte-order mark and the names of the columns. `Link: <…>; rel="next"` names the next part; the last has none. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/csv": string;
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  exportPayments: {
    parameters: {
      query?: {
        /** @description Absent, what the header `Accept-Language` prefers, else the deployment's. */
        language?: "ko" | "en";
        /** @description IANA zone of its times; the company's when absent. */
        timeZone?: string;
        /** @description Of the next part; the header `Link` of a part names it. */
        cursor?: string;
      };
      header?: never;
      path: {
        payoutId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A part of the file, the first with a byte-order mark and the names of the columns. `Link: <…>; rel="next"` names the next part; the last has none. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/csv": string;
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  exportEvents: {
    parameters: {
      query?: {
        /** @description Absent, what the header `Accept-Language` prefers, else the deployment's. */
        language?: "ko" | "en";
        /** @description IANA zone of its times; the company's when absent. */
        timeZone?: string;
        /** @description Of the next part; the header `Link` of a part names it. */
        cursor?: string;
      };
      header?: never;
      path: {
        payoutId: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A part of the file, the first with a byte-order mark and the names of the columns. `Link: <…>; rel="next"` names the next part; the last has none. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "text/csv": string;
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  eraseUser: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["EraseUser"];
      };
    };
    responses: {
      /** @description It has begun; `GET /api/users/erasures/{userIdHash}` says what came of it. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Erasure"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getErasure: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        userIdHash: string;
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The erasure, done or under way. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Erasure"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  listAccesses: {
    parameters: {
      query?: {
        /** @description In UTC. */
        day?: string;
        payoutId?: string;
        userId?: string;
        /** @description From the page before; opaque. */
        cursor?: string;
        /** @description How many at most, up to 200; 50 when absent. */
        limit?: number;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description A page of accesses. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["AccessList"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getTemplate: {
    parameters: {
      query?: {
        language?: "ko" | "en";
        /** @description With the columns that this points API takes; of the default one when absent. */
        pointsApi?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description The workbook. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": string;
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  getSetup: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** @description What is left to do. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Setup"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
  recordSmokeTest: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        "application/json": components["schemas"]["SmokeTest"];
      };
    };
    responses: {
      /** @description What is left to do. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/json": components["schemas"]["Setup"];
        };
      };
      /** @description A problem. */
      default: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          "application/problem+json": components["schemas"]["Problem"];
        };
      };
    };
  };
}

export type Schemas = components["schemas"];

/** The roles that the API lets make each call. */
export const ROLES_OF = {
  createPayout: ["marketer", "admin"],
  listPayouts: ["viewer", "marketer", "approver", "admin"],
  getPayout: ["viewer", "marketer", "approver", "admin"],
  deleteDraft: ["marketer", "admin"],
  getOverview: ["viewer", "marketer", "approver", "admin"],
  getOverviewMonths: ["viewer", "marketer", "approver", "admin"],
  renamePayout: ["marketer", "admin"],
  replaceSheet: ["marketer", "admin"],
  getSheet: ["marketer", "approver", "admin"],
  copyPayout: ["viewer", "marketer", "approver", "admin"],
  listReminders: ["viewer", "marketer", "approver", "admin"],
  createReminder: ["marketer", "admin"],
  changeReminder: ["marketer", "admin"],
  deleteReminder: ["marketer", "admin"],
  getReminderSettings: ["viewer", "marketer", "approver", "admin"],
  schedulePayout: ["marketer", "approver", "admin"],
  cancelPayout: ["marketer", "admin"],
  holdPayout: ["marketer", "approver", "admin"],
  handOverPayout: ["marketer", "admin"],
  approvePayout: ["approver", "admin"],
  declinePayout: ["approver", "admin"],
  listPayments: ["viewer", "marketer", "approver", "admin"],
  listUserPayments: ["viewer", "marketer", "approver", "admin"],
  exportUserPayments: ["viewer", "marketer", "approver", "admin"],
  findPayments: ["viewer", "marketer", "approver", "admin"],
  stopPayout: ["marketer", "approver", "admin"],
  resumePayout: ["marketer", "approver", "admin"],
  endPayout: ["marketer", "admin"],
  retryPayout: ["marketer", "admin"],
  reversePayout: ["marketer", "admin"],
  resolvePayment: ["marketer", "approver", "admin"],
  resolvePayments: ["marketer", "approver", "admin"],
  markLedgerRestored: ["admin"],
  getReceipt: ["viewer", "marketer", "approver", "admin"],
  requestReceipt: ["marketer", "approver", "admin"],
  signReceipt: ["marketer", "approver", "admin"],
  getReport: ["viewer", "marketer", "approver", "admin"],
  getProblemWorkbook: ["viewer", "marketer", "approver", "admin"],
  getBreakdown: ["viewer", "marketer", "approver", "admin"],
  listRows: ["viewer", "marketer", "approver", "admin"],
  getPreFlight: ["viewer", "marketer", "approver", "admin"],
  startPreFlight: ["marketer", "approver", "admin"],
  listMissingUsers: ["viewer", "marketer", "approver", "admin"],
  listEvents: ["viewer", "marketer", "approver", "admin"],
  exportPayouts: ["viewer", "marketer", "approver", "admin"],
  exportPayments: ["viewer", "marketer", "approver", "admin"],
  exportEvents: ["viewer", "marketer", "approver", "admin"],
  eraseUser: ["admin"],
  getErasure: ["admin"],
  listAccesses: ["admin"],
  getTemplate: ["viewer", "marketer", "approver", "admin"],
  getSetup: ["admin"],
  recordSmokeTest: ["marketer", "admin"],
} as const;
