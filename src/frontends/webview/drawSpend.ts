import uPlot from 'uplot';
import type { PanelChart } from './reports';

const heightPx = 180;
const halfDaySeconds = 43_200;
const leastWidthPx = 200;
// Orange last: some themes have it half transparent.
const colours = ['blue', 'purple', 'green', 'yellow', 'red', 'orange'];

/** Draws the lines into the element in the colours of the theme, as wide as it is. @returns what removes them */
export function drawSpend({ days, lines }: PanelChart, holder: HTMLElement): () => void {
  const [first, last] = [days[0] ?? 0, days.at(-1) ?? 0];
  const style = getComputedStyle(document.body);
  const colourOf = (name: string): string => style.getPropertyValue(`--vscode-${name}`) || 'gray';
  const rule = { stroke: colourOf('charts-lines'), width: 1 };
  const axis = { stroke: colourOf('foreground'), grid: rule, ticks: rule };
  const width = (): number => Math.max(leastWidthPx, holder.clientWidth);
  const plot = new uPlot(
    {
      width: width(),
      height: heightPx,
      // Without a pointer over the lines it would show dashes.
      legend: { live: false },
      // Half a day of room on both sides: a single day would be drawn over years.
      scales: {
        x: { range: () => [first - halfDaySeconds, last + halfDaySeconds] },
        y: { range: (_plot, _low, high) => [0, high > 0 ? high * 1.1 : 1] },
      },
      axes: [axis, { ...axis, size: 70, values: (_plot, values) => values.map((value) => `$${value}`) }],
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
  const resize = new ResizeObserver(() => plot.setSize({ width: width(), height: heightPx }));
  resize.observe(holder);
  return () => {
    resize.disconnect();
    plot.destroy();
  };
}
