export interface Curve {
  readonly name: string;
  readonly colour: string;
  readonly points: readonly (readonly [x: number, y: number])[];
}

export interface Chart {
  readonly title: string;
  readonly unit: string;
  readonly curves: readonly Curve[];
}

export interface Plot {
  readonly title: string;
  readonly x: { readonly title: string; readonly logarithmic?: boolean };
  /** One above the other, over the same x. */
  readonly charts: readonly Chart[];
}

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, GAP] = [860, 190, 70, 170, 60, 56];

/** A picture of curves as SVG, readable on light and dark. Takes numbers and our own words only. */
export function plotOf({ title, x, charts }: Plot): string {
  const all = charts.flatMap(({ curves }) => curves.flatMap(({ points }) => points.map(([at]) => at)));
  const across = axis(all, LEFT, WIDTH - RIGHT, x.logarithmic === true);
  const height = TOP + charts.length * (HEIGHT + GAP);
  const bodies = charts.map((chart, index) => chartOf(chart, across, TOP + index * (HEIGHT + GAP)));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" font-family="system-ui, sans-serif" font-size="12">`,
    `<rect width="${WIDTH}" height="${height}" fill="#ffffff"/>`,
    text(LEFT, 24, title, 'font-size="15" font-weight="600"'),
    ...bodies,
    text((LEFT + WIDTH - RIGHT) / 2, height - 8, x.title, 'text-anchor="middle"'),
    "</svg>\n",
  ].join("\n");
}

interface Axis {
  readonly ticks: readonly number[];
  at(value: number): number;
}

function axis(values: readonly number[], from: number, to: number, logarithmic = false): Axis {
  const most = Math.max(...values, 0);
  if (logarithmic) {
    const [low, high] = [Math.floor(Math.log10(Math.min(...values))), Math.ceil(Math.log10(most))];
    const ticks = Array.from({ length: high - low + 1 }, (_, index) => 10 ** (low + index));
    return { ticks, at: (value) => from + ((Math.log10(value) - low) / Math.max(high - low, 1)) * (to - from) };
  }
  const step = roundStep(most / 5);
  const ticks = Array.from({ length: Math.floor(most / step) + 2 }, (_, index) => index * step);
  const end = ticks.at(-1) ?? 1;
  return { ticks, at: (value) => from + (value / end) * (to - from) };
}

/** The next of 1, 2, 5, 10, 20 ... */
function roundStep(rough: number): number {
  if (!(rough > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  return ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power;
}

function chartOf({ title, unit, curves }: Chart, across: Axis, top: number): string {
  const bottom = top + HEIGHT;
  const up = axis(
    curves.flatMap(({ points }) => points.map(([, y]) => y)),
    bottom,
    top + 14,
  );
  const right = WIDTH - RIGHT;
  const lines = [
    text(LEFT, top - 2, `${title} (${unit})`, 'font-weight="600"'),
    ...up.ticks.flatMap((tick) => [
      `<path d="M${LEFT} ${round(up.at(tick))}H${right}" stroke="#ddd"/>`,
      text(LEFT - 6, up.at(tick) + 4, number(tick), 'text-anchor="end" fill="#555"'),
    ]),
    ...across.ticks
      .filter((tick) => across.at(tick) <= right + 1)
      .map((tick) => text(across.at(tick), bottom + 16, number(tick), 'text-anchor="middle" fill="#555"')),
  ];
  for (const [index, { name, colour, points }] of curves.entries()) {
    const path = points.map(([x, y], at) => `${at === 0 ? "M" : "L"}${round(across.at(x))} ${round(up.at(y))}`).join("");
    if (path !== "") lines.push(`<path d="${path}" fill="none" stroke="${colour}" stroke-width="1.5"/>`);
    lines.push(text(right + 12, top + 26 + index * 18, name, `fill="${colour}"`));
  }
  return lines.join("\n");
}

function text(x: number, y: number, words: string, attributes = ""): string {
  const safe = words.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  return `<text x="${round(x)}" y="${round(y)}" ${attributes}>${safe}</text>`;
}

const round = (value: number): string => String(Math.round(value * 10) / 10);

function number(value: number): string {
  return value >= 1_000_000 ? `${value / 1_000_000}M` : value >= 10_000 ? `${value / 1000}k` : String(Math.round(value * 1000) / 1000);
}
