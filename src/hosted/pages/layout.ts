import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import type { HtmlEscapedString } from 'hono/utils/html'

export type Html = HtmlEscapedString | Promise<HtmlEscapedString>

const STYLE = `
:root {
  color-scheme: light dark;
  --ink: #14202e; --soft: #566374; --paper: #fff; --ground: #f4f7fa; --line: #dbe3ec; --accent: #0369a8; --tint: #e3f1fb; --wrong: #b3261e;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace;
}
@media (prefers-color-scheme: dark) {
  :root { --ink: #e6edf5; --soft: #98a6b8; --paper: #172130; --ground: #0e1520; --line: #2a384b; --accent: #74bdf5; --tint: #16304a; --wrong: #ffb4ab }
}
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, sans-serif }
main, .bar { max-width: 46rem; margin: 0 auto; padding: 0 1.25rem }
main { padding-bottom: 4rem }
.bar { display: flex; align-items: center; justify-content: space-between; gap: 1rem; padding-top: 1.25rem; padding-bottom: 1.25rem }
.brand { display: flex; align-items: center; gap: .5rem; color: var(--ink); font-weight: 650; text-decoration: none; letter-spacing: -.01em }
.brand svg { width: 1.625rem; height: 1.625rem; color: var(--accent) }
h1 { font-size: 1.75rem; line-height: 1.2; letter-spacing: -.02em; margin: 1rem 0 .375rem }
h2 { font-size: 1rem; line-height: 1.4; margin: 0; overflow-wrap: anywhere }
p { margin: 0 }
a { color: var(--accent); text-underline-offset: .15em }
a:focus-visible, button:focus-visible, input:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px }
.lead, .soft { color: var(--soft) }
.soft { font-size: .875rem; overflow-wrap: anywhere }
.wrong { color: var(--wrong); margin: 1rem 0 0 }
code, pre, .code { font-family: var(--mono) }
code { font-size: .9em; overflow-wrap: anywhere }
form { display: flex; gap: .5rem; margin: 1.25rem 0 1.5rem }
input { flex: 1; min-width: 0 }
input, button { font: inherit; padding: .5625rem .875rem; border: 1px solid var(--line); border-radius: .625rem; background: var(--paper); color: inherit }
input::placeholder { color: var(--soft); opacity: 1 }
button { cursor: pointer; background: var(--accent); border-color: var(--accent); color: var(--paper); font-weight: 600 }
.card { background: var(--paper); border: 1px solid var(--line); border-radius: .875rem; padding: 1.125rem 1.25rem; margin-bottom: 1rem }
.head { display: flex; flex-wrap: wrap; align-items: baseline; justify-content: space-between; gap: .125rem 1rem }
.code { display: inline-block; margin: .875rem 0 0; padding: .25rem .75rem; border-radius: .5rem; background: var(--tint); color: var(--accent); font-size: 1.375rem; font-weight: 600; letter-spacing: .08em; user-select: all; overflow-wrap: anywhere }
.text { margin: .75rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere }
.empty { text-align: center; padding: 3rem 1.25rem; color: var(--soft) }
.kind::first-letter { text-transform: uppercase }
.hero { padding: 3.5rem 0 2.25rem }
.hero svg { width: 3.5rem; height: 3.5rem; color: var(--accent); display: block; margin: 0 0 1rem -.25rem }
.hero h1 { font-size: 2.5rem; display: flex; flex-wrap: wrap; align-items: center; gap: .375rem .875rem; margin: 0 0 .625rem }
.hero .lead { font-size: 1.125rem; max-width: 35rem }
.tag { font-size: .8125rem; font-weight: 600; letter-spacing: 0; padding: .125rem .625rem; border-radius: 99px; background: var(--tint); color: var(--accent) }
.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); gap: 1rem; margin-bottom: 2.25rem }
.tiles .card { margin: 0; color: inherit; text-decoration: none }
.tiles .card:hover { border-color: var(--accent) }
.tiles h2 { color: var(--accent) }
.label { font-size: .8125rem; font-weight: 600; letter-spacing: .04em; text-transform: uppercase; color: var(--soft); margin: 0 0 .625rem }
pre { margin: 0 0 2.25rem; padding: 1rem 1.25rem; border: 1px solid var(--line); border-radius: .875rem; background: var(--paper); font-size: .875rem; line-height: 1.6; overflow-x: auto }
dl { margin: 0; background: var(--paper); border: 1px solid var(--line); border-radius: .875rem }
dl div { display: flex; flex-wrap: wrap; justify-content: space-between; gap: .125rem 1rem; padding: .6875rem 1.25rem }
dl div + div { border-top: 1px solid var(--line) }
dd { margin: 0; color: var(--soft) }
footer { margin-top: 1.5rem }
`

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64')

/** A page may only load its own style: no script, no frame, no other requests, and no Referer that reveals it. */
export const PAGE_HEADERS = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

/** A roof above water. */
export const MARK = html`<svg viewBox="0 0 32 32" fill="none" stroke="currentColor" stroke-width="2.75" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M4 14.5 16 4.5l12 10"/><path d="M4 21q3-3 6 0t6 0 6 0 6 0"/><path d="M4 27q3-3 6 0t6 0 6 0 6 0" opacity=".55"/></svg>`

/** A page below the home page, with the way back to it. */
export function subpage(title: string, content: Html): Html {
  const bar = html`<div class="bar"><a class="brand" href="./">${MARK}Poolhouse</a></div>`
  return layout(`${title} · Poolhouse`, html`${bar}<main>${content}</main>`)
}

/** The frame of every page. Its links are relative, so that a proxy may serve it below a path. */
export function layout(title: string, content: Html): Html {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
${content}
</body>
</html>`
}
