import { html } from 'hono/html'
import { type Html, subpage } from './layout.ts'

/** Asks for the token. @param wrong whether one was given that doesn't open the inbox */
export function inboxDoor(wrong: boolean): Html {
  return subpage(
    'Inbox',
    html`<h1>Inbox</h1>
<p class="lead">Messages that this server kept instead of sending them. They hold codes and passwords, so a token opens them.</p>
${wrong ? html`<p class="wrong" role="alert">This token does not open the inbox.</p>` : ''}
<form method="post" action="inbox">
<input name="token" type="password" autocomplete="current-password" placeholder="Token" aria-label="Token" required>
<button>Open</button>
</form>
<p class="soft">It is what <code>inbox-token</code> is set to, or else in the file <code>inbox.token</code> of the server's data folder.</p>`,
  )
}
