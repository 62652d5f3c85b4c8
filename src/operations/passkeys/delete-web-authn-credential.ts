import { passkeyNotFound } from '../../domain/passkeys/passkey-errors.ts'
import { accessToken } from '../access.ts'
import { operation } from '../operation.ts'

export const DeleteWebAuthnCredential = operation('DeleteWebAuthnCredential', {
  access: accessToken(),
  neverRaises: { LimitExceededException: 'what is deleted is not limited' },

  async handle({ CredentialId }, { storage, caller: { pool, user } }) {
    await storage.transaction(async (stores) => {
      if (!(await stores.passkeys.delete(pool.id, user.sub, CredentialId))) throw passkeyNotFound()
    })
    return {}
  },
})
