import type { ProviderType } from '../../../domain/identity-providers/identity-provider.ts'
import type { ProviderSubject, UserIdentity } from '../../../domain/user-identities/user-identity.ts'
import type { UserIdentityStore } from '../../../domain/user-identities/user-identity-store.ts'
import type { Queries } from '../../driver/database.ts'

interface UserIdentityRow {
  user_pool_id: string
  provider_name: string
  attribute_name: string
  attribute_value: string
  sub: string
  provider_type: ProviderType
  issuer: string | null
  is_primary: number
  created_at: number
}

const COLUMNS = `user_pool_id, provider_name, attribute_name, attribute_value, sub, provider_type, issuer, is_primary,
  created_at`
const ONE = 'user_pool_id = $1 and provider_name = $2 and attribute_name = $3 and attribute_value = $4'

export function userIdentityStore(queries: Queries): UserIdentityStore {
  async function find(subject: ProviderSubject): Promise<UserIdentity | undefined> {
    const row = await queries.first<UserIdentityRow>(
      `select ${COLUMNS} from user_identities where ${ONE}`,
      ...keyOf(subject),
    )
    return row && toUserIdentity(row)
  }

  return {
    async insert(identity) {
      const inserted = await queries.first(
        `insert into user_identities (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
         on conflict do nothing returning sub`,
        ...keyOf(identity),
        identity.sub,
        identity.providerType,
        identity.issuer ?? null,
        identity.primary ? 1 : 0,
        identity.createdAt,
      )
      return inserted !== undefined
    },

    find,

    async listForUser(userPoolId, sub) {
      const rows = await queries.all<UserIdentityRow>(
        `select ${COLUMNS} from user_identities where user_pool_id = $1 and sub = $2
         order by is_primary desc, created_at, provider_name, attribute_name, attribute_value`,
        userPoolId,
        sub,
      )
      return rows.map(toUserIdentity)
    },

    /** Goes from name to name by the primary key, so the cost does not depend on the number of identities. */
    async attributeNames(userPoolId, providerName, limit) {
      const names: string[] = []
      while (names.length < limit) {
        const row = await queries.first<{ attribute_name: string }>(
          `select attribute_name from user_identities
           where user_pool_id = $1 and provider_name = $2 and attribute_name > $3
           order by attribute_name limit 1`,
          userPoolId,
          providerName,
          names.at(-1) ?? '',
        )
        if (!row) break
        names.push(row.attribute_name)
      }
      return names
    },

    async setSubject(identity, subject) {
      if (await find(subject)) return false
      const { attributeName, attributeValue } = subject
      const changed = await queries.run(
        `update user_identities set attribute_name = $5, attribute_value = $6 where ${ONE}`,
        ...keyOf(identity),
        attributeName,
        attributeValue,
      )
      return changed === 1
    },

    async delete(identity) {
      await queries.run(`delete from user_identities where ${ONE}`, ...keyOf(identity))
    },
  }
}

function keyOf({ userPoolId, providerName, attributeName, attributeValue }: ProviderSubject): string[] {
  return [userPoolId, providerName, attributeName, attributeValue]
}

function toUserIdentity(row: UserIdentityRow): UserIdentity {
  return {
    userPoolId: row.user_pool_id,
    providerName: row.provider_name,
    attributeName: row.attribute_name,
    attributeValue: row.attribute_value,
    sub: row.sub,
    providerType: row.provider_type,
    issuer: row.issuer ?? undefined,
    primary: row.is_primary === 1,
    createdAt: row.created_at,
  }
}
