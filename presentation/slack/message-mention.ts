/** Mentions that one message bears; the rest are left out. */
const MAX_MENTIONS = 10;

const MENTION = /^<(@[UW][A-Z0-9]{1,40}|!subteam\^S[A-Z0-9]{1,40}|!here|!channel)>$/;

/** Whether Slack reads it as a mention: `<@U012>`, `<!subteam^S01>`, `<!here>` or `<!channel>`. */
export function isMention(text: string): boolean {
  return MENTION.test(text);
}

/** The mentions in a row; undefined when there is none. */
export function mentionLine(mentions: readonly string[]): string | undefined {
  const valid = mentions.filter(isMention).slice(0, MAX_MENTIONS);
  return valid.length === 0 ? undefined : valid.join(" ");
}
