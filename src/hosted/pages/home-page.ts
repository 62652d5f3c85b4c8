import { html } from 'hono/html'
import { type Html, layout, MARK } from './layout.ts'

export interface Home {
  readonly version: string
  /** The address at which clients reach the server. */
  readonly url: string
  readonly hasInbox: boolean
}

const WHAT = 'A self-hosted server that speaks the Amazon Cognito user pools API.'

const GUIDES = [
  ['Testing your application', 'testing-your-application.md'],
  ['Sign-in flows', 'sign-in-flows.md'],
  ['Sign-in pages and OAuth', 'oauth.md'],
  ['IAM users and policies', 'credentials.md'],
  ['Secrets and metrics', 'secrets.md'],
  ['Moving in from Amazon Cognito', 'moving-in.md'],
  ['Backup and restore', 'backup.md'],
] as const

export function homePage({ version, url, hasInbox }: Home): Html {
  return layout(
    'Poolhouse',
    html`<main>
<section class="hero">
${MARK}
<h1>Poolhouse <span class="tag">${version}</span></h1>
<p class="lead">${WHAT} Point an AWS SDK, the AWS command line, Amplify or Terraform at this address.</p>
</section>
<h2 class="label">Call it</h2>
<pre><code>aws cognito-idp list-user-pools --max-results 10 \\
  --endpoint-url ${url}</code></pre>
<nav class="tiles" aria-label="Pages of this server">
${hasInbox ? tile('inbox', 'Inbox', 'Codes and invitations that it kept instead of sending them') : ''}
${tile('health', 'Health', 'Does the process answer?')}
${tile('ready', 'Readiness', 'Does it reach its database?')}
</nav>
<h2 class="label">Guides</h2>
<dl>
${GUIDES.map(([title, file]) => html`<div><dt>${title}</dt><dd><code>docs/guides/${file}</code></dd></div>`)}
</dl>
<footer class="soft">The paths are those of the installation, whose <code>README.md</code> is the place to begin.</footer>
</main>`,
  )
}

function tile(address: string, title: string, about: string): Html {
  return html`<a class="card" href="${address}"><h2>${title}</h2><p class="soft">${about}</p></a>`
}

/** The same for clients that do not read HTML. */
export function homeText({ version, url, hasInbox }: Home): string {
  const pages = [...(hasInbox ? ['inbox'] : []), 'health', 'ready'].map((page) => `${url}/${page}\n`)
  return `Poolhouse ${version}\n${WHAT}\nIts guides are in docs/guides/ of the installation.\n\n${pages.join('')}`
}
