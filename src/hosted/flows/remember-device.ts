import { ServiceError } from '../../contract/service-error.ts'
import { type BrowserUser, findBrowserSession } from '../../domain/browser-sessions/find-browser-session.ts'
import { tracksDevices } from '../../domain/devices/device.ts'
import type { AuthorizationRequest } from '../../domain/journeys/oauth/authorization-request.ts'
import { grantAuthorization } from '../../domain/journeys/oauth/grant-authorization.ts'
import { rememberBrowser } from '../../domain/journeys/oauth/remember-browser.ts'
import type { RequestContext } from '../../domain/requests/request-context.ts'
import type { Answer } from '../domains/answer.ts'
import { redirect } from '../domains/answers.ts'
import { SESSION_COOKIE } from '../domains/cookies.ts'
import { deviceCookie } from '../domains/device-cookie.ts'
import { enter } from '../domains/enter.ts'
import type { Exchange } from '../domains/exchange.ts'
import { rememberPage } from '../pages/sign-in/remember-page.tsx'
import { formEntry } from './form-entry.ts'
import { forgetQuestion, questionIn } from './page/device-question.ts'
import { showPage } from './page/show-page.ts'
import { textOfError } from './page/texts-of-error.ts'
import { beginning, withForm, withRequest } from './page/with-request.ts'

/** GET /rememberDevice asks whether to remember the browser that has just signed in. */
export function showRememberDevice(exchange: Exchange): Promise<Answer> {
  return withRequest(exchange, async (request) =>
    (await askedUser(exchange, request)) ? show(exchange, request) : redirect(exchange, beginning(exchange)),
  )
}

/** POST /rememberDevice: the answer. Either way the browser goes on to the application. */
export function postRememberDevice(exchange: Exchange): Promise<Answer> {
  return withForm(exchange, async (request, { fields }) => {
    const found = await askedUser(exchange, request)
    if (!found) return redirect(exchange, beginning(exchange))
    try {
      return await answer(exchange, request, found, fields.get('action') === 'remember')
    } catch (error) {
      return show(exchange, request, error)
    }
  })
}

/** The user of the session that a sign-in for this request has just begun. */
async function askedUser(
  exchange: Exchange,
  request: AuthorizationRequest,
): Promise<BrowserUser | undefined> {
  const secret = questionIn(exchange)?.session
  if (secret === undefined || secret !== exchange.cookies[SESSION_COOKIE]) return undefined
  const { domain, world, now } = exchange
  return findBrowserSession({ storage: world.storage, now }, request, domain.domain, secret)
}

function answer(
  exchange: Exchange,
  request: AuthorizationRequest,
  found: BrowserUser,
  isWanted: boolean,
): Promise<Answer> {
  const { user } = found
  const rated = { operation: 'ConfirmDevice', category: 'UserResourceUpdate' } as const
  const entry = formEntry(exchange, 'RememberDevice_POST', rated, user.username)
  return enter(exchange, entry, async (context) => {
    const isNew = isWanted && !found.session.deviceKey && tracksDevices(request.pool.settings)
    const device = isNew ? await rememberBrowser(context, request.pool, found) : undefined
    // The form may have been sent twice: then the session has its device from the other request.
    const session = isNew ? (await askedUser(exchange, request))?.session : found.session
    if (!session) return redirect(exchange, beginning(exchange))
    const eventId = await eventOfFirstAnswer(exchange, context)
    const address = await grantAuthorization(context, request, { user, ...session, eventId })
    const cookies = device ? [deviceCookie(exchange, device)] : []
    return redirect(exchange, address, [forgetQuestion(exchange), ...cookies])
  })
}

/** The event of the sign-in, once: families of tokens with the same event could not be distinguished. */
async function eventOfFirstAnswer(
  exchange: Exchange,
  { storage }: RequestContext,
): Promise<string | undefined> {
  const { eventId, expiresAt } = questionIn(exchange) ?? {}
  if (eventId === undefined || expiresAt === undefined) return undefined
  const isFirst = await storage.stores.consumedTokens.consume({ id: eventId, expiresAt })
  return isFirst ? eventId : undefined
}

function show(exchange: Exchange, request: AuthorizationRequest, error?: unknown): Promise<Answer> {
  const { pool, client, redirectUri } = request
  const { mfaConfiguration, deviceConfiguration } = pool.settings
  const savesFactor = mfaConfiguration !== 'OFF' && deviceConfiguration?.challengeRequiredOnNewDevice === true
  return showPage(
    exchange,
    (frame) => {
      if (error !== undefined && !(error instanceof ServiceError)) throw error
      const notice = error && ({ kind: 'error', text: textOfError(frame.texts, error).text } as const)
      return rememberPage({ frame: notice ? { ...frame, notice } : frame, savesFactor })
    },
    { client, redirectUri },
  )
}
