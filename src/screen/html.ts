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
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums}
.notice{border:2px solid var(--warn);padding:.5rem 1rem}
td:first-child{white-space:nowrap}
.scroll{overflow-x:auto}
svg{display:block;max-width:100%;height:auto}svg text{fill:var(--ink)}.bar{fill:var(--bar)}`;

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

/** A table of texts; columns named in `numeric` are aligned as numbers. */
export function htmlTable(
  caption: string,
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const cell = (value: string | number): string =>
    typeof value === 'number' ? `<td class="n">${value.toLocaleString('en')}</td>` : `<td>${escapeHtml(value)}</td>`;
  return `<div class="scroll" tabindex="0" role="region" aria-label="${escapeHtml(caption)}"><table>
<caption>${escapeHtml(caption)}</caption>
<thead><tr>${head.map((name) => `<th scope="col">${escapeHtml(name)}</th>`).join('')}</tr></thead>
<tbody>${rows.map((row) => `<tr>${row.map(cell).join('')}</tr>`).join('\n')}</tbody>
</table></div>`;
}
