import { htmlDocument } from '../document.js';
import { html, type Markup } from '../markup.js';
import { STYLE } from '../style.js';

/** What the history's pages have besides: marks in a trend. Colours repeat what the tables say. */
const OWN_STYLE = `
.trend { width: 100%; height: auto; margin: 10px 0; } .trend .end { text-anchor: end; } .trend .p { stroke-width: 6; }
.mark { stroke-width: 1.5; fill: none; } .release { stroke: var(--muted); stroke-dasharray: 2 4; } .machine { stroke: var(--open); stroke-dasharray: 6 4; }
.worse { stroke: var(--bad); } .better { stroke: var(--good); }
.key .mark { stroke-width: 2; } nav { margin: 26px 0 0; }
`;

/** A page of the history: its own style, no script at all, and no request to anywhere but to the pages beside it. */
export const historyDocument = (title: string, body: Markup): string =>
  htmlDocument({
    title,
    style: STYLE + OWN_STYLE,
    script: null,
    body: html`${body}
<footer><p>Made by loadgate from the stored records. These pages have no script, and ask no other site for anything.</p></footer>`,
  });
