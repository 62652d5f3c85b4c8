import assert from 'node:assert/strict'
import type { Account, Tokens } from './factors-model.ts'

/** What a step came to: the name of a challenge, `tokens` or `refused`. */
export interface Outcome {
  readonly came: string
  readonly session?: string | undefined
  readonly secret?: string | undefined
  readonly isLocked?: boolean
  readonly isLimited?: boolean
  readonly tokens?: Tokens | undefined
  readonly parameters?: Readonly<Record<string, string>> | undefined
}

interface Answer {
  readonly AuthenticationResult?: Tokens | undefined
  readonly ChallengeParameters?: Readonly<Record<string, string>> | undefined
  readonly ChallengeName?: string | undefined
  readonly Session?: string | undefined
  readonly SecretCode?: string | undefined
}

const REFUSALS = [
  'NotAuthorizedException',
  'CodeMismatchException',
  'ExpiredCodeException',
  'InvalidParameterException',
  'InvalidPasswordException',
  'EnableSoftwareTokenMFAException',
  'SoftwareTokenMFANotFoundException',
  'ResourceNotFoundException',
  'TooManyRequestsException',
  // A device's proof names its own user, who may be a stranger to the pool of the client.
  'UserNotFoundException',
]

export async function outcomeOf(call: Promise<Answer>): Promise<Outcome> {
  try {
    const { AuthenticationResult: tokens, ChallengeName = '', Session, SecretCode, ...rest } = await call
    const came = tokens ? 'tokens' : ChallengeName
    return { came, session: Session, secret: SecretCode, tokens, parameters: rest.ChallengeParameters }
  } catch (error) {
    const { name, message } = error as Error
    assert.ok(REFUSALS.includes(name), `${name}: ${message}`)
    const isLocked = message === 'Password attempts exceeded'
    return { came: 'refused', isLocked, isLimited: name === 'TooManyRequestsException' }
  }
}

/** Nothing has happened then. */
export function isLocked(account: Account, { isLocked = false, isLimited = false }: Outcome): boolean {
  if (isLocked) assert.ok(account.failures >= 5)
  if (isLimited) assert.ok(account.tries >= 20)
  return isLocked || isLimited
}
