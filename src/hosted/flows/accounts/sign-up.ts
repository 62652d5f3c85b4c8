import type { AuthorizationRequest } from '../../../domain/journeys/oauth/authorization-request.ts'
import { signInWithPassword } from '../../../domain/journeys/oauth/sign-in-in-browser.ts'
import { runSignUp, type SignUpResult } from '../../../domain/journeys/sign-up/run-sign-up.ts'
import { newSignUpAt } from '../../../domain/journeys/sign-up/sign-up.ts'
import { signUpSession } from '../../../domain/journeys/sign-up/sign-up-session.ts'
import { codeDelivery } from '../../../domain/messages/code-delivery.ts'
import type { RequestContext } from '../../../domain/requests/request-context.ts'
import type { Answer } from '../../domains/answer.ts'
import { redirect } from '../../domains/answers.ts'
import { enter } from '../../domains/enter.ts'
import { type Exchange, secondRequest } from '../../domains/exchange.ts'
import { signUpPage } from '../../pages/sign-in/sign-up-page.tsx'
import type { OwnForm } from '../own-form.ts'
import { accountEntry } from '../page/account-entry.ts'
import { type AccountFlow, accountFlowCookie } from '../page/account-flow.ts'
import { languageOf } from '../page/language-of.ts'
import { nameKindOf, needsNoPassword, offersSignUp, passwordRulesOf } from '../page/pool-parts.ts'
import { showPage } from '../page/show-page.ts'
import { termsOf } from '../page/terms-of.ts'
import { type ErrorText, textOfError } from '../page/texts-of-error.ts'
import { hiding, pageAddress, withForm, withRequest } from '../page/with-request.ts'
import { beginByChoice, beginStep } from '../sign-in/begin-step.ts'
import { choosing } from './choosing.ts'
import { showWaiting } from './show-waiting.ts'
import { type Draft, emptyDraft, readDraft } from './sign-up-draft.ts'

const GUESS = { wrongGuess: ['NotAuthorizedException'] } as const

/** GET /signup */
export function showSignUp(exchange: Exchange): Promise<Answer> {
  return withRequest(exchange, async (request) =>
    offersSignUp(exchange, request.pool.settings)
      ? show(exchange, request, emptyDraft(request))
      : closed(exchange),
  )
}

/** POST /signup */
export function postSignUp(exchange: Exchange): Promise<Answer> {
  return withForm(exchange, async (request, form) => {
    if (!offersSignUp(exchange, request.pool.settings)) return closed(exchange)
    const draft = readDraft(request, form.fields)
    if (draft.faults.size > 0) return show(exchange, request, draft)
    try {
      const entry = accountEntry(exchange, 'SignUp', draft.username)
      const { result, flow } = await enter(exchange, entry, (context) =>
        context.guardAttempt(GUESS, () => signUp(context, request, draft)),
      )
      return answer(exchange, request, form, { draft, result, flow })
    } catch (error) {
      return show(exchange, request, draft, error)
    }
  })
}

interface Done {
  readonly draft: Draft
  readonly result: SignUpResult<undefined>
  readonly flow: AccountFlow | undefined
}

async function signUp(
  context: RequestContext,
  request: AuthorizationRequest,
  draft: Draft,
): Promise<Omit<Done, 'draft'>> {
  const { username, password, entries } = draft
  const place = hiding(request)
  const result = await runSignUp(
    context,
    await newSignUpAt(context, place, { username, password, entries }),
    () => undefined,
  )
  const { signUp: made, isCodeSent, isCodeWithheld } = result
  if (!made.toVerify || !(isCodeSent || isCodeWithheld)) return { result, flow: undefined }
  const sent = isCodeSent ? codeDelivery(made.toVerify.contact) : undefined
  const session = signUpSession(context, { client: choosing(place.client), user: made.user })
  return { result, flow: { kind: 'confirm', username, sent, session } }
}

/** What follows: the page for the code, the sign-in of a user whom a function has confirmed, or waiting. */
function answer(
  exchange: Exchange,
  request: AuthorizationRequest,
  form: OwnForm,
  { draft, result, flow }: Done,
): Promise<Answer> {
  if (flow) {
    const cookies = [accountFlowCookie(exchange, flow, exchange.now)]
    return Promise.resolve(redirect(exchange, pageAddress(exchange, '/confirm'), cookies))
  }
  const { username, password } = draft
  if (result.signUp.user.status === 'CONFIRMED') {
    return beginStep(secondRequest(exchange), request, form, {
      username,
      isFirst: password === '',
      begin: (step) =>
        password === ''
          ? beginByChoice(step)
          : signInWithPassword(step.context, request, step.browser, { username, password }),
    })
  }
  return showWaiting(exchange, request.client)
}

/** AWS: the error page, where only administrators create users. */
function closed(exchange: Exchange): Answer {
  return redirect(exchange, `${exchange.domain.base}/error?error=invalid_request`)
}

async function show(
  exchange: Exchange,
  request: AuthorizationRequest,
  { username, attributes, faults }: Draft,
  error?: unknown,
): Promise<Answer> {
  const { pool, client } = request
  const terms = await termsOf(exchange, client, languageOf(exchange))
  return showPage(
    exchange,
    (frame) => {
      const { texts } = frame
      const wrong: ErrorText | undefined = error === undefined ? undefined : textOfError(texts, error)
      const shown = Object.fromEntries([...faults].map(([field, name]) => [field, texts[name]]))
      const atField = wrong?.field === undefined ? {} : { [wrong.field]: wrong.text }
      return signUpPage({
        frame: wrong && !wrong.field ? { ...frame, notice: { kind: 'error', text: wrong.text } } : frame,
        nameKind: nameKindOf(pool.settings),
        username,
        attributes: attributes.map((attribute) => ({ ...attribute, fault: shown[attribute.name] })),
        rules: passwordRulesOf(pool.settings),
        needsNoPassword: needsNoPassword(request),
        terms,
        faults: { ...shown, ...atField },
      })
    },
    { client, redirectUri: request.redirectUri },
  )
}
