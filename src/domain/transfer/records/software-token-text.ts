import type { VerifiedSecret } from '../../factors/software-token.ts'
import { secretFromText, secretText } from '../../factors/totp.ts'

/** A verified software token. Pending secrets are not exported. */
export interface SoftwareTokenText {
  /** Base32, as authenticator apps take it. */
  readonly secret: string
  readonly name?: string | undefined
  readonly lastUsedStep: number
}

export function toSoftwareTokenText({ secret, name, lastUsedStep }: VerifiedSecret): SoftwareTokenText {
  return { secret: secretText(secret), name, lastUsedStep }
}

export function toVerifiedSecret({
  secret,
  name,
  lastUsedStep,
}: SoftwareTokenText): Omit<VerifiedSecret, 'revision'> {
  return { secret: secretFromText(secret), name, lastUsedStep }
}

/** Whether a value from elsewhere has the form of a software token. */
export function isSoftwareTokenText(value: unknown): value is SoftwareTokenText {
  if (typeof value !== 'object' || value === null) return false
  const { secret, name, lastUsedStep } = value as Record<keyof SoftwareTokenText, unknown>
  return (
    typeof secret === 'string' &&
    /^[A-Z2-7]{16,200}$/.test(secret) &&
    (name === undefined || typeof name === 'string') &&
    Number.isSafeInteger(lastUsedStep)
  )
}
