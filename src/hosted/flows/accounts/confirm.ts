import type { AuthorizationRequest } from '../../../domain/journeys/oauth/authorization-request.ts'
import { signInAfterSignUp } from '../../../domain/journeys/oauth/sign-in-in-browser.ts'
import { claimedAt } from '../../../domain/journeys/shared/claimed-user.ts'
import { confirmSignUp } from '../../../domain/journeys/sign-up/confirm-sign-up.ts'
import type { RequestContext } from '../../../domain/requests/request-context.ts'
import type { Answer } from '../../domains/answer.ts'
import { redirect } from '../../domains/answers.ts'
import { enter } from '../../domains/enter.ts'
import { type Exchange, secondRequest } from '../../domains/exchange.ts'
import { confirmPage } from '../../pages/sign-in/confirm-page.tsx'
import { PAGE_GUESS } from '../form-entry.ts'
import { accountEntry } from '../page/account-entry.ts'
import { type AccountFlow, accountFlowIn, forgetAccountFlow } from '../page/account-flow.ts'
import { withError } from '../page/faults.ts'
import { noticeCookie } from '../page/passing-notice.ts'
import { confirmsByLink, sendsCodes } from '../page/pool-parts.ts'
import { showPage } from '../page/show-page.ts'
import { hiding, pageAddress, withForm, withRequest } from '../page/with-request.ts'
import { beginStep } from '../sign-in/begin-step.ts'
import { choosing } from './choosing.ts'
import { showWaiting } from './show-waiting.ts'

/**
 * GET /confirm. A browser that comes from no sign-up or sign-in is asked whose account it is. Where nothing was sent and the
 * pool sends no codes, the page says to wait for an administrator.
 */
export function showConfirm(exchange: Exchange): Promise<Answer> {
  return withRequest(exchange, async (request) => {
    const flow = accountFlowIn(exchange, 'confirm')
    if (!flow) return redirect(exchange, pageAddress(exchange, '/resendcode'))
    if (!flow.sent && !sendsCodes(request.pool)) return showWaiting(exchange, request.client)
    return show(exchange, request, flow)
  })
}

/** POST /confirm: the code. Who has just signed up in this browser is signed in then. */
export function postConfirm(exchange: Exchange): Promise<Answer> {
  return withForm(exchange, async (request, form) => {
    const flow = accountFlowIn(exchange, 'confirm')
    if (!flow) return redirect(exchange, pageAddress(exchange, '/resendcode'))
    const { username } = flow
    const code = (form.fields.get('code') ?? '').replaceAll(' ', '')
    if (code === '') return show(exchange, request, flow, 'missing')
    try {
      const entry = accountEntry(exchange, 'ConfirmSignUp', username)
      const session = await enter(exchange, entry, (context) =>
        context.guardAttempt(PAGE_GUESS, () => confirm(context, request, flow, code)),
      )
      if (session === undefined) return toLogin(exchange)
      return await beginStep(secondRequest(exchange), request, form, {
        username,
        begin: ({ context, browser }) => signInAfterSignUp(context, request, browser, { username, session }),
        cookies: [forgetAccountFlow(exchange)],
      })
    } catch (error) {
      return show(exchange, request, flow, error)
    }
  })
}

/** Returns the session that signs the user in, if there is one. */
async function confirm(
  context: RequestContext,
  request: AuthorizationRequest,
  { username, session }: AccountFlow,
  code: string,
): Promise<string | undefined> {
  const { pool, client } = hiding(request)
  const place = { pool, client: session === undefined ? client : choosing(client) }
  const claimed = await claimedAt(context, place, username)
  return confirmSignUp(context, claimed, { code, forceAliasCreation: false, session })
}

function toLogin(exchange: Exchange): Answer {
  const cookies = [forgetAccountFlow(exchange), noticeCookie(exchange, 'confirmedText')]
  return redirect(exchange, pageAddress(exchange, '/login'), cookies)
}

/** @param wrong an error, or the name of a text about the code */
function show(
  exchange: Exchange,
  { pool, client, redirectUri }: AuthorizationRequest,
  { sent }: AccountFlow,
  wrong?: unknown,
): Promise<Answer> {
  const destination =
    sent && ({ kind: sent.medium === 'EMAIL' ? 'email' : 'sms', masked: sent.destination } as const)
  const byLink = sent?.medium === 'EMAIL' && confirmsByLink(pool)
  return showPage(
    exchange,
    (frame) => confirmPage({ ...withError(frame, 'code', wrong), destination, byLink }),
    {
      client,
      redirectUri,
    },
  )
}
