import { bringForgottenUserAt } from '../../../domain/journeys/moving/bring-forgotten-user.ts'
import type { AuthorizationRequest } from '../../../domain/journeys/oauth/authorization-request.ts'
import { forgotPassword } from '../../../domain/journeys/recovery/forgot-password.ts'
import { claimedAt } from '../../../domain/journeys/shared/claimed-user.ts'
import type { CodeDelivery } from '../../../domain/messages/code-delivery.ts'
import type { Answer } from '../../domains/answer.ts'
import { redirect } from '../../domains/answers.ts'
import { enter } from '../../domains/enter.ts'
import type { Exchange } from '../../domains/exchange.ts'
import { forgotPasswordPage } from '../../pages/sign-in/name-page.tsx'
import { PAGE_GUESS } from '../form-entry.ts'
import { accountEntry } from '../page/account-entry.ts'
import { accountFlowCookie } from '../page/account-flow.ts'
import { showNamePage } from '../page/show-name-page.ts'
import { hiding, pageAddress, withForm, withRequest } from '../page/with-request.ts'

/** GET /forgotPassword asks who has forgotten the password. */
export function showForgotPassword(exchange: Exchange): Promise<Answer> {
  return withRequest(exchange, (request) => show(exchange, request, request.loginHint ?? ''))
}

/** POST /forgotPassword: sends a code. */
export function postForgotPassword(exchange: Exchange): Promise<Answer> {
  return withForm(exchange, async (request, { fields }) => {
    const username = (fields.get('username') ?? '').trim()
    if (username === '') return show(exchange, request, '', 'missing')
    try {
      const sent = await sendResetCode(exchange, request, username)
      const cookies = [accountFlowCookie(exchange, { kind: 'reset', username, sent }, exchange.now)]
      return redirect(exchange, pageAddress(exchange, '/confirmforgotPassword'), cookies)
    } catch (error) {
      return show(exchange, request, username, error)
    }
  })
}

/** @throws what ForgotPassword throws */
export function sendResetCode(
  exchange: Exchange,
  request: AuthorizationRequest,
  username: string,
): Promise<CodeDelivery> {
  const place = hiding(request)
  return enter(exchange, accountEntry(exchange, 'ForgotPassword', username), (context) =>
    context.guardAttempt(PAGE_GUESS, async () => {
      const counted = await bringForgottenUserAt(context, place, username)
      return forgotPassword(context, await claimedAt(context, place, username), counted)
    }),
  )
}

function show(exchange: Exchange, request: AuthorizationRequest, username: string, wrong?: unknown) {
  return showNamePage(exchange, request, forgotPasswordPage, { username, wrong })
}
