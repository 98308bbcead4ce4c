// Wires the feed to the views. Permission is judged anew at every animation frame; a changed market
// is drawn in that frame, everything else at most eight times a second.
import { Asker } from './asker.js';
import { wakefulClock } from './clock.js';
import { Gate } from './lib/driftgate.js';
import { Model } from './model.js';
import { Announcer } from './view/announcer.js';
import { ChainsView } from './view/chains.js';
import { ConnectionView } from './view/connection.js';
import { DriftView } from './view/drift.js';
import { LogView } from './view/log.js';
import { MarketsView } from './view/markets.js';
import { NodesView } from './view/nodes.js';

const DRAW_MS = 125;
const PLOT_MS = 500;

const url = new URL('v1/feed', location.href);
url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';

const model = new Model();
const client = new Gate(url.href, {
  streams: ['chains', 'nodes', 'drift'],
  onFrame: (frame) => model.take(frame),
  clock: wakefulClock(),
});
const at = (id) => document.getElementById(id);
const views = [
  new ConnectionView(at('connection'), at('banner')),
  new MarketsView(at('market-tiles')),
  new ChainsView(at('chain-cards')),
  new NodesView(at('node-rows')),
  new LogView(at('log-lines')),
];
const announcer = new Announcer(at('announcements'));
const plot = new DriftView(at('drift-plot'), at('drift-note'));

let judged = '';
let drawnAt = -Infinity;
let plottedAt = -Infinity;

/** All that matters most, in one comparable word. */
function judge() {
  return client
    .marketIds()
    .map((id) => {
      const { quotes, liquidations, leased } = client.permission(id);
      return `${id} ${quotes} ${liquidations} ${leased}`;
    })
    .join();
}

function frame(now) {
  const judgement = judge();
  if (judgement !== judged || now - drawnAt >= DRAW_MS) {
    judged = judgement;
    drawnAt = now;
    views.forEach((view) => view.draw(client, model));
    announcer.announce(client);
    document.title = titleNow();
  }
  if (now - plottedAt >= PLOT_MS) {
    plottedAt = now;
    plot.draw(model);
  }
  requestAnimationFrame(frame);
}

function titleNow() {
  const ids = client.marketIds();
  const open = ids.filter((id) => client.permission(id).quotes === 'OPEN').length;
  return `${open} of ${ids.length} open · Driftgate`;
}

document.addEventListener('visibilitychange', () => {
  if (document.visibilityState === 'hidden') {
    document.title = 'Driftgate'; // nobody redraws it now, and it must not go on saying "open"
  } else {
    client.renew();
  }
});

client.start();
new Asker(client, model).run();
requestAnimationFrame(frame);
