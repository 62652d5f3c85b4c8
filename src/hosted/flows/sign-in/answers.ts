import type { ChallengeNameType } from '../../../contract/generated/types.ts'
import { verifyAtSignIn } from '../../../domain/journeys/factors/verify-software-token.ts'
import { attributeField } from '../../pages/sign-in/parts/attribute-fields.tsx'
import { passwordFaults, phoneNumber } from '../accounts/sign-up-draft.ts'
import type { Flow, FlowState } from '../flow.ts'
import type { FieldFault } from '../page/faults.ts'
import { beginByChoice } from './begin-step.ts'
import {
  type Arrival,
  answer,
  arrive,
  chooseFirst,
  chooseSetUp,
  firstFactorsOf,
  type PageStep,
  secondFactorsOf,
} from './page-step.ts'

/** What a form on the page of a challenge comes to: a step, another page of the same challenge, or a fault. */
export type Answered =
  | { readonly arrival: Arrival }
  | { readonly stay: FlowState }
  | { readonly fault: FieldFault; readonly field: string }

type Answer = (step: PageStep, flow: Flow, fields: URLSearchParams) => Promise<Answered>

/** Takes the form on the page of a flow. @throws what RespondToAuthChallenge throws, and its neighbours */
export async function answerForm(step: PageStep, flow: Flow, fields: URLSearchParams): Promise<Answered> {
  const { challenge, isFirst } = flow
  const action = fields.get('action')
  if (action === 'another') return another(step, flow)
  if (action === 'resend' && isFirst)
    return { arrival: await arriveBy(step, beginByChoice(step, challenge.name), true) }
  const take = ANSWERS[challenge.name]
  if (!take) throw new Error(`No page asks for ${challenge.name}`)
  return take(step, flow, fields)
}

/** How each challenge is answered. */
const ANSWERS: Partial<Record<ChallengeNameType, Answer>> = {
  EMAIL_OTP: code('EMAIL_OTP_CODE'),
  MFA_SETUP: setUp,
  NEW_PASSWORD_REQUIRED: newPassword,
  PASSWORD: password,
  SELECT_CHALLENGE: select,
  SELECT_MFA_TYPE: selectSecond,
  SMS_MFA: code('SMS_MFA_CODE'),
  SMS_OTP: code('SMS_OTP_CODE'),
  SOFTWARE_TOKEN_MFA: code('SOFTWARE_TOKEN_MFA_CODE'),
  WEB_AUTHN: passkey,
}

async function arriveBy(
  step: PageStep,
  outcome: ReturnType<typeof answer>,
  isFirst = false,
): Promise<Arrival> {
  return arrive(step, await outcome, isFirst)
}

/** Back to the choice. A first factor that was chosen has used up the session, so the sign-in starts again. */
async function another(step: PageStep, { challenge, isFirst }: Flow): Promise<Answered> {
  if (isFirst) return { arrival: await arriveBy(step, beginByChoice(step), true) }
  return { stay: { challenge } }
}

function code(parameter: string): Answer {
  return async (step, { challenge }, fields) => {
    const sent = (fields.get('code') ?? '').replaceAll(' ', '')
    if (sent === '') return { field: 'code', fault: 'missing' }
    return { arrival: await arriveBy(step, answer(step, challenge, { [parameter]: sent })) }
  }
}

async function password(step: PageStep, { challenge }: Flow, fields: URLSearchParams): Promise<Answered> {
  const sent = fields.get('password') ?? ''
  if (sent === '') return { field: 'password', fault: 'missing' }
  const answers =
    challenge.name === 'SELECT_CHALLENGE' ? { ANSWER: 'PASSWORD', PASSWORD: sent } : { PASSWORD: sent }
  return { arrival: await arriveBy(step, answer(step, challenge, answers)) }
}

async function select(step: PageStep, flow: Flow, fields: URLSearchParams): Promise<Answered> {
  if (flow.view === 'PASSWORD') return password(step, flow, fields)
  const { challenge } = flow
  const chosen = fields.get('answer') ?? ''
  if (!firstFactorsOf(challenge).includes(chosen)) return { stay: { challenge, isFirst: true } }
  return { arrival: await chooseFirst(step, challenge, chosen) }
}

async function selectSecond(step: PageStep, { challenge }: Flow, fields: URLSearchParams): Promise<Answered> {
  const chosen = fields.get('answer') ?? ''
  if (!secondFactorsOf(challenge).includes(chosen)) return { stay: { challenge } }
  return { arrival: await arriveBy(step, answer(step, challenge, { ANSWER: chosen })) }
}

async function passkey(step: PageStep, { challenge }: Flow, fields: URLSearchParams): Promise<Answered> {
  const credential = fields.get('credential') ?? ''
  if (credential === '') return { field: 'credential', fault: 'missing' }
  return { arrival: await arriveBy(step, answer(step, challenge, { CREDENTIAL: credential })) }
}

async function newPassword(step: PageStep, { challenge }: Flow, fields: URLSearchParams): Promise<Answered> {
  const owed = owedAttributes(challenge.parameters.requiredAttributes)
  const given = owed.map((name) => [name, (fields.get(attributeField(name)) ?? '').trim()] as const)
  const empty = given.find(([, value]) => value === '')
  if (empty) return { field: attributeField(empty[0]), fault: 'missing' }
  const [wrong] = passwordFaults(fields)
  if (wrong) return { field: wrong[0], fault: wrong[1] }
  const attributes = given.map(([name, value]) => [
    `userAttributes.${name}`,
    name === 'phone_number' ? phoneNumber(value) : value,
  ])
  const answers = { ...Object.fromEntries(attributes), NEW_PASSWORD: fields.get('password') ?? '' }
  return { arrival: await arriveBy(step, answer(step, challenge, answers)) }
}

/** The names of the attributes that come with a new password. */
export function owedAttributes(parameter = '[]'): readonly string[] {
  return (JSON.parse(parameter) as string[]).map((name) => name.replace('userAttributes.', ''))
}

async function setUp(step: PageStep, flow: Flow, fields: URLSearchParams): Promise<Answered> {
  const { challenge, view } = flow
  if (view === 'SOFTWARE_TOKEN_MFA') return setUpApp(step, flow, fields)
  if (view !== undefined) return setUpContact(step, flow, fields)
  const chosen = fields.get('answer') ?? ''
  if (!secondFactorsOf(challenge).includes(chosen)) return { stay: { challenge } }
  return { arrival: await chooseSetUp(step, challenge, chosen) }
}

async function setUpApp(step: PageStep, { challenge }: Flow, fields: URLSearchParams): Promise<Answered> {
  const sent = (fields.get('code') ?? '').replaceAll(' ', '')
  if (sent === '') return { field: 'code', fault: 'missing' }
  const session = await verifyAtSignIn(step.context, challenge.session ?? '', { code: sent, name: undefined })
  return { arrival: await arriveBy(step, answer(step, { name: 'MFA_SETUP', session }, {})) }
}

/** AWS: an address or number of another form would end the sign-in, so it is not sent. */
async function setUpContact(
  step: PageStep,
  { challenge, view }: Flow,
  fields: URLSearchParams,
): Promise<Answered> {
  const sent = (fields.get('contact') ?? '').trim()
  if (sent === '') return { field: 'contact', fault: 'missing' }
  const isEmail = view === 'EMAIL_OTP'
  const value = isEmail ? sent : phoneNumber(sent)
  if (!(isEmail ? /^[^\s@]+@[^\s@]+$/ : /^\+\d{3,15}$/).test(value))
    return { field: 'contact', fault: 'invalid' }
  const answers = isEmail ? { EMAIL: value } : { PHONE_NUMBER: value }
  return { arrival: await arriveBy(step, answer(step, challenge, answers)) }
}
