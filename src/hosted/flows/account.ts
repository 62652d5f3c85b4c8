import type { BrowserUser } from '../../domain/browser-sessions/find-browser-session.ts'
import type { AuthorizationRequest } from '../../domain/journeys/oauth/authorization-request.ts'
import { authorize } from '../../domain/journeys/oauth/authorize.ts'
import { endBrowserSession } from '../../domain/journeys/oauth/log-out.ts'
import type { Answer } from '../domains/answer.ts'
import { redirect } from '../domains/answers.ts'
import { browserRequest } from '../domains/browser-request.ts'
import { forget, SESSION_COOKIE } from '../domains/cookies.ts'
import { enter } from '../domains/enter.ts'
import type { Exchange } from '../domains/exchange.ts'
import { accountPage } from '../pages/sign-in/account-page.tsx'
import { noticePage } from '../pages/sign-in/notice-page.tsx'
import { changedAddress } from '../pages/sign-in/parts/frame.ts'
import { showPage } from './page/show-page.ts'
import { beginning, pageAddress } from './page/with-request.ts'

/** Asks whether to go on as the user who is signed in. */
export function showAccount(
  exchange: Exchange,
  { client, redirectUri }: AuthorizationRequest,
  { user: { username } }: BrowserUser,
): Promise<Answer> {
  return showPage(
    exchange,
    (frame) => {
      const another = changedAddress(frame, '/login', { prompt: 'login' })
      return accountPage({ frame, username, another })
    },
    { client, redirectUri },
  )
}

/** The answer to that page: to go on, or to sign out. */
export async function postAccount(
  exchange: Exchange,
  { client }: AuthorizationRequest,
  action: string,
): Promise<Answer> {
  if (action !== 'signout') return goOn(exchange)
  await enter(exchange, { name: 'Login_POST' }, (context) =>
    endBrowserSession(context, browserRequest(exchange)),
  )
  const next = pageAddress(exchange, '/login')
  return showPage(exchange, (frame) => noticePage({ frame, kind: 'signed out', next }), {
    client,
    cookies: [forget(exchange, SESSION_COOKIE)],
  })
}

async function goOn(exchange: Exchange): Promise<Answer> {
  const chosen = { ...browserRequest(exchange), isAccountChosen: true }
  const outcome = await enter(exchange, { name: 'Login_POST' }, (context) => authorize(context, chosen))
  return redirect(exchange, 'address' in outcome ? outcome.address : beginning(exchange))
}
