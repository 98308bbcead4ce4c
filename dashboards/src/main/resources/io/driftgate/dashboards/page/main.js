// Wires the feed to the views. Permission is judged anew at every animation frame; a changed market
// is drawn in that frame, everything else at most eight times a second.
import { Asker } from './asker.js';
import { Session } from './session.js';
import { Announcer } from './view/announcer.js';
import { ChainsView } from './view/chains.js';
import { ConnectionView } from './view/connection.js';
import { DriftView } from './view/drift.js';
import { LogView } from './view/log.js';
import { MarketsView } from './view/markets.js';
import { NodesView } from './view/nodes.js';
import { SignInView } from './view/signin.js';

const DRAW_MS = 125;
const PLOT_MS = 500;

const url = new URL('v1/feed', location.href);
url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';

const session = new Session(url.href);
const at = (id) => document.getElementById(id);
const views = [
  new ConnectionView(at('connection'), at('banner'), at('not-ready')),
  new MarketsView(at('market-tiles')),
  new ChainsView(at('chain-cards')),
  new NodesView(at('node-rows')),
  new LogView(at('log-lines')),
];
const signIn = new SignInView(at('sign-in'), at('account'), session);
const announcer = new Announcer(at('announcements'));
const plot = new DriftView(at('drift-plot'), at('drift-note'));

let judged = '';
let drawnAt = -Infinity;
let plottedAt = -Infinity;

/** All that matters most, in one comparable word. */
function judge() {
  const { client, asks } = session;
  const permissions = client
    .marketIds()
    .map((id) => {
      const { quotes, liquidations, leased } = client.permission(id);
      return `${id} ${quotes} ${liquidations} ${leased}`;
    })
    .join();
  return `${asks} ${permissions}`;
}

function frame(now) {
  const judgement = judge();
  if (judgement !== judged || now - drawnAt >= DRAW_MS) {
    judged = judgement;
    drawnAt = now;
    signIn.draw();
    views.forEach((view) => view.draw(session.client, session.model, session));
    announcer.announce(session.client);
    document.title = titleNow();
  }
  if (now - plottedAt >= PLOT_MS) {
    plottedAt = now;
    plot.draw(session.model);
  }
  requestAnimationFrame(frame);
}

function titleNow() {
  const { client } = session;
  const ids = client.marketIds();
  const open = ids.filter((id) => client.permission(id).quotes === 'OPEN').length;
  return `${open} of ${ids.length} open · Driftgate`;
}

document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') {
    document.title = 'Driftgate'; // nobody redraws it now, and it must not go on saying "open"
  } else {
    session.client.renew();
  }
});

new Asker(session).run();
requestAnimationFrame(frame);
