// One row per node.
import { el, attribute, keyed, text, texts, two } from './dom.js';
import { count, isNumber, millis, NONE, timeOfDay } from './words.js';

// Column → what a narrow screen calls it.
const COLUMNS = ['Node', 'State', 'Height', 'Behind', 'Drift p50', 'p99', 'Via', 'Last failure'];

export class NodesView {
  #root;

  constructor(root) {
    this.#root = root;
  }

  draw(client, { nodes }) {
    keyed(this.#root, order(nodes), createRow, (row, id) => fill(row, nodes.get(id).value));
  }
}

/** By chain, then name: a row keeps its place whatever happens to it. */
function order(nodes) {
  const key = ({ value }) => `${value.chain} ${value.id}`;
  return [...nodes.keys()].sort((a, b) => {
    const [left, right] = [key(nodes.get(a)), key(nodes.get(b))];
    return left < right ? -1 : left > right ? 1 : 0;
  });
}

function createRow(id) {
  const root = el('tr');
  root.dataset.node = id;
  attribute(root, 'role', 'row');
  const cells = COLUMNS.map((name, index) => {
    const cell = el(index === 0 ? 'th' : 'td');
    attribute(cell, 'role', index === 0 ? 'rowheader' : 'cell');
    cell.dataset.label = name;
    root.append(cell);
    return cell;
  });
  cells[0].scope = 'row';
  cells[0].append(el('span', 'node-name', id), el('span', 'node-place'));
  cells[1].append(el('span', 'node-state'), el('ul', 'chips'));
  cells[2].append(el('span'), el('span', 'second'));
  cells[3].append(el('span'), el('span', 'second'));
  cells[7].append(el('span'), el('span', 'second'));
  return { root, cells };
}

function fill({ root, cells }, node) {
  attribute(root, 'data-state', node.state);
  text(cells[0].lastChild, [node.chain, node.cluster].filter(Boolean).join(' · '));
  text(cells[1].firstChild, String(node.state).replace('_', ' '));
  texts(cells[1].lastChild, node.flags ?? [], 'li', 'chip');
  two(cells[2], heightWords(node), node.headLag > 0 ? `${count(node.headLag)} below` : '');
  two(cells[3], millis(node.behindMs), uncertaintyWords(node));
  text(cells[4], node.drift?.count ? millis(node.drift.p50Ms) : NONE);
  text(cells[5], node.drift?.count ? millis(node.drift.p99Ms) : NONE);
  text(cells[6], node.transport ?? NONE);
  two(cells[7], node.lastFailure?.kind ?? NONE, whenWords(node.lastFailure));
  attribute(cells[7], 'title', node.lastFailure?.message ?? null);
}

const heightWords = ({ height }) => (isNumber(height) ? `#${count(height)}` : NONE);
const whenWords = (failure) => (failure ? timeOfDay(failure.atMs) : '');

/** The truth lies between behind and behind + uncertainty. */
function uncertaintyWords({ behindMs, uncertaintyMs }) {
  return isNumber(behindMs) && uncertaintyMs > 0 ? `+ up to ${millis(uncertaintyMs)}` : '';
}
