import assert from 'node:assert/strict'

/** What a step came to: the name of a challenge, `tokens` or `refused`. */
export interface Outcome {
  readonly came: string
  readonly session?: string | undefined
  readonly secret?: string | undefined
  readonly isLocked?: boolean
}

interface Answer {
  readonly AuthenticationResult?: unknown
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
]

export async function outcomeOf(call: Promise<Answer>): Promise<Outcome> {
  try {
    const { AuthenticationResult, ChallengeName = '', Session, SecretCode } = await call
    const came = AuthenticationResult ? 'tokens' : ChallengeName
    return { came, session: Session, secret: SecretCode }
  } catch (error) {
    const { name, message } = error as Error
    assert.ok(REFUSALS.includes(name), `${name}: ${message}`)
    return { came: 'refused', isLocked: message === 'Password attempts exceeded' }
  }
}
