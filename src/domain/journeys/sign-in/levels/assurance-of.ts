import { type Assurance, assuranceBy } from '../../../assurance/assurance.ts'
import type { Proof } from '../progress.ts'

/** Devices, custom challenges and confirmed sign-ups are no methods of the service's list. */
const METHODS: { readonly [Kind in Proof['kind']]?: string } = {
  password: 'pwd',
  srp: 'pwd',
  'email-code': 'email_otp',
  'text-code': 'sms',
  totp: 'otp',
  passkey: 'swk',
}

/** What the proofs of a sign-in come to; undefined if there is no name for it. */
export function assuranceOf(proofs: readonly Proof[]): Assurance | undefined {
  for (const proof of proofs) if (proof.kind === 'federated') return proof.assurance
  return assuranceBy(methodsOf(proofs))
}

export function methodsOf(proofs: readonly Proof[]): readonly string[] {
  return proofs.map(({ kind }) => METHODS[kind]).filter((method) => method !== undefined)
}
