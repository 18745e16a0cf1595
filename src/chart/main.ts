import { BarChart as BarSeries, CustomChart } from 'echarts/charts';
import { GridComponent, TitleComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import type { CustomSeriesRenderItem } from 'echarts/types/dist/shared';
import type { Bar, BarChart, Charts } from './types.js';

/** A separate bundle (dist/chart.js), loaded only to draw a picture, so that the command line starts without it. */

use([BarSeries, CustomChart, GridComponent, TitleComponent, SVGRenderer]);

const WIDTH = 860;
const BAR_HEIGHT = 26;
const TOP = 76;
const BOTTOM = 48;
const FONT = 'Helvetica, Arial, sans-serif';
const FONT_SIZE = 13;
/** More than the mean width of a letter in running text in these fonts, px. Without a browser, text can't be measured. */
const LETTER_WIDTH = FONT_SIZE * 0.58;

const INK = '#1f2328';
const FAINT = '#59636e';
const GRID = '#d1d9e0';
const BAR = '#4c8dd6';
const MUTED_BAR = '#b6c2cf';

/** Draws without a browser, because ECharts writes the SVG as text. */
export const drawBars: Charts['drawBars'] = (given) => {
  const chart = { ...given, bars: given.bars.map((bar) => ({ ...bar, label: ownKey(bar.label) })) };
  const instance = init(null, null, {
    renderer: 'svg',
    ssr: true,
    width: WIDTH,
    height: TOP + chart.bars.length * BAR_HEIGHT + BOTTOM,
  });
  try {
    instance.setOption(optionsOf(chart));
    return named(still(instance.renderToSVGString()), chart);
  } finally {
    instance.dispose();
  }
};

/**
 * ECharts keeps the width of each text in a plain object, with the text as key. A label `__proto__` would change all
 * objects of the process, and `constructor` a function. With a blank at its end, the label is an ordinary key.
 */
const ownKey = (text: string): string => (text in Object.prototype ? `${text}\u00a0` : text);

function optionsOf({ title, subtitle, axis, bars }: BarChart) {
  const left = widest(bars.map(({ label }) => label)) + 24;
  const right = widest(bars.map(({ text }) => text)) + 20;
  return {
    animation: false,
    backgroundColor: '#ffffff',
    textStyle: { fontFamily: FONT, fontSize: FONT_SIZE, color: INK },
    title: {
      text: title,
      subtext: subtitle,
      left: 16,
      top: 12,
      textStyle: { fontFamily: FONT, fontSize: 17, color: INK },
      subtextStyle: { fontFamily: FONT, fontSize: 12, color: FAINT },
    },
    grid: { left, right, top: TOP, bottom: BOTTOM, containLabel: false },
    xAxis: {
      type: 'value' as const,
      name: axis,
      nameLocation: 'middle' as const,
      nameGap: 28,
      nameTextStyle: { fontFamily: FONT, fontSize: 12, color: FAINT },
      min: 0,
      max: axisEnd(bars),
      axisLabel: { fontFamily: FONT, color: FAINT, showMaxLabel: false, hideOverlap: true },
      splitLine: { showMaxLine: false, lineStyle: { color: GRID } },
    },
    yAxis: {
      type: 'category' as const,
      inverse: true,
      data: bars.map(({ label }) => label),
      axisTick: { show: false },
      axisLine: { lineStyle: { color: FAINT } },
      axisLabel: { fontFamily: FONT, fontSize: FONT_SIZE, color: INK, interval: 0 },
    },
    series: [
      {
        type: 'bar' as const,
        barWidth: '62%',
        data: bars.map(({ value, muted }) => ({
          value,
          itemStyle: { color: muted ? MUTED_BAR : BAR },
        })),
      },
      {
        type: 'custom' as const,
        z: 10,
        renderItem: intervalAndText(bars),
        encode: { x: [1, 2, 3], y: 0 },
        data: bars.map(({ value, low, high }, at) => [at, value, low ?? value, high ?? value]),
      },
    ],
  };
}

/** The axis fits the intervals, but no interval makes the bars shorter than half of the picture. */
function axisEnd(bars: readonly Bar[]): number {
  const value = Math.max(...bars.map((bar) => bar.value));
  return Math.min(2 * value, Math.max(value, ...bars.map(({ high }) => high ?? 0)));
}

/** The interval as a line with two ends (one if it continues beyond the picture), and the bar's text to its right. */
function intervalAndText(bars: readonly Bar[]): CustomSeriesRenderItem {
  const most = axisEnd(bars);
  return (_params, api) => {
    const row = Number(api.value(0));
    const at = (value: number) => api.coord([value, row]) as [number, number];
    const [end, y] = at(Number(api.value(1)));
    const [low] = at(Number(api.value(2)));
    const beyond = Number(api.value(3)) > most;
    const [high] = at(Math.min(most, Number(api.value(3))));
    const stroke = { stroke: INK, lineWidth: 1.4, fill: 'none' };
    const line = (x1: number, y1: number, x2: number, y2: number) =>
      ({ type: 'line', shape: { x1, y1, x2, y2 }, style: stroke }) as const;
    const text = {
      type: 'text',
      x: Math.max(end, high) + 8,
      y,
      style: {
        text: bars[row]?.text ?? '',
        fill: INK,
        font: `${FONT_SIZE}px ${FONT}`,
        verticalAlign: 'middle',
      },
    } as const;
    const ends = [line(low, y - 4, low, y + 4), ...(beyond ? [] : [line(high, y - 4, high, y + 4)])];
    const lines = bars[row]?.low === null ? [] : [line(low, y, high, y), ...ends];
    return { type: 'group', children: [...lines, text] };
  };
}

const widest = (texts: readonly string[]): number =>
  Math.ceil(Math.max(...texts.map((text) => text.length)) * LETTER_WIDTH);

/** Removes classes. They only serve a pointer, and their numbers increase from picture to picture. */
const still = (svg: string): string =>
  svg
    .replace(/<style[\s\S]*?<\/style>/g, '')
    .replace(/ class="[^"]*"/g, '')
    .replace(/\bzr\d+-/g, 'zr-');

/** Adds a name for screen readers. */
function named(svg: string, { title, subtitle }: BarChart): string {
  const name = `${title}. ${subtitle}`.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `${svg.replace('<svg ', `<svg role="img" aria-label="${name}" `)}\n`;
}
