const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Control and direction characters of a record could hide or turn around what a reader sees. */
const unseen = /[\p{Cc}\p{Cf}]/gu;

/** Text of a record for HTML, in an element or a quoted attribute. */
export function escapeHtml(text: string): string {
  return text.replace(unseen, ' ').replace(/[&<>"']/g, (char) => entities[char] ?? '');
}

const style = `:root{color-scheme:light dark;--ink:#1a1a1a;--paper:#fff;--line:#ccc;--warn:#8a1c1c;--bar:#2b5c8a;--link:#1a4f8a}
@media (prefers-color-scheme:dark){:root{--ink:#e8e8e8;--paper:#16181c;--line:#444;--warn:#ff9a9a;--bar:#7fb0e0;--link:#9cc4f2}}
body{font:16px/1.5 system-ui,sans-serif;max-width:62rem;margin:0 auto;padding:1rem;color:var(--ink);background:var(--paper)}
h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}
a{color:var(--link)}p,li,h1,h2,h3,a{overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;font-size:.9rem;margin-top:.75rem}
caption{text-align:left;font-weight:600}
th,td{text-align:left;padding:.25rem .6rem;border-bottom:1px solid var(--line);vertical-align:top}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}td.n,td.d{white-space:nowrap}
.notice{border:2px solid var(--warn);padding:.5rem 1rem}
a[href^="patients/"]{white-space:nowrap}td:last-child{min-width:6rem}
.scroll{overflow-x:auto}
svg{display:block;max-width:100%;height:auto}svg text{fill:var(--ink)}.bar{fill:var(--bar)}
@media (max-width:40rem){svg{display:none}}`;

/** A whole page without script and without anything from elsewhere. `body` is HTML; `title` is text. */
export function htmlPage(title: string, body: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
</body>
</html>
`;
}

/** Text that leads to a place: of this page or beside it. */
export interface Link {
  readonly text: string;
  readonly to: string;
}

/** What a cell of a table holds. */
export type Cell = string | number | Link;

const share = /^(\d+(\.\d+)? %|–)$/;
const day = /^\d{4}(-\d\d){0,2}$/;

function htmlCell(cell: Cell): string {
  if (typeof cell === 'number') return `<td class="n">${cell.toLocaleString('en')}</td>`;
  if (typeof cell !== 'string') return `<td><a href="${escapeHtml(cell.to)}">${escapeHtml(cell.text)}</a></td>`;
  const kind = share.test(cell) ? ' class="n"' : day.test(cell) ? ' class="d"' : '';
  return `<td${kind}>${escapeHtml(cell)}</td>`;
}

/** A table; numbers and shares are aligned as such, with their heads. */
export function htmlTable(caption: string, head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const isNumber = (cell: Cell | undefined): boolean =>
    typeof cell === 'number' || (typeof cell === 'string' && share.test(cell));
  const heads = head.map((name, at) => {
    const kind = rows.length > 0 && rows.every((row) => isNumber(row[at])) ? ' class="n"' : '';
    return `<th scope="col"${kind}>${escapeHtml(name)}</th>`;
  });
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(caption)}"><table>
<caption>${escapeHtml(caption)}</caption>
<thead><tr>${heads.join('')}</tr></thead>
<tbody>${rows.map((row) => `<tr>${row.map(htmlCell).join('')}</tr>`).join('\n')}</tbody>
</table></div>`;
}
