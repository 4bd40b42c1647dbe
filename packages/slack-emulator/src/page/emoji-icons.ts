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
  "⏰":
    '<circle cx="12" cy="13" r="8.2" fill="#fff" stroke="#d23b3b" stroke-width="2.6"/>' +
    '<path d="M12 8.5V13l3 2" stroke="#333" stroke-width="2"/>' +
    '<path d="M3.5 6.5l3.5-3M20.5 6.5l-3.5-3M6.5 20l-1.5 2M17.5 20l1.5 2" stroke="#d23b3b" stroke-width="2.6"/>',
  "✋":
    '<path d="M7 12V5.5M10.3 11V3.5M13.7 11V3.5M17 12V6" stroke="#f0b429" stroke-width="3"/>' +
    '<path d="M5.5 11h13v3.5c0 4-2.6 7-6.5 7-3 0-4.8-1.6-6.2-4.5L3.5 13" fill="#f0b429" stroke="#f0b429" stroke-width="2"/>',
  "❗": '<path d="M12 4v10M12 19.6v.2" stroke="#d23b3b" stroke-width="4.2"/>',
  "👉":
    '<path d="M10 10.5h11" stroke="#f0b429" stroke-width="3.4"/>' +
    '<path d="M3 9.5l6-2.5h4v11H8.5L3 15.5z" fill="#f0b429" stroke="#f0b429" stroke-width="1.6"/>' +
    '<path d="M9.5 14h4M9.5 17h3" stroke="#b9801b" stroke-width="1.4"/>',
  "💸":
    '<rect x="2" y="7" width="17" height="11" rx="1.8" fill="#57a55a" stroke="#357a38" stroke-width="1.4"/>' +
    '<circle cx="10.5" cy="12.5" r="2.7" fill="#d9efd9"/>' +
    '<path d="M15 5.5c3-2.5 5-1.5 7.5-3.5M19.5 9c1.5-.5 2.5-.5 3.5-1.5" stroke="#8fb7d9" stroke-width="2"/>',
  "📅":
    '<rect x="2.5" y="4" width="19" height="17.5" rx="2.5" fill="#fff" stroke="#9aa3ad" stroke-width="1.6"/>' +
    '<path d="M3.5 6.5h17" stroke="#d23b3b" stroke-width="4.5"/>' +
    '<path d="M7 13h2M11.2 13h2M15.4 13h2M7 17h2M11.2 17h2" stroke="#5c6570" stroke-width="2.2"/>',
  "📋":
    '<rect x="4" y="4" width="16" height="18" rx="2" fill="#b98a5a"/>' +
    '<rect x="6.3" y="6.5" width="11.4" height="13.2" fill="#fff"/>' +
    '<path d="M9 4h6" stroke="#7d8894" stroke-width="3.4"/>' +
    '<path d="M8.7 11h6.6M8.7 14h6.6M8.7 17h4" stroke="#9aa3ad" stroke-width="1.5"/>',
  "🚫":
    '<circle cx="12" cy="12" r="9" stroke="#d23b3b" stroke-width="3"/>' +
    '<path d="M5.8 5.8l12.4 12.4" stroke="#d23b3b" stroke-width="3"/>',
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
