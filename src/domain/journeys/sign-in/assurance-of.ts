import { type Assurance, assuranceBy } from '../../assurance/assurance.ts'
import type { Proof } from './progress.ts'

/** The service's list of methods does not have devices, custom challenges and confirmed sign-ups. */
const METHODS: { readonly [Kind in Proof['kind']]?: string } = {
  password: 'pwd',
  srp: 'pwd',
  'email-code': 'email_otp',
  'text-code': 'sms',
  totp: 'otp',
  passkey: 'swk',
}

/** The level and the methods that the proofs of a sign-in amount to; undefined if there is no name for them. */
export function assuranceOf(proofs: readonly Proof[]): Assurance | undefined {
  for (const proof of proofs) if (proof.kind === 'federated') return proof.assurance
  return assuranceBy(methodsOf(proofs))
}

export function methodsOf(proofs: readonly Proof[]): readonly string[] {
  return proofs.map(({ kind }) => METHODS[kind]).filter((method) => method !== undefined)
}
