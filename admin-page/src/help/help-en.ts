import type { HelpTexts } from "./help-ko.ts";

export const helpEn: HelpTexts = {
  title: "Help",
  lead: "Choose what you do: the questions that come up with it are answered in their order.",
  readers: {
    marketer: "Marketer",
    approver: "Approver",
    support: "Support",
    admin: "Admin",
  },
  chooseReader: "What you do",
  contents: "Contents",
  answers: {
    overview: {
      title: "What is on the first page?",
      says: [
        "What there is to do now, what is being paid, a calendar of what is to be paid, the limits, and the points of the last twelve months. It follows what others do without being reloaded.",
        "What there is to do depends on the role. Marketers see their own payouts to correct or to schedule, approvers what they may approve. What stopped, and what may or may not have been paid, is shown to all who can go on with it.",
      ],
      notes: [
        "Days and times of the calendar are those of the company’s time zone. A payout with a dashed edge waits for approval.",
        "A payout counts to the month for which it was scheduled, and a dry run to none. Points taken back are shown apart.",
        "“As a table”, below each chart, has the same values in numbers.",
      ],
    },
    sheet: {
      title: "How do I make the sheet?",
      says: [
        "Any Excel sheet with one user ID and its points on each line will do. The first line names the columns. If it is your first one, begin with “Download the template” on the page of a new payout.",
      ],
      steps: [
        "Write user IDs as they are in the points system. Format the cells as text before you type IDs that begin with 0, or Excel takes the 0 away.",
        "Write points as plain numbers. Don’t copy amounts of money, least of all in thousands: as many points are paid as the number says.",
        "Whoever is paid may see the reason. Where it is empty, the reason that you give on uploading is used.",
        "Delete totals and notes before you save it.",
      ],
      notes: [
        "A user who is there twice is no error, but you are asked about it: see whether you mean to pay them twice.",
      ],
    },
    mend: {
      title: "It says there are problems. What do I do?",
      says: [
        "With a single wrong line nobody is paid. The page shows each wrong cell, what is in it and how to mend it.",
      ],
      steps: [
        "“Download with problems marked” gives you your own file with colours and comments on those cells.",
        "Mend these cells and save it. The comments may stay.",
        "Upload it again with “Upload the corrected file”. All of it is checked anew.",
      ],
      notes: [
        "What is listed to be looked at is not wrong, but could be a slip. Read and tick each before you schedule it.",
      ],
      picture: {
        name: "problems",
        shows: "A payout’s page with a line for each wrong cell and how to mend it",
      },
    },
    schedule: {
      title: "How do I say when it is paid?",
      says: ["Once nothing is wrong, schedule it on the same page. Nobody is paid before you do."],
      steps: [
        "Choose day and time. “As soon as possible” counts from the moment when you schedule it.",
        "Type the total of points yourself. Unless it is the sheet’s, nothing is scheduled: this is where a wrong unit is seen.",
        "Choose “Schedule”. Above a limit the button asks for approval instead, and another person must approve it.",
      ],
      notes: [
        "You can still move it, put it on hold or cancel it later. An approved payout that is moved has to be approved again.",
        "If nobody approves it before its time, nobody is paid and it comes back to you. Choose another time and ask again.",
      ],
      picture: { name: "schedule", shows: "A payout being scheduled, with time and total" },
    },
    watch: {
      title: "Must the page stay open while it pays?",
      says: [
        "No. It goes on when you close the page. The Slack channel shows as well how it begins and ends and how many failed.",
        "The first few payments come alone. When nothing is wrong with them, all others follow by themselves.",
        "If you see something wrong choose “Stop paying”: no new payment begins after two seconds. Who was paid keeps it.",
      ],
      picture: { name: "paying", shows: "A payout being paid, with progress and time left" },
    },
    paused: {
      title: "Paying has stopped. What do I do?",
      says: [
        "Why, and what to do, stands at the top of its page. Nobody who was paid is paid again, so there is no hurry.",
      ],
      steps: [
        "Read why. Maintenance and outages of the points system end by themselves, and it goes on by itself.",
        "If it is about credentials or funds, give your admin the line that the page has for them.",
        "Once it is mended choose “Resume”. Only what is left is paid.",
        "If nobody else is to be paid choose “End payout”. What is left can be paid by a new payout later.",
      ],
      notes: [
        "Don’t upload the sheet again to start over: whoever was paid already would be paid twice.",
      ],
    },
    failed: {
      title: "How do I pay those that failed?",
      says: [
        "A failed payment was refused by the points system, and no points were given. The reason stands beside each.",
      ],
      steps: [
        "Look at the failed ones and their reasons in the list of payments, or in the result workbook.",
        "Where the ID was wrong, find out the right one first.",
        "“Retry what was not paid” makes a new payout of those only. Check and schedule it to have it paid.",
      ],
      notes: ["No payment can be repeated twice: what was repeated already is left out."],
    },
    unknown: {
      title: "What is a payment ‘to be checked’?",
      says: [
        "It was asked for, but the points system’s answer never came: nobody knows whether it was paid. So that it is not paid twice, it waits until a person has looked.",
      ],
      steps: [
        "Search for its reference in the points system.",
        "Settle it as paid if it is there, as not paid if it is not. Many can be settled at once: chosen ones, all that match a search, or by a list.",
        "‘Not paid’ takes a second person. Then it can be paid again.",
      ],
      notes: [
        "Don’t pay it by hand before it is settled: if it was paid after all, it is paid twice.",
      ],
    },
    undo: {
      title: "Can points be taken back?",
      says: [
        "Where the points system can do it, choose “Take points back” on the page of the completed payout. That makes a reversal, which another person must approve, however small it is.",
        "Where it can’t, the page says so before you schedule. What is paid then stays paid.",
      ],
    },
    decide: {
      title: "What should I look at before I approve?",
      says: [
        "What you approve is what is paid: if the sheet or the time changes, your approval is void. You can’t approve what you uploaded or scheduled yourself.",
      ],
      steps: [
        "See whether the total and the number of payments fit the event. A total a thousand times the usual one is nearly always a wrong unit.",
        "Look for a bar that stands alone in “Payments by amount”. “Show rows” lists the lines of such an amount.",
        "Search “All rows” for a user ID or a reason. If you need more, “Download the uploaded file”.",
        "Read what is to be looked at, and what the requester says.",
        "Look at the time: it must be approved before then.",
        "Choose “Approve” or “Decline”. Say what is to be changed when you decline. The buttons in Slack do the same.",
      ],
      picture: { name: "awaiting", shows: "A payout awaiting approval, with amounts and reasons" },
    },
    stop: {
      title: "Can I stop what is scheduled, or being paid?",
      says: [
        "“Put on hold” stops what is scheduled, “Stop paying” what is being paid; so do the buttons in Slack. What an approver stopped its uploader can’t resume: an approver or admin has to.",
      ],
    },
    receipt: {
      title: "Why is a receipt signed?",
      says: [
        "A receipt shows on one page whether the sheet, what was asked, what was answered, our ledger and the points system’s books agree. The signature says that somebody other than the uploader looked.",
      ],
      steps: [
        "“Compare all payments” asks the points system’s books. It pays nobody and changes nothing.",
        "Do what is written beside each difference.",
        "Sign it and say what you looked at. For finance, print it or save it as a PDF.",
      ],
      picture: {
        name: "receipt",
        shows: "A receipt of one page with totals, comparison and signature",
      },
    },
    answer: {
      title: "How do I answer ‘why did I not get mine’?",
      says: [
        "Find the person’s ID under “Find a user”: their payments of all payouts are listed, with the time, the transaction and the reason of a refusal.",
      ],
      steps: [
        "Open “Find a user” and type the ID.",
        "Look at the state, and answer by what it means (below).",
        "If nothing is there they were on no list. Ask the marketer of the event.",
      ],
      picture: { name: "user", shows: "The payments of one user in all payouts" },
    },
    words: {
      title: "What do the states mean?",
      says: [
        "Waiting: not paid yet. Its time or its turn has not come.",
        "Accepted: the points system has it and we wait for the result, mostly some minutes.",
        "Paid: the points are there. The transaction proves it.",
        "Failed: the points system refused it and gave no points. The reason is beside it.",
        "To be checked: nobody knows yet. Say that it is being looked into, and tell the marketer.",
      ],
    },
    "first-day": {
      title: "What is to be done on the first day?",
      says: [
        "What is left stands at the top of the first page and of the list, and goes away when it is done.",
      ],
      steps: [
        "Put in the Slack app’s token and signing secret, and the credentials of the points API.",
        "Give marketers and approvers their roles and have each sign in once.",
        "Run the smoke test. A dry run of three payments goes all the way; no points are paid.",
      ],
    },
    "points-system": {
      title: "Something is wrong with the points system",
      says: [
        "Its own words stand on the payout’s page and in Slack. Take the code there to whoever runs it. After new credentials look again with “Look again”, then choose “Resume”.",
        "After data was restored from a backup nobody is paid until you have said so, as the runbook tells. That is how nobody is paid twice.",
      ],
    },
    people: {
      title: "What if people change?",
      says: [
        "Hand the payouts of whoever leaves to another person on their pages. Neither of the two can approve them.",
        "Roles are changed at the sign-in service. What somebody scheduled or approved who lost the role is not paid at its time, but comes back.",
      ],
    },
  },
};
