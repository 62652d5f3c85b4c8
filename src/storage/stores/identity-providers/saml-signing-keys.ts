import type { IdentityProviderStore } from '../../../domain/identity-providers/identity-provider-store.ts'
import type { Queries } from '../../driver/database.ts'
import type { Vault } from '../../vault.ts'

interface SamlSigningKeyRow {
  sealed_private_key: Uint8Array
  certificate: string
  certified_at: number
}

type SigningKeys = Pick<IdentityProviderStore, 'findSigningKey' | 'insertSigningKey' | 'saveCertificate'>

export function samlSigningKeys(queries: Queries, vault: Vault): SigningKeys {
  const sealing = vault.forColumn('saml_signing_keys', 'sealed_private_key')
  return {
    async findSigningKey(userPoolId) {
      const row = await queries.first<SamlSigningKeyRow>(
        'select sealed_private_key, certificate, certified_at from saml_signing_keys where user_pool_id = $1',
        userPoolId,
      )
      if (!row) return undefined
      return {
        userPoolId,
        privateKey: sealing.open(row.sealed_private_key, userPoolId),
        certificate: row.certificate,
        certifiedAt: row.certified_at,
      }
    },

    async insertSigningKey({ userPoolId, privateKey, certificate, certifiedAt }) {
      const inserted = await queries.first(
        `insert into saml_signing_keys (user_pool_id, sealed_private_key, certificate, certified_at)
         values ($1, $2, $3, $4) on conflict do nothing returning user_pool_id`,
        userPoolId,
        sealing.seal(privateKey, userPoolId),
        certificate,
        certifiedAt,
      )
      return inserted !== undefined
    },

    async saveCertificate(userPoolId, certificate, certifiedAt) {
      await queries.run(
        'update saml_signing_keys set certificate = $2, certified_at = $3 where user_pool_id = $1',
        userPoolId,
        certificate,
        certifiedAt,
      )
    },
  }
}
