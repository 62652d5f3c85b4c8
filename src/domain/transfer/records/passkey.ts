import type { AuthenticatorAttachment, Passkey } from '../../passkeys/passkey.ts'
import type { RecordKind } from './record-kind.ts'

export interface PasskeyRecord {
  readonly type: 'passkey'
  readonly userPoolId: string
  readonly sub: string
  readonly credentialId: string
  readonly relyingPartyId: string
  /** A COSE_Key in base64url. */
  readonly publicKey: string
  readonly counter: number
  readonly isBackupEligible: boolean
  readonly isBackedUp: boolean
  readonly attachment?: AuthenticatorAttachment | undefined
  readonly transports: readonly string[]
  readonly aaguid: string
  readonly friendlyName: string
  readonly createdAt: number
}

/** Comes after its user. */
export const passkeyRecords: RecordKind<PasskeyRecord> = {
  members: {
    userPoolId: 'text',
    sub: 'text',
    credentialId: 'text',
    relyingPartyId: 'text',
    publicKey: 'text',
    counter: 'number',
    isBackupEligible: 'flag',
    isBackedUp: 'flag',
    attachment: 'text?',
    transports: 'list',
    aaguid: 'text',
    friendlyName: 'text',
    createdAt: 'number',
  },

  named: ({ credentialId, userPoolId }) => `passkey ${credentialId} of user pool ${userPoolId}`,

  async store(stores, { type: _, publicKey, ...passkey }) {
    const stored = await stores.passkeys.insert({
      ...passkey,
      publicKey: Buffer.from(publicKey, 'base64url'),
    })
    return stored ? 'made' : 'kept'
  },
}

export function toPasskeyRecord(passkey: Passkey): PasskeyRecord {
  return {
    type: 'passkey',
    userPoolId: passkey.userPoolId,
    sub: passkey.sub,
    credentialId: passkey.credentialId,
    relyingPartyId: passkey.relyingPartyId,
    publicKey: Buffer.from(passkey.publicKey).toString('base64url'),
    counter: passkey.counter,
    isBackupEligible: passkey.isBackupEligible,
    isBackedUp: passkey.isBackedUp,
    attachment: passkey.attachment,
    transports: passkey.transports,
    aaguid: passkey.aaguid,
    friendlyName: passkey.friendlyName,
    createdAt: passkey.createdAt,
  }
}
