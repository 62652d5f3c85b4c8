import type { PasskeyRegistration } from '../../../domain/passkeys/passkey-registration.ts'
import type { PasskeyRegistrationStore } from '../../../domain/passkeys/passkey-registration-store.ts'
import type { Queries } from '../../driver/database.ts'

interface RegistrationRow {
  client_id: string
  challenge_digest: Uint8Array
  expires_at: number
}

export function passkeyRegistrationStore(queries: Queries): PasskeyRegistrationStore {
  return {
    async put({ userPoolId, sub, clientId, challengeDigest, expiresAt }) {
      await queries.run(
        `insert into passkey_registrations (user_pool_id, sub, client_id, challenge_digest, expires_at)
         values ($1, $2, $3, $4, $5)
         on conflict (user_pool_id, sub) do update set client_id = excluded.client_id,
           challenge_digest = excluded.challenge_digest, expires_at = excluded.expires_at`,
        userPoolId,
        sub,
        clientId,
        challengeDigest,
        expiresAt,
      )
    },

    async find(userPoolId, sub): Promise<PasskeyRegistration | undefined> {
      const row = await queries.first<RegistrationRow>(
        `select client_id, challenge_digest, expires_at from passkey_registrations
         where user_pool_id = $1 and sub = $2`,
        userPoolId,
        sub,
      )
      if (!row) return undefined
      const { client_id: clientId, challenge_digest: challengeDigest, expires_at: expiresAt } = row
      return { userPoolId, sub, clientId, challengeDigest, expiresAt }
    },

    async consume({ userPoolId, sub, challengeDigest }) {
      const consumed = await queries.run(
        'delete from passkey_registrations where user_pool_id = $1 and sub = $2 and challenge_digest = $3',
        userPoolId,
        sub,
        challengeDigest,
      )
      return consumed === 1
    },

    deleteExpired: (before) => queries.run('delete from passkey_registrations where expires_at < $1', before),
  }
}
