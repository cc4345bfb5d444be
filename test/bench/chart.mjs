// A chart of bars as SVG, with a background of its own, so that it can be read on a light page and on a dark one.

const WIDTH = 860;
const LABEL_WIDTH = 290;
const FIGURE_WIDTH = 70;
const BAR = 13;
const BAR_GAP = 2;
const GROUP_GAP = 12;
const TOP = 84;
const CAPTION_LINE = 16;
const MOST_CAPTION_CHARACTERS = 120;

const colours = {
  background: '#ffffff',
  border: '#d0d7de',
  text: '#1f2328',
  faint: '#59636e',
  own: ['#0550ae', '#1a7f37'],
  other: ['#8db7e8', '#94cfa3'],
};

/**
 * @param series the names of the bars of a group
 * @param groups each with its `name`, its `values`, undefined for no bar, and whether it `isOwn`
 * @param caption what is said below
 */
export function drawChart({ title, series, groups, caption }) {
  const most = Math.max(...groups.flatMap(({ values }) => values.filter((value) => value !== undefined)));
  const groupHeight = series.length * (BAR + BAR_GAP) + GROUP_GAP;
  const lines = wrap(caption);
  const bottom = TOP + groups.length * groupHeight;
  const height = bottom + lines.length * CAPTION_LINE + 16;
  const scale = (WIDTH - LABEL_WIDTH - FIGURE_WIDTH) / most;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" font-family="system-ui, sans-serif" font-size="13">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="6" fill="${colours.background}" stroke="${colours.border}"/>`,
    text({ x: 16, y: 30, size: 16, weight: 600 }, title),
    ...series.map((name, at) => legend(name, at)),
    ...groups.map((group, at) => drawGroup(group, TOP + at * groupHeight, scale)),
    ...lines.map((line, at) =>
      text({ x: 16, y: bottom + 12 + at * CAPTION_LINE, size: 11, fill: colours.faint }, line),
    ),
    '</svg>',
    '',
  ].join('\n');
}

function legend(name, at) {
  const x = 16 + at * 130;
  return `<rect x="${x}" y="48" width="${BAR}" height="${BAR}" fill="${colours.own[at]}"/>${text({ x: x + BAR + 6, y: 59 }, name)}`;
}

function drawGroup({ name, values, isOwn }, top, scale) {
  const middle = top + (values.length * (BAR + BAR_GAP)) / 2 + 4;
  const label = text({ x: LABEL_WIDTH - 10, y: middle, anchor: 'end', weight: isOwn ? 600 : 400 }, name);
  const bars = values.map((value, at) => {
    if (value === undefined) return '';
    const y = top + at * (BAR + BAR_GAP);
    const width = Math.max(1, value * scale).toFixed(1);
    const fill = (isOwn ? colours.own : colours.other)[at];
    const figure = text(
      { x: (LABEL_WIDTH + value * scale + 6).toFixed(1), y: y + 11, size: 11 },
      Math.round(value).toLocaleString('en'),
    );
    return `<rect x="${LABEL_WIDTH}" y="${y}" width="${width}" height="${BAR}" fill="${fill}"/>${figure}`;
  });
  return `<g>${label}${bars.join('')}</g>`;
}

function text({ x, y, size = 13, weight = 400, fill = colours.text, anchor = 'start' }, content) {
  return `<text x="${x}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${fill}" text-anchor="${anchor}">${escapeXml(content)}</text>`;
}

function wrap(content) {
  const lines = [''];
  for (const word of content.split(' ')) {
    if (`${lines.at(-1)} ${word}`.length > MOST_CAPTION_CHARACTERS) lines.push('');
    lines.push(`${lines.pop()} ${word}`.trim());
  }
  return lines;
}

function escapeXml(content) {
  const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
  return content.replace(/[&<>"]/g, (sign) => entities[sign]);
}
