import { hash } from 'node:crypto'
import type { StoredPassword } from '../../credentials/stored-password.ts'
import { MOST_PASSKEYS, type Passkey } from '../../passkeys/passkey.ts'
import type { VerifiedUse } from '../../passkeys/verify-assertion.ts'
import type { Stores } from '../../stores.ts'
import type { User } from '../../users/user.ts'
import type { Proof } from './progress.ts'

/** @param password the user's at the moment of the proof */
export function passkeyProof(
  { credentialId }: Passkey,
  { userVerified }: VerifiedUse,
  password: StoredPassword | undefined,
): Proof {
  return {
    kind: 'passkey',
    userVerified,
    passkey: digestOf(credentialId),
    revision: password?.revision ?? null,
  }
}

/** Whether the user still has the passkeys that were proven. Nothing is read for other proofs. */
export async function arePasskeysKept(
  stores: Pick<Stores, 'passkeys'>,
  proofs: readonly Proof[],
  { userPoolId, sub }: User,
): Promise<boolean> {
  const proven = proofs.flatMap((proof) => (proof.kind === 'passkey' ? [proof.passkey] : []))
  if (proven.length === 0) return true
  const present = await stores.passkeys.list(userPoolId, sub, MOST_PASSKEYS)
  const kept = new Set(present.map(({ credentialId }) => digestOf(credentialId)))
  return proven.every((passkey) => kept.has(passkey))
}

/** The id of a credential may be longer than a session. */
function digestOf(credentialId: string): string {
  return hash('sha256', credentialId, 'base64url')
}
