import type { WebAuthnCredentialDescription } from '../../contract/generated/types.ts'
import { MOST_PASSKEYS, type Passkey } from '../../domain/passkeys/passkey.ts'
import type { PasskeyPosition } from '../../domain/passkeys/passkey-store.ts'
import { accessToken } from '../access.ts'
import { operation } from '../operation.ts'
import { pageOf } from '../page.ts'

export const ListWebAuthnCredentials = operation('ListWebAuthnCredentials', {
  access: accessToken(),
  neverRaises: { LimitExceededException: 'the list asks for nothing that is limited' },

  async handle({ NextToken, MaxResults }, { storage, pageTokens, caller: { pool, user } }) {
    const page = await pageOf({
      tokens: pageTokens,
      query: ['ListWebAuthnCredentials', pool.id, user.sub],
      token: NextToken,
      limit: MaxResults || MOST_PASSKEYS,
      read: (limit, after?: PasskeyPosition) => storage.stores.passkeys.list(pool.id, user.sub, limit, after),
      keyOf: ({ createdAt, credentialId }): PasskeyPosition => [createdAt, credentialId],
    })
    return { Credentials: page.entries.map(toDescription), NextToken: page.nextToken }
  },
})

function toDescription(passkey: Passkey): WebAuthnCredentialDescription {
  return {
    AuthenticatorAttachment: passkey.attachment,
    AuthenticatorTransports: passkey.transports,
    CreatedAt: passkey.createdAt,
    CredentialId: passkey.credentialId,
    FriendlyCredentialName: passkey.friendlyName,
    RelyingPartyId: passkey.relyingPartyId,
  }
}
