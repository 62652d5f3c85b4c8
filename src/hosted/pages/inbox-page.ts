import { html } from 'hono/html'
import { messageText } from '../../domain/messages/inbox-entry.ts'
import type { InboxMessage } from '../../domain/messages/inbox-store.ts'
import { type Html, subpage } from './layout.ts'

/** @param older the address of the next page, if there is one */
export function inboxPage(messages: readonly InboxMessage[], to: string, older: string | undefined): Html {
  return subpage(
    'Inbox',
    html`<h1>Inbox</h1>
<p class="lead">Messages that this server kept instead of sending them.</p>
<form method="get" action="inbox" role="search">
<input name="to" value="${to}" placeholder="Address or phone number" aria-label="Address or phone number">
<button>Show</button>
</form>
${messages.length === 0 ? html`<p class="card empty">No messages.</p>` : messages.map(messageArticle)}
${older === undefined ? '' : html`<footer><a href="${older}">Older messages</a></footer>`}`,
  )
}

function messageArticle(message: InboxMessage): Html {
  const { sentAt, channel, kind, to, subject, user, userPoolId, code = message.temporaryPassword } = message
  const sent = new Date(sentAt).toISOString()
  return html`<article class="card">
<div class="head"><h2>${subject ?? 'Text message'}</h2><time class="soft" datetime="${sent}">${sent.replace('T', ' ').slice(0, 19)} UTC</time></div>
<p class="soft">To ${to}</p>
<p class="soft kind">${kind} by ${channel === 'EMAIL' ? 'e-mail' : 'text message'}${user ? `, user ${user.username}` : ''}, pool ${userPoolId}</p>
${code === undefined ? '' : html`<p class="code">${code}</p>`}
<p class="text">${withLinks(messageText(message))}</p>
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
