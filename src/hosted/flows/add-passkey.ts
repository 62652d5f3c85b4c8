import { ServiceError } from '../../contract/service-error.ts'
import { type BrowserUser, findBrowserSession } from '../../domain/browser-sessions/find-browser-session.ts'
import { completePasskeyRegistration } from '../../domain/journeys/passkeys/complete-registration.ts'
import { startPasskeyRegistration } from '../../domain/journeys/passkeys/start-registration.ts'
import type { PoolClient } from '../../domain/pool-clients/pool-client-store.ts'
import { parsedJson } from '../../kernel/json-object.ts'
import type { Answer } from '../domains/answer.ts'
import { redirect } from '../domains/answers.ts'
import { browserRequest } from '../domains/browser-request.ts'
import { type Entry, enter } from '../domains/enter.ts'
import type { Exchange } from '../domains/exchange.ts'
import { errorPage, noticePage } from '../pages/sign-in/notice-page.tsx'
import { addPasskeyPage } from '../pages/sign-in/passkey-page.tsx'
import { ownForm } from './own-form.ts'
import { onOwnPages } from './page/own-pages.ts'
import { showExpired, showPage } from './page/show-page.ts'
import { textOfError } from './page/texts-of-error.ts'

/** Who adds a passkey, and where the browser goes afterwards. */
interface Place extends Pick<PoolClient, 'pool' | 'client'> {
  readonly user: BrowserUser['user']
  readonly redirectUri: string
}

/** GET /passkeys/add, with `client_id` and `redirect_uri`. */
export function showAddPasskey(exchange: Exchange): Promise<Answer> {
  return atPlace(exchange, (place) => show(exchange, place))
}

/** POST /passkeys/add: what the browser made, or nothing. */
export function postAddPasskey(exchange: Exchange): Promise<Answer> {
  return atPlace(exchange, async (place) => {
    const form = ownForm(exchange)
    if (!form) return showExpired(exchange)
    if (form.fields.get('action') === 'skip') return redirect(exchange, place.redirectUri)
    const credential = parsedJson(form.fields.get('credential') ?? '')
    try {
      await enter(exchange, entryOf('CompleteWebAuthnRegistration', place), (context) =>
        completePasskeyRegistration(onOwnPages(context, exchange), place, credential),
      )
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error
      return show(exchange, place, true)
    }
    return showPage(
      exchange,
      (frame) => noticePage({ frame, kind: 'passkey added', next: place.redirectUri }),
      { client: place.client },
    )
  })
}

/** Calls `answer` for the user of the browser's session; any other signs in first, and comes back by the application. */
async function atPlace(exchange: Exchange, answer: (place: Place) => Promise<Answer>): Promise<Answer> {
  const { world, domain, query } = exchange
  const found = await world.storage.stores.poolClients.find(query.get('client_id') ?? '')
  const redirectUri = query.get('redirect_uri') ?? ''
  if (found?.pool.id !== domain.userPoolId || !found.client.settings.callbackURLs?.includes(redirectUri)) {
    const error = found?.pool.id === domain.userPoolId ? 'redirect_mismatch' : 'invalid_request'
    return redirect(exchange, `${domain.base}/error?error=${error}`)
  }
  const { pool, client } = found
  const { secret } = browserRequest(exchange)
  const session = await enter(exchange, { name: 'AddPasskey' }, (context) =>
    findBrowserSession(context, found, domain.domain, secret),
  )
  if (session) return answer({ pool, client, user: session.user, redirectUri })
  const asked = new URLSearchParams({
    client_id: client.id,
    response_type: 'code',
    redirect_uri: redirectUri,
  })
  return redirect(exchange, `${domain.base}/oauth2/authorize?${asked}`)
}

function entryOf(
  operation: 'StartWebAuthnRegistration' | 'CompleteWebAuthnRegistration',
  { client, user }: Place,
): Entry {
  const rated = {
    operation,
    category: 'UserResourceUpdate',
    readOnly: false,
    user: { within: client.id, username: user.username },
  } as const
  return { name: 'AddPasskey', rated }
}

/** @param hasFailed whether the passkey that was sent was refused */
async function show(exchange: Exchange, place: Place, hasFailed = false): Promise<Answer> {
  const { client, user, redirectUri } = place
  const showing = { client, redirectUri }
  try {
    const options = await enter(exchange, entryOf('StartWebAuthnRegistration', place), (context) =>
      startPasskeyRegistration(context, place),
    )
    return showPage(
      exchange,
      (frame) =>
        addPasskeyPage({
          frame: hasFailed ? { ...frame, notice: { kind: 'error', text: frame.texts.passkeyFailed } } : frame,
          username: user.username,
          options: JSON.stringify(options),
        }),
      showing,
    )
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error
    return showPage(
      exchange,
      (frame) =>
        errorPage({
          frame,
          code: undefined,
          detail: textOfError(frame.texts, error).text,
          mayStartAgain: false,
        }),
      { ...showing, status: 400 },
    )
  }
}
