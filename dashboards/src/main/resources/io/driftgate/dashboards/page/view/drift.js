// Arrival drift of each node over the last minutes.
import * as echarts from '../lib/echarts.js';
import { DRIFT_WINDOW_MS } from '../model.js';
import { text } from './dom.js';

const SHORTEST_SPAN_MS = 60_000;
const MAX_SERIES = 16; // more lines than that are no longer told apart
const PALETTE = {
  dark: ['#6cb6ff', '#f0a35e', '#7ee2b8', '#e88ad1', '#ffd866', '#b39dff', '#ff8f8f', '#9ad0c2'],
  light: ['#0b62c4', '#b35900', '#0a7a52', '#a3238a', '#7a6000', '#5b3fc4', '#b3261e', '#2b6f78'],
};

export class DriftView {
  #root;
  #note;
  #chart;
  #light = matchMedia('(prefers-color-scheme: light)');

  constructor(root, note) {
    this.#root = root;
    this.#note = note;
    this.#chart = echarts.init(root, null, { renderer: 'canvas' });
    new ResizeObserver(() => this.#chart.resize()).observe(root);
  }

  draw({ drift, driftIsAsked }) {
    const worst = (id) => drift.get(id).at(-1)[1];
    const all = [...drift.keys()];
    const shown = all.sort((a, b) => worst(b) - worst(a)).slice(0, MAX_SERIES).sort();
    this.#chart.setOption(this.#option(drift, shown), { replaceMerge: ['series'] });
    text(this.#note, noteWords(all.length, shown.length, driftIsAsked));
  }

  #option(drift, shown) {
    const css = getComputedStyle(this.#root);
    const [ink, line] = [css.getPropertyValue('--ink-soft'), css.getPropertyValue('--line')];
    const now = Date.now();
    return {
      animation: false,
      color: this.#light.matches ? PALETTE.light : PALETTE.dark,
      textStyle: { color: ink, fontFamily: css.fontFamily },
      grid: { left: 8, right: 24, top: 40, bottom: 8, containLabel: true },
      legend: { type: 'scroll', top: 0, left: 0, icon: 'roundRect', itemHeight: 4, textStyle: { color: ink } },
      xAxis: {
        type: 'time',
        min: now - span(drift, now),
        max: now,
        axisLabel: { color: ink, hideOverlap: true, showMinLabel: false, formatter: '{HH}:{mm}:{ss}' },
        axisLine: { lineStyle: { color: line } },
        splitNumber: 4,
      },
      yAxis: {
        type: 'value',
        min: 0,
        axisLabel: { color: ink, formatter: '{value} ms' },
        splitLine: { lineStyle: { color: line } },
      },
      series: shown.map((id) => ({
        name: id,
        id,
        type: 'line',
        showSymbol: drift.get(id).length < 3,
        symbolSize: 5,
        sampling: 'lttb',
        lineStyle: { width: 2 },
        data: drift.get(id),
      })),
    };
  }
}

/** The whole window, once there is that much to show. */
function span(drift, now) {
  const oldest = Math.min(now, ...[...drift.values()].map((samples) => samples[0][0]));
  return Math.min(DRIFT_WINDOW_MS, Math.max(SHORTEST_SPAN_MS, now - oldest));
}

function noteWords(all, shown, isAsked) {
  if (all === 0) {
    return 'none measured yet';
  }
  if (isAsked) {
    return 'p90 of the last minute';
  }
  return shown < all ? `the ${shown} of ${all} nodes with the most drift` : '';
}
