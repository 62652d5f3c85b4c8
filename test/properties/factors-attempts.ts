import assert from 'node:assert/strict'
import { codeAt, STEP } from '../support/authenticator-app.ts'
import { quickPower } from '../support/quick-power.ts'
import { deviceSrpClient, type SrpClient, timestamp } from '../support/srp-client.ts'
import { newContact, newPassword } from './factors-changes.ts'
import {
  type Account,
  available,
  type Came,
  CHALLENGES,
  type ChallengeName,
  chosen,
  type Device,
  type DeviceProof,
  demanded,
  FACTORS,
  following,
  type Held,
  isRightCode,
  mayProve,
  stepOf,
} from './factors-model.ts'
import type { Outcome } from './factors-outcome.ts'
import type { Given } from './factors-steps.ts'

export interface Attempt {
  /** All sessions and users. */
  readonly held: readonly Held[]
  readonly accounts: readonly Account[]
  readonly thing: Held
  readonly account: Account
  readonly given: Given
  readonly pick: number
  readonly now: number
}

export interface Tried {
  readonly answers: Readonly<Record<string, string>>
  /** What the answer comes to, if the session is good for it, and what it changes. */
  expect(): Expected
}

export type Expected =
  | Came
  | { readonly came: ChallengeName; readonly newContact: string }
  | { readonly came: ChallengeName; readonly prover: Prover }

export interface Prover {
  readonly device: Device
  readonly client: SrpClient
}

/** What each challenge is answered with, and what is to come of it. */
export const ATTEMPTS: Readonly<Record<ChallengeName, (attempt: Attempt) => Tried>> = {
  SMS_MFA: (attempt) => tryCode(attempt, 's', 'SMS_MFA_CODE'),
  EMAIL_OTP: (attempt) => tryCode(attempt, 'e', 'EMAIL_OTP_CODE'),
  SOFTWARE_TOKEN_MFA: tryApp,
  SELECT_MFA_TYPE: select,
  MFA_SETUP: finishSetUp,
  NEW_PASSWORD_REQUIRED: choosePassword,
  DEVICE_SRP_AUTH: beginDevice,
  DEVICE_PASSWORD_VERIFIER: proveDevice,
  SELECT_CHALLENGE: selectFirst,
  SMS_OTP: (attempt) => tryCode(attempt, 's', 'SMS_OTP_CODE'),
}

function tryCode({ held, thing, account, given }: Attempt, factor: 's' | 'e', name: string): Tried {
  const others = held.filter((it) => it !== thing && it.code)
  const stale = others.findLast((it) => it.account === thing.account)
  const foreign = others.findLast((it) => it.account !== thing.account)
  const from = given === 'stale' ? stale : given === 'foreign' ? foreign : thing
  const digits = from?.code?.digits ?? '000000'
  const sent = given === 'wrong' ? otherThan(digits) : digits
  return {
    answers: { [name]: sent },
    expect() {
      if (!isRightCode(thing, factor, sent)) return 'refused'
      if (thing.isNewContact) account.contacts[factor] = thing.code?.to
      return following(account, thing.isFirst ? undefined : factor)
    },
  }
}

function tryApp(attempt: Attempt): Tried {
  const { account, now } = attempt
  const code = appCode(attempt, account.app?.secret)
  return {
    answers: { SOFTWARE_TOKEN_MFA_CODE: code },
    expect() {
      const used = stepOf(account.app, code, now)
      if (!account.app || used === undefined || !mayProve(account, 't')) return 'refused'
      account.app.used = used
      return following(account, 't')
    },
  }
}

function select({ account, given, pick }: Attempt): Tried {
  const { ask } = demanded(account)
  const answer = (given === 'wrong' ? undefined : ask[pick % ask.length]) ?? FACTORS[pick % 3] ?? 's'
  return {
    answers: { ANSWER: CHALLENGES[answer] },
    expect() {
      return ask.includes(answer) ? CHALLENGES[answer] : 'refused'
    },
  }
}

const NEW_CONTACTS = [
  ['EMAIL', 'e'],
  ['PHONE_NUMBER', 's'],
] as const

/** With an app that the session has verified, or by an address or number. */
function finishSetUp({ thing, account, given, pick }: Attempt): Tried {
  const [name, factor] = NEW_CONTACTS[pick % 8 < 4 ? 0 : 1] ?? assert.fail()
  const contact = given === 'wrong' ? 'nonsense' : newContact(factor)
  return {
    answers: thing.app ? {} : { [name]: contact },
    expect() {
      if (thing.app && thing.app !== account.app) return 'refused'
      thing.spent = true // also by an answer that is refused
      if (thing.app) return following(account, 't')
      if (given === 'wrong' || !demanded(account).setUp.includes(factor)) return 'refused'
      return { came: CHALLENGES[factor], newContact: contact }
    },
  }
}

function choosePassword({ account, given }: Attempt): Tried {
  const password = given === 'wrong' ? 'short' : newPassword()
  return {
    answers: { NEW_PASSWORD: password },
    expect() {
      if (given === 'wrong') return 'refused'
      Object.assign(account, { password, invited: false, failures: 0, revision: account.revision + 1 })
      return following(account)
    },
  }
}

function selectFirst({ thing, account, given, pick }: Attempt): Tried {
  const ANSWER = (['PASSWORD', 'EMAIL_OTP', 'SMS_OTP'] as const)[pick % 3] ?? 'PASSWORD'
  const isRight = given !== 'wrong'
  return {
    answers: { ANSWER, PASSWORD: isRight ? account.password : 'Wrong-Horse-7' },
    expect() {
      if (!available(account).includes(ANSWER)) return 'refused'
      thing.spent = true
      return chosen(account, ANSWER, isRight)
    },
  }
}

function beginDevice({ accounts, account, thing, given }: Attempt): Tried {
  const foreign = accounts.find((it) => it !== account && it.device)?.device
  const device = (given === 'foreign' ? foreign : thing.account.device) ?? NO_DEVICE
  const client = deviceSrpClient(device, quickPower)
  return {
    answers: { DEVICE_KEY: device.DeviceKey, SRP_A: client.publicKey },
    expect: () =>
      account.device === device
        ? { came: 'DEVICE_PASSWORD_VERIFIER', prover: { device, client } }
        : 'refused',
  }
}

function proveDevice({ account, thing, given, now }: Attempt): Tried {
  const { device, answers } = thing.proof?.(now) ?? assert.fail('no proof')
  const isWrong = given === 'wrong' || given === 'foreign'
  return {
    answers: isWrong
      ? { ...answers, PASSWORD_CLAIM_SIGNATURE: Buffer.alloc(32).toString('base64') }
      : answers,
    expect() {
      if (account.device !== device) return 'refused'
      thing.spent = true // also by a proof that is wrong
      return isWrong ? 'refused' : following(account, 'device')
    },
  }
}

const NO_DEVICE: Device = {
  DeviceKey: 'us-east-1_01234567-89ab-cdef-0123-456789abcdef',
  DeviceGroupKey: '-v7w9UcY6',
  password: 'none',
}

/** A code of an app; of somebody else's for a foreign one. */
export function appCode(
  { accounts, account, given, now }: Pick<Attempt, 'accounts' | 'account' | 'given' | 'now'>,
  own: string | undefined,
): string {
  const foreign = accounts.find((it) => it !== account && it.app)?.app?.secret
  const secret = given === 'foreign' ? foreign : own
  if (secret === undefined) return '000000'
  const steps = { early: -1, late: 1, stale: -2, right: 0, foreign: 0, wrong: 0 }[given]
  const code = codeAt(secret, now + steps * STEP)
  return given === 'wrong' ? otherThan(code) : code
}

function otherThan(code: string): string {
  return String((Number(code) + 1) % 1_000_000).padStart(6, '0')
}

interface FullOutcome {
  readonly came: Came
  readonly newContact?: string
  readonly prover?: Prover
}

export function toOutcome(expected: Expected): FullOutcome {
  return typeof expected === 'string' ? { came: expected } : expected
}

export function proofOf({ device, client }: Prover, { parameters = {} }: Outcome) {
  return (at: number): DeviceProof => ({
    device,
    answers: client.prove(parameters, device.password, timestamp(at)),
  })
}
