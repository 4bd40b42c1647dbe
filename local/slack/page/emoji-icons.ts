/**
 * Drawings of the signs that reports are read by, so that they look the same where no colour
 * emoji font is installed. The machine's font draws all others.
 */
const DRAWINGS: Readonly<Record<string, string>> = {
  "✅": box("#2f9e54", '<path d="M6 12.5l4 4 8-9"/>'),
  "❌": '<path d="M5 5l14 14M19 5L5 19" stroke="#d64545" stroke-width="4"/>',
  "⚠️":
    '<path d="M12 3.2L22 20.5H2z" fill="#f2b21b" stroke="#f2b21b" stroke-width="2"/>' +
    '<path d="M12 9.5v5M12 17.6v.2" stroke="#3d2c00" stroke-width="2.4"/>',
  "🛑":
    '<path d="M8 2h8l6 6v8l-6 6H8l-6-6V8z" fill="#d23b3b"/>' +
    '<path d="M7.5 12h9" stroke="#fff" stroke-width="3.4"/>',
  "❓": '<path d="M7.5 8a4.5 4.5 0 1 1 7 3.8c-1.7 1.1-2.5 1.9-2.5 3.7M12 20v.3" stroke="#d23b3b" stroke-width="3.6"/>',
  "⏸️": box("#3f78c9", '<path d="M9 7.5v9M15 7.5v9"/>'),
  "▶️": box("#3f78c9", '<path d="M9 7l8 5-8 5z" fill="#fff" stroke-width="1.5"/>'),
  "⏳":
    '<path d="M6.5 3h11M6.5 21h11" stroke="#8a5a2b" stroke-width="2.6"/>' +
    '<path d="M8 4v3.5l4 4.5-4 4.5V20h8v-3.5L12 12l4-4.5V4z" fill="#f4d690" stroke="#b98a3e" stroke-width="1.6"/>',
};

function box(colour: string, mark: string): string {
  return (
    `<rect x="1.5" y="1.5" width="21" height="21" rx="5" fill="${colour}"/>` +
    `<g stroke="#fff" stroke-width="2.8">${mark}</g>`
  );
}

const DRAWN = new RegExp(Object.keys(DRAWINGS).join("|"), "gu");

/** Escaped text with its signs drawn. */
export function drawSigns(escaped: string): string {
  return escaped.replace(
    DRAWN,
    (sign) =>
      `<svg class="sign" viewBox="0 0 24 24" role="img" aria-label="${sign}" fill="none" ` +
      `stroke-linecap="round" stroke-linejoin="round">${DRAWINGS[sign]}</svg>`,
  );
}
