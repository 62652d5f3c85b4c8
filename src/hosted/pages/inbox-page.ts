import { createHash } from 'node:crypto'
import { html, raw } from 'hono/html'
import type { InboxMessage } from '../../domain/messages/inbox-store.ts'
import { plainText } from '../../domain/messages/plain-text.ts'

const STYLE = `
:root { color-scheme: light dark; --ink: #1c2430; --soft: #5b6675; --paper: #fff; --ground: #f3f5f8; --line: #dde2e9; --accent: #0b6bcb }
@media (prefers-color-scheme: dark) { :root { --ink: #e7ebf1; --soft: #9aa6b5; --paper: #1b212b; --ground: #12161d; --line: #2d3643; --accent: #6db3ff } }
* { box-sizing: border-box }
body { margin: 0; background: var(--ground); color: var(--ink); font: 16px/1.5 system-ui, sans-serif }
main { max-width: 46rem; margin: 0 auto; padding: 2rem 1rem }
h1 { font-size: 1.5rem; margin: 0 0 .25rem }
header p, .meta, footer { color: var(--soft); font-size: .875rem }
form { display: flex; gap: .5rem; margin: 1rem 0 1.5rem }
input { flex: 1; min-width: 0 }
input, button { font: inherit; padding: .5rem .75rem; border: 1px solid var(--line); border-radius: .5rem; background: var(--paper); color: inherit }
button { cursor: pointer; border-color: var(--accent); color: var(--accent) }
article { background: var(--paper); border: 1px solid var(--line); border-radius: .75rem; padding: 1rem 1.25rem; margin-bottom: 1rem }
h2 { font-size: 1rem; margin: 0; overflow-wrap: anywhere }
.meta { margin: 0; overflow-wrap: anywhere }
.text { margin: .75rem 0 0; white-space: pre-wrap; overflow-wrap: anywhere }
a { color: var(--accent) }
`
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64')

/** Nothing on the page but its own style; no script, no frame, no request elsewhere. */
export const INBOX_HEADERS = {
  'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

/** @param older the address of the next page, if there is one */
export function inboxPage(messages: readonly InboxMessage[], to: string, older: string | undefined) {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Inbox · Poolhouse</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<main>
<header>
<h1>Inbox</h1>
<p>Messages that this server kept because no mail server or text message webhook is configured.</p>
</header>
<form method="get" action="/inbox" role="search">
<input name="to" value="${to}" placeholder="Address or phone number" aria-label="Address or phone number">
<button>Show</button>
</form>
${messages.length === 0 ? html`<p>No messages.</p>` : messages.map(messageArticle)}
${older === undefined ? '' : html`<footer><a href="${older}">Older messages</a></footer>`}
</main>
</body>
</html>`
}

function messageArticle({ sentAt, channel, kind, to, subject, body, user, userPoolId }: InboxMessage) {
  const sent = new Date(sentAt).toISOString()
  return html`<article>
<h2>${subject ?? 'Text message'}</h2>
<p class="meta">To ${to} · <time datetime="${sent}">${sent.replace('T', ' ').slice(0, 19)} UTC</time></p>
<p class="meta">${kind} by ${channel === 'EMAIL' ? 'e-mail' : 'text message'}${user ? `, user ${user.username}` : ''}, pool ${userPoolId}</p>
<p class="text">${withLinks(channel === 'EMAIL' ? plainText(body) : body)}</p>
</article>
`
}

/** Makes web addresses links; everything else is text. */
function withLinks(text: string) {
  return text
    .split(/(https?:\/\/[^\s()<>"]+)/)
    .map((part, index) =>
      index % 2 === 1 ? html`<a href="${part}" rel="noreferrer noopener">${part}</a>` : part,
    )
}
