import uPlot from 'uplot';
import type { PanelChart } from './reports';

const heightPx = 180;
const daySeconds = 86_400;
const leastWidthPx = 200;
// Orange last: some themes have it half transparent.
const colours = ['blue', 'purple', 'green', 'yellow', 'red', 'orange'];

/** Draws the lines into the element, as wide as it is, in the colours of the theme, also of the next one. @returns what removes them */
export function drawSpend(chart: PanelChart, holder: HTMLElement): () => void {
  const width = (): number => Math.max(leastWidthPx, holder.clientWidth);
  let plot = plotOf(chart, holder, width());
  const resize = new ResizeObserver(() => plot.setSize({ width: width(), height: heightPx }));
  resize.observe(holder);
  // What is drawn keeps its colours, unlike what has a style.
  const themes = new MutationObserver(() => {
    plot.destroy();
    plot = plotOf(chart, holder, width());
  });
  themes.observe(document.body, { attributeFilter: ['class', 'data-vscode-theme-id'] });
  return () => {
    resize.disconnect();
    themes.disconnect();
    plot.destroy();
  };
}

function plotOf({ days, lines }: PanelChart, holder: HTMLElement, width: number): uPlot {
  const [first, last] = [days[0] ?? 0, days.at(-1) ?? 0];
  const style = getComputedStyle(document.body);
  const colourOf = (name: string): string => style.getPropertyValue(`--vscode-${name}`) || 'gray';
  const rule = { stroke: colourOf('charts-lines'), width: 1 };
  const axis = { stroke: colourOf('foreground'), grid: rule, ticks: rule };
  return new uPlot(
    {
      width,
      height: heightPx,
      // Without a pointer over the lines it would show dashes.
      legend: { live: false },
      // Half a day of room on both sides: a single day would be drawn over years.
      scales: {
        x: { range: () => [first - daySeconds / 2, last + daySeconds / 2] },
        y: { range: (_plot, _low, high) => [0, high > 0 ? high * 1.1 : 1] },
      },
      // By day: with one or two of them it would count hours.
      axes: [
        { ...axis, incrs: [daySeconds, 7 * daySeconds] },
        { ...axis, size: 70, values: (_plot, values) => values.map((value) => `$${value}`) },
      ],
      series: [
        { value: '{YYYY}-{MM}-{DD}' },
        ...lines.map(({ name }, index) => ({
          label: name,
          stroke: colourOf(`charts-${colours[index % colours.length]}`),
          width: 2,
          points: { show: true },
        })),
      ],
    },
    [[...days], ...lines.map(({ amounts }) => [...amounts])],
    holder,
  );
}
