import { ServiceError } from '../../contract/service-error.ts'
import { isOfReplica } from '../../domain/domains/user-pool-domain.ts'
import type { AuthorizationRequest } from '../../domain/journeys/oauth/authorization-request.ts'
import { authorize } from '../../domain/journeys/oauth/authorize.ts'
import { signInWithPassword } from '../../domain/journeys/oauth/sign-in-in-browser.ts'
import { isSignInOver } from '../../domain/journeys/sign-in/browser/enter-browser.ts'
import type { Answer } from '../domains/answer.ts'
import { redirect } from '../domains/answers.ts'
import { browserRequest } from '../domains/browser-request.ts'
import { enter } from '../domains/enter.ts'
import type { Exchange } from '../domains/exchange.ts'
import { answerRefusal } from '../endpoints/answer-refusal.ts'
import { providersOf, toProvider } from '../federation/to-provider.ts'
import { signInPage } from '../pages/sign-in/sign-in-page.tsx'
import { postAccount, showAccount } from './account.ts'
import { accountFlowCookie } from './page/account-flow.ts'
import { withError } from './page/faults.ts'
import { noticeCookie } from './page/passing-notice.ts'
import { nameKindOf, offersChoice, offersRecovery, offersSignUp } from './page/pool-parts.ts'
import { showPage } from './page/show-page.ts'
import { beginning, pageAddress, withForm } from './page/with-request.ts'
import { beginByChoice, beginStep } from './sign-in/begin-step.ts'

/** GET /login takes the parameters of the authorization endpoint. */
export async function showLogin(exchange: Exchange): Promise<Answer> {
  const asksForAccount = exchange.domain.managedLoginVersion === 1
  const outcome = await enter(exchange, { name: 'Login_GET' }, (context) =>
    authorize(context, { ...browserRequest(exchange), asksForAccount }),
  )
  if ('refusal' in outcome) return answerRefusal(exchange, outcome.refusal)
  if ('address' in outcome) return redirect(exchange, outcome.address)
  if ('atProvider' in outcome) return toProvider(exchange, outcome.atProvider)
  if (outcome.account) return showAccount(exchange, outcome.signIn, outcome.account)
  return show(exchange, outcome.signIn, outcome.signIn.loginHint ?? '')
}

/** POST /login: the username and the password, or the username alone where users choose how to sign in. */
export function postLogin(exchange: Exchange): Promise<Answer> {
  return withForm(exchange, async (request, form) => {
    const action = form.fields.get('action')
    if (action !== null) return postAccount(exchange, request, action)
    const username = (form.fields.get('username') ?? '').trim()
    const password = form.fields.get('password') ?? ''
    const byChoice = offersChoice(request) && password === ''
    if (username === '') return show(exchange, request, '', 'missing')
    if (password === '' && !byChoice) return show(exchange, request, username, 'missing', 'password')
    try {
      return await beginStep(exchange, request, form, {
        username,
        isFirst: byChoice,
        begin: (step) =>
          byChoice
            ? beginByChoice(step)
            : signInWithPassword(step.context, request, step.browser, { username, password }),
      })
    } catch (error) {
      if (isSignInOver(error)) return redirect(exchange, beginning(exchange))
      return elsewhere(exchange, username, error) ?? show(exchange, request, username, error)
    }
  })
}

/**
 * Where users go on who have proven who they are, and must do something else first. A domain in the region of a replica has
 * no such pages: there the login page says what is the matter.
 */
function elsewhere(exchange: Exchange, username: string, error: unknown): Answer | undefined {
  if (!(error instanceof ServiceError) || isOfReplica(exchange.domain)) return undefined
  if (error.name === 'UserNotConfirmedException') {
    const cookies = [accountFlowCookie(exchange, { kind: 'confirm', username }, exchange.now)]
    return redirect(exchange, pageAddress(exchange, '/confirm'), cookies)
  }
  if (error.name !== 'PasswordResetRequiredException') return undefined
  return redirect(exchange, pageAddress(exchange, '/forgotPassword'), [
    noticeCookie(exchange, 'resetRequired'),
  ])
}

function show(
  exchange: Exchange,
  request: AuthorizationRequest,
  username: string,
  wrong?: unknown,
  field = 'username',
): Promise<Answer> {
  const { pool, client, redirectUri } = request
  const { settings } = pool
  return showPage(
    exchange,
    (frame) =>
      signInPage({
        ...withError(frame, field, wrong),
        nameKind: nameKindOf(settings),
        username,
        withPassword: !offersChoice(request),
        forOwnUsers: request.ownUsers,
        providers: providersOf(exchange, request),
        offersSignUp: offersSignUp(exchange, settings),
        offersRecovery: offersRecovery(exchange, settings),
      }),
    { client, redirectUri },
  )
}
