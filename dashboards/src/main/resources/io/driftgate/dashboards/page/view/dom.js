// Small tools for drawing without thrashing: the DOM is touched only where something changed.

/** A new element: tag, class, children or text. */
export function el(tag, className = '', ...children) {
  const node = document.createElement(tag);
  if (className) {
    node.className = className;
  }
  node.append(...children);
  return node;
}

export function text(node, value) {
  const next = String(value);
  if (node.textContent !== next) {
    node.textContent = next;
  }
}

/** Fills a cell of two elements; the second may be nothing. */
export function two(cell, first, second) {
  text(cell.firstChild, first);
  text(cell.lastChild, second || '');
}

export function attribute(node, name, value) {
  if (value === null) {
    node.removeAttribute(name);
  } else if (node.getAttribute(name) !== String(value)) {
    node.setAttribute(name, value);
  }
}

/** Keeps one child per key, in order; `create` makes a child, `update` fills it. */
export function keyed(parent, keys, create, update) {
  const rows = (parent.keyedRows ??= new Map());
  const wanted = new Set(keys);
  for (const [key, row] of rows) {
    if (!wanted.has(key)) {
      row.root.remove();
      rows.delete(key);
    }
  }
  keys.forEach((key, index) => {
    if (!rows.has(key)) {
      rows.set(key, create(key));
    }
    const row = rows.get(key);
    if (parent.children[index] !== row.root) {
      parent.insertBefore(row.root, parent.children[index] ?? null);
    }
    update(row, key);
  });
}

/** Replaces a list of short texts when any of them changed. */
export function texts(parent, values, tag, className = '') {
  const joined = values.join('\n');
  if (parent.dataset.texts !== joined) {
    parent.dataset.texts = joined;
    parent.replaceChildren(...values.map((value) => el(tag, className, value)));
  }
}
