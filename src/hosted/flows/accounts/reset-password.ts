import type { AuthorizationRequest } from '../../../domain/journeys/oauth/authorization-request.ts'
import { replaceForgottenPassword } from '../../../domain/journeys/recovery/replace-forgotten-password.ts'
import { claimedAt } from '../../../domain/journeys/shared/claimed-user.ts'
import type { Answer } from '../../domains/answer.ts'
import { redirect } from '../../domains/answers.ts'
import { enter } from '../../domains/enter.ts'
import type { Exchange } from '../../domains/exchange.ts'
import { resetPasswordPage } from '../../pages/sign-in/new-password-page.tsx'
import { PAGE_GUESS } from '../form-entry.ts'
import { accountEntry } from '../page/account-entry.ts'
import {
  type AccountFlow,
  accountFlowCookie,
  accountFlowIn,
  forgetAccountFlow,
} from '../page/account-flow.ts'
import { withError } from '../page/faults.ts'
import { noticeCookie } from '../page/passing-notice.ts'
import { passwordRulesOf } from '../page/pool-parts.ts'
import { showPage } from '../page/show-page.ts'
import { hiding, pageAddress, withForm, withRequest } from '../page/with-request.ts'
import { sendResetCode } from './forgot-password.ts'
import { passwordFaults } from './sign-up-draft.ts'

const FIELDS = ['code', 'password', 'confirmPassword']

/** GET /confirmforgotPassword asks for the code and the new password. */
export function showResetPassword(exchange: Exchange): Promise<Answer> {
  return withRequest(exchange, async (request) => {
    const flow = accountFlowIn(exchange, 'reset')
    return flow ? show(exchange, request, flow) : toForgotPassword(exchange)
  })
}

/** POST /confirmforgotPassword */
export function postResetPassword(exchange: Exchange): Promise<Answer> {
  return withForm(exchange, async (request, { fields }) => {
    const flow = accountFlowIn(exchange, 'reset')
    if (!flow) return toForgotPassword(exchange)
    if (fields.get('action') === 'resend') return resend(exchange, request, flow)
    const code = (fields.get('code') ?? '').replaceAll(' ', '')
    const [fault] = code === '' ? [['code', 'missing'] as const] : passwordFaults(fields)
    if (fault) return show(exchange, request, flow, fault[1], fault[0])
    try {
      const password = fields.get('password') ?? ''
      const entry = accountEntry(exchange, 'ConfirmForgotPassword', flow.username)
      await enter(exchange, entry, (context) =>
        context.guardAttempt(PAGE_GUESS, async () => {
          const claimed = await claimedAt(context, hiding(request), flow.username)
          await replaceForgottenPassword(context, claimed, { code, password })
        }),
      )
    } catch (error) {
      return show(exchange, request, flow, error)
    }
    const cookies = [forgetAccountFlow(exchange), noticeCookie(exchange, 'passwordChanged')]
    return redirect(exchange, pageAddress(exchange, '/login'), cookies)
  })
}

async function resend(exchange: Exchange, request: AuthorizationRequest, flow: AccountFlow): Promise<Answer> {
  try {
    const sent = await sendResetCode(exchange, request, flow.username)
    const cookies = [
      accountFlowCookie(exchange, { ...flow, sent }, exchange.now),
      noticeCookie(exchange, 'codeSentAgain'),
    ]
    return redirect(exchange, pageAddress(exchange, '/confirmforgotPassword'), cookies)
  } catch (error) {
    return show(exchange, request, flow, error)
  }
}

function toForgotPassword(exchange: Exchange): Answer {
  return redirect(exchange, pageAddress(exchange, '/forgotPassword'))
}

function show(
  exchange: Exchange,
  { pool, client, redirectUri }: AuthorizationRequest,
  { sent }: AccountFlow,
  wrong?: unknown,
  field = 'code',
): Promise<Answer> {
  const rules = passwordRulesOf(pool.settings)
  return showPage(
    exchange,
    (frame) =>
      resetPasswordPage({ ...withError(frame, field, wrong, FIELDS), destination: sent?.destination, rules }),
    { client, redirectUri },
  )
}
