import type { AuthorizationRequest } from '../../../domain/journeys/oauth/authorization-request.ts'
import { claimedAt } from '../../../domain/journeys/shared/claimed-user.ts'
import { resendCode } from '../../../domain/journeys/sign-up/resend-code.ts'
import type { Answer } from '../../domains/answer.ts'
import { redirect } from '../../domains/answers.ts'
import { enter } from '../../domains/enter.ts'
import type { Exchange } from '../../domains/exchange.ts'
import { resendPage } from '../../pages/sign-in/name-page.tsx'
import { PAGE_GUESS } from '../form-entry.ts'
import { accountEntry } from '../page/account-entry.ts'
import { type AccountFlow, accountFlowCookie, accountFlowIn } from '../page/account-flow.ts'
import { noticeCookie } from '../page/passing-notice.ts'
import { confirmsByLink } from '../page/pool-parts.ts'
import { showNamePage } from '../page/show-name-page.ts'
import { hiding, pageAddress, withForm, withRequest } from '../page/with-request.ts'

/** GET /resendcode asks who needs another code. */
export function showResendCode(exchange: Exchange): Promise<Answer> {
  return withRequest(exchange, (request) => show(exchange, request, ''))
}

/** POST /resendcode: from that page with a name, or from the page for the code, which knows it. */
export function postResendCode(exchange: Exchange): Promise<Answer> {
  return withForm(exchange, async (request, { fields }) => {
    const flow = fields.has('username') ? undefined : accountFlowIn(exchange, 'confirm')
    const username = flow?.username ?? (fields.get('username') ?? '').trim()
    if (username === '') return show(exchange, request, '', 'missing')
    try {
      const entry = accountEntry(exchange, 'ResendConfirmationCode', username)
      const sent = await enter(exchange, entry, (context) =>
        context.guardAttempt(PAGE_GUESS, async () =>
          resendCode(context, await claimedAt(context, hiding(request), username)),
        ),
      )
      const next: AccountFlow = { kind: 'confirm', username, sent, session: flow?.session }
      const byLink = sent.medium === 'EMAIL' && confirmsByLink(request.pool)
      const notice = noticeCookie(exchange, byLink ? 'linkSentAgain' : 'codeSentAgain')
      const cookies = [accountFlowCookie(exchange, next, exchange.now), notice]
      return redirect(exchange, pageAddress(exchange, '/confirm'), cookies)
    } catch (error) {
      return show(exchange, request, username, error)
    }
  })
}

function show(exchange: Exchange, request: AuthorizationRequest, username: string, wrong?: unknown) {
  return showNamePage(exchange, request, resendPage, { username, wrong })
}
