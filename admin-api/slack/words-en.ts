import type { SlackWords } from "./words.ts";

export const englishWords: SlackWords = {
  done: {
    approve_payout: (title) =>
      `You approved “${title}”. It is paid at the time it is scheduled for.`,
    decline_payout: (title) => `You declined “${title}”. Nobody is paid.`,
    hold_payout: (title) =>
      `You put “${title}” on hold. Nobody is paid until somebody schedules it again.`,
    stop_payout: (title) => `You stopped “${title}”. To go on with it, resume it on its page.`,
  },
  notDone: {
    approve_payout: "It was not approved.",
    decline_payout: "It was not declined.",
    hold_payout: "It was not put on hold.",
    stop_payout: "It was not stopped.",
  },
  late: "This takes long, and whether it was done is not known yet. If the message in the channel is still the same in a moment, press the button again: it is done once, however often you press.",
  noEmail:
    "Slack does not tell the e-mail address of your account, so we can't tell who you are. If this is your company account, tell an administrator (the Slack app's scope users:read.email). You can do the same on the payout's page.",
  notSignedIn: (email, days) =>
    `Nobody signed in to the payout page as ${email} in the last ${days} days. Sign in there once, then press the button again. If that does not help, do it on the payout's page and tell an administrator.`,
  slackFailed: (code) =>
    `Slack did not answer as it should, so nothing was done (${code}). Press the button again in a moment, or use the payout's page if it is urgent.`,
  rolesOfSignIn:
    "Your roles are those of your last sign-in. If you were given one since, sign in to the payout page again.",
  stopInstead: "A payout that has begun can't be put on hold: use “Stop paying” instead.",
  requestId: (id) => `Request id: ${id}`,
  page: (url) => `The payout's page: ${url}`,
  dialog: {
    title: "Decline payout",
    submit: "Decline",
    close: "Go back",
    label: "Reason",
    hint: "Whoever uploaded it sees the reason, and it stays in the history.",
    reasonMissing: "Say why you decline it.",
  },
};
