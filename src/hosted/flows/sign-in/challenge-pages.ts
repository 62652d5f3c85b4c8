import type { ChallengeNameType } from '../../../contract/generated/types.ts'
import type { AuthorizationRequest } from '../../../domain/journeys/oauth/authorization-request.ts'
import { findAttribute } from '../../../domain/schema/attribute-definition.ts'
import type { Exchange } from '../../domains/exchange.ts'
import type { Texts } from '../../languages/texts.ts'
import { choicePage } from '../../pages/sign-in/choice-page.tsx'
import { type CodePage, codePage } from '../../pages/sign-in/code-page.tsx'
import { newPasswordPage } from '../../pages/sign-in/new-password-page.tsx'
import { attributeField } from '../../pages/sign-in/parts/attribute-fields.tsx'
import type { Choice } from '../../pages/sign-in/parts/choice-list.tsx'
import { qrCode } from '../../pages/sign-in/parts/qr-code.ts'
import { passkeyPage } from '../../pages/sign-in/passkey-page.tsx'
import { passwordPage } from '../../pages/sign-in/password-page.tsx'
import { setUpAppPage, setUpContactPage } from '../../pages/sign-in/set-up-page.tsx'
import type { Flow } from '../flow.ts'
import type { WithFaults } from '../page/faults.ts'
import { asked, offersRecovery, passwordRulesOf } from '../page/pool-parts.ts'
import { owedAttributes } from './answers.ts'
import { firstFactorsOf, secondFactorsOf } from './page-step.ts'

/** What the page of a challenge is made of. */
export interface Shown extends WithFaults, Pick<Exchange, 'domain'> {
  readonly request: AuthorizationRequest
  readonly flow: Flow
  /** What was typed, to be shown again. */
  readonly typed: URLSearchParams | undefined
}

type ChallengePage = (shown: Shown) => string | Promise<string>

/** The page of the challenge that a flow has come to. */
export function challengePage(shown: Shown): string | Promise<string> {
  const page = PAGES[shown.flow.challenge.name]
  if (!page) throw new Error(`No page asks for ${shown.flow.challenge.name}`)
  return page(shown)
}

const PAGES: Partial<Record<ChallengeNameType, ChallengePage>> = {
  EMAIL_OTP: (shown) => codeOf(shown, 'email'),
  MFA_SETUP: setUp,
  NEW_PASSWORD_REQUIRED: newPassword,
  PASSWORD: password,
  SELECT_CHALLENGE: (shown) => (shown.flow.view === 'PASSWORD' ? password(shown) : first(shown)),
  SELECT_MFA_TYPE: second,
  SMS_MFA: (shown) => codeOf(shown, 'sms'),
  SMS_OTP: (shown) => codeOf(shown, 'sms'),
  SOFTWARE_TOKEN_MFA: (shown) => codeOf(shown, 'app'),
  WEB_AUTHN: passkey,
}

function first({ frame, flow }: Shown): string {
  const { challenge, username } = flow
  const choices = firstFactorsOf(challenge).map((name) => choiceOf(frame.texts, name))
  return choicePage({ frame, kind: 'first', username, choices })
}

function second({ frame, flow }: Shown): string {
  const { challenge, username } = flow
  const choices = secondFactorsOf(challenge).map((name) => choiceOf(frame.texts, name))
  return choicePage({ frame, kind: 'second', username, choices })
}

function choiceOf(texts: Texts, value: string): Choice {
  if (value === 'PASSWORD') return { value, label: texts.byPassword, subject: 'password' }
  if (value === 'WEB_AUTHN') return { value, label: texts.byPasskey, subject: 'passkey' }
  if (value === 'EMAIL_OTP') return { value, label: texts.byEmail, subject: 'email' }
  if (value === 'SOFTWARE_TOKEN_MFA') return { value, label: texts.byApp, subject: 'app' }
  return { value, label: texts.bySms, subject: 'sms' }
}

function password({ frame, faults, flow, request, domain }: Shown): string {
  return passwordPage({
    frame,
    faults,
    username: flow.username,
    offersRecovery: offersRecovery({ domain }, request.pool.settings),
    offersOthers: offersOthers(flow),
  })
}

/** Whether the user has chosen what to begin with, and may choose again. */
function offersOthers({ isFirst }: Flow): boolean {
  return isFirst === true
}

function codeOf({ frame, faults, flow }: Shown, source: CodePage['source']): string {
  return codePage({
    frame,
    faults,
    source,
    destination: source === 'app' ? undefined : (flow.challenge.parameters.CODE_DELIVERY_DESTINATION ?? ''),
    offersNewCode: flow.isFirst === true,
    offersOthers: offersOthers(flow),
  })
}

function passkey({ frame, flow }: Shown): string {
  const options = flow.challenge.parameters.CREDENTIAL_REQUEST_OPTIONS ?? ''
  return passkeyPage({ frame, username: flow.username, options, offersOthers: offersOthers(flow) })
}

function newPassword({ frame, faults, flow, request, typed }: Shown): string {
  const { schema, settings } = request.pool
  const attributes = owedAttributes(flow.challenge.parameters.requiredAttributes).flatMap((name) => {
    const definition = findAttribute(schema, name)
    const field = attributeField(name)
    const value = typed?.get(field) ?? undefined
    return definition ? [{ ...asked(definition, false), value, fault: faults[field] }] : []
  })
  return newPasswordPage({ frame, faults, rules: passwordRulesOf(settings), attributes })
}

async function setUp({ frame, faults, flow, request, typed }: Shown): Promise<string> {
  const { challenge, view, username, secret = '' } = flow
  const factors = secondFactorsOf(challenge)
  const common = { frame, faults, offersOthers: factors.length > 1 }
  if (view === undefined) {
    const choices = factors.map((name) => choiceOf(frame.texts, name))
    return choicePage({ frame, kind: 'set-up', username, choices })
  }
  if (view !== 'SOFTWARE_TOKEN_MFA') {
    const kind = view === 'EMAIL_OTP' ? 'email' : 'sms'
    return setUpContactPage({ ...common, kind, value: typed?.get('contact') ?? '' })
  }
  return setUpAppPage({
    ...common,
    secret,
    qrCode: await qrCode(appAddress(request.pool.name, username, secret)),
  })
}

/** What an authenticator app reads (Google Authenticator, "Key URI Format"). */
function appAddress(issuer: string, username: string, secret: string): string {
  const label = encodeURIComponent(`${issuer}:${username}`)
  return `otpauth://totp/${label}?secret=${secret}&issuer=${encodeURIComponent(issuer)}`
}
