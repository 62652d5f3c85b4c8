import type { IdentityProvider } from '../../../domain/identity-providers/identity-provider.ts'
import type { IdentityProviderStore } from '../../../domain/identity-providers/identity-provider-store.ts'
import type { Queries } from '../../driver/database.ts'
import type { Vault } from '../../vault.ts'
import {
  type IdentityProviderRow,
  PROVIDER_COLUMNS,
  sealedText,
  toIdentityProvider,
  valuesOf,
} from './identity-provider-rows.ts'
import { samlSigningKeys } from './saml-signing-keys.ts'

const ONE = 'user_pool_id = $1 and name = $2'

export function identityProviderStore(queries: Queries, vault: Vault): IdentityProviderStore {
  const sealing = vault.forColumn('identity_providers', 'sealed_details')

  function rowValues(provider: IdentityProvider) {
    return valuesOf(provider, sealing.seal(sealedText(provider), provider.userPoolId, provider.name))
  }

  async function read(userPoolId: string, name: string, lock: string): Promise<IdentityProvider | undefined> {
    const row = await queries.first<IdentityProviderRow>(
      `select ${PROVIDER_COLUMNS} from identity_providers where ${ONE}${lock}`,
      userPoolId,
      name,
    )
    if (!row) return undefined
    const identifiers = await queries.all<{ identifier: string }>(
      `select identifier from identity_provider_identifiers where ${ONE} order by position`,
      userPoolId,
      name,
    )
    const opened = sealing.open(row.sealed_details, userPoolId, name)
    return toIdentityProvider(
      row,
      opened,
      identifiers.map(({ identifier }) => identifier),
    )
  }

  async function addIdentifiers({ userPoolId, name, idpIdentifiers }: IdentityProvider): Promise<void> {
    for (const [position, identifier] of idpIdentifiers.entries()) {
      await queries.run(
        `insert into identity_provider_identifiers (user_pool_id, name, identifier, position)
         values ($1, $2, $3, $4)`,
        userPoolId,
        name,
        identifier,
        position,
      )
    }
  }

  return {
    async insert(provider) {
      const inserted = await queries.first(
        `insert into identity_providers (${PROVIDER_COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict do nothing returning name`,
        ...rowValues(provider),
      )
      if (inserted) await addIdentifiers(provider)
      return inserted !== undefined
    },

    find: (userPoolId, name) => read(userPoolId, name, ''),
    lock: (userPoolId, name) => read(userPoolId, name, queries.forUpdate),

    async save(provider) {
      await queries.run(
        `update identity_providers set type = $3, sealed_details = $4, attribute_mapping = $5, acr_mapping = $6,
           saml_metadata = $7, metadata_read_at = $8, created_at = $9, modified_at = $10
         where ${ONE}`,
        ...rowValues(provider),
      )
      await queries.run(
        `delete from identity_provider_identifiers where ${ONE}`,
        provider.userPoolId,
        provider.name,
      )
      await addIdentifiers(provider)
    },

    async delete(userPoolId, name) {
      return (await queries.run(`delete from identity_providers where ${ONE}`, userPoolId, name)) === 1
    },

    async list(userPoolId, limit, after = '') {
      const rows = await queries.all<
        Pick<IdentityProviderRow, 'name' | 'type' | 'created_at' | 'modified_at'>
      >(
        `select name, type, created_at, modified_at from identity_providers
         where user_pool_id = $1 and name > $2 order by name limit $3`,
        userPoolId,
        after,
        limit,
      )
      return rows.map((row) => ({
        name: row.name,
        type: row.type,
        createdAt: row.created_at,
        modifiedAt: row.modified_at,
      }))
    },

    async namesOfEntity(userPoolId, entityId) {
      const rows = await queries.all<{ name: string; saml_metadata: string }>(
        `select name, saml_metadata from identity_providers
         where user_pool_id = $1 and saml_metadata is not null order by name`,
        userPoolId,
      )
      return rows.flatMap(({ name, saml_metadata }) =>
        JSON.parse(saml_metadata).entityId === entityId ? [name] : [],
      )
    },

    async countInPool(userPoolId) {
      const row = await queries.first<{ found: number }>(
        'select count(*) as found from identity_providers where user_pool_id = $1',
        userPoolId,
      )
      return row?.found ?? 0
    },

    async identifierOwner(userPoolId, identifier) {
      const row = await queries.first<{ name: string }>(
        'select name from identity_provider_identifiers where user_pool_id = $1 and identifier = $2',
        userPoolId,
        identifier,
      )
      return row?.name
    },

    ...samlSigningKeys(queries, vault),
  }
}
