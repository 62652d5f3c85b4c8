import type { ManagedLoginBranding } from '../../../domain/branding/managed-login-branding.ts'
import type { ManagedLoginBrandingStore } from '../../../domain/branding/managed-login-branding-store.ts'
import type { Queries } from '../../driver/database.ts'
import { managedLoginAssets } from './managed-login-assets.ts'

interface BrandingRow {
  id: string
  user_pool_id: string
  client_id: string
  use_provided_values: number
  settings: string | null
  created_at: number
  modified_at: number
}

const COLUMNS = 'id, user_pool_id, client_id, use_provided_values, settings, created_at, modified_at'
const IN_POOL = `select ${COLUMNS} from managed_login_brandings where user_pool_id = $1 and id = $2`

export function managedLoginBrandingStore(queries: Queries): ManagedLoginBrandingStore {
  const assets = managedLoginAssets(queries)

  async function withAssets(row: BrandingRow | undefined): Promise<ManagedLoginBranding | undefined> {
    return row && { ...toBranding(row), assets: await assets.of(row.id) }
  }

  function rowOfClient(clientId: string): Promise<BrandingRow | undefined> {
    return queries.first(`select ${COLUMNS} from managed_login_brandings where client_id = $1`, clientId)
  }

  return {
    async insert(branding) {
      const inserted = await queries.first(
        `insert into managed_login_brandings (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict do nothing returning id`,
        branding.id,
        branding.userPoolId,
        branding.clientId,
        branding.useCognitoProvidedValues,
        settingsOf(branding),
        branding.createdAt,
        branding.modifiedAt,
      )
      if (inserted === undefined) return false
      await assets.replace(branding.id, branding.assets)
      return true
    },

    find: async (userPoolId, id) => withAssets(await queries.first(IN_POOL, userPoolId, id)),
    lock: async (userPoolId, id) =>
      withAssets(await queries.first(`${IN_POOL}${queries.forUpdate}`, userPoolId, id)),
    ofClient: async (clientId) => withAssets(await rowOfClient(clientId)),

    async styleOfClient(clientId) {
      const row = await rowOfClient(clientId)
      return row && { ...toBranding(row), assets: await assets.outlinesOf(row.id) }
    },

    asset: assets.find,

    async save(branding) {
      await queries.run(
        `update managed_login_brandings set use_provided_values = $3, settings = $4, modified_at = $5
         where user_pool_id = $1 and id = $2`,
        branding.userPoolId,
        branding.id,
        branding.useCognitoProvidedValues,
        settingsOf(branding),
        branding.modifiedAt,
      )
      await assets.replace(branding.id, branding.assets)
    },

    async delete(userPoolId, id) {
      const deleted = await queries.run(
        'delete from managed_login_brandings where user_pool_id = $1 and id = $2',
        userPoolId,
        id,
      )
      return deleted === 1
    },

    async countInPool(userPoolId) {
      const row = await queries.first<{ found: number }>(
        'select count(*) as found from managed_login_brandings where user_pool_id = $1',
        userPoolId,
      )
      return row?.found ?? 0
    },

    async list(userPoolId, limit, after = '') {
      const rows = await queries.all<BrandingRow>(
        `select ${COLUMNS} from managed_login_brandings
         where user_pool_id = $1 and id > $2 order by id limit $3`,
        userPoolId,
        after,
        limit,
      )
      const brandings: ManagedLoginBranding[] = []
      for (const row of rows) brandings.push({ ...toBranding(row), assets: await assets.of(row.id) })
      return brandings
    },
  }
}

function settingsOf({ settings }: ManagedLoginBranding): string | null {
  return settings ? JSON.stringify(settings) : null
}

function toBranding(row: BrandingRow): Omit<ManagedLoginBranding, 'assets'> {
  return {
    id: row.id,
    userPoolId: row.user_pool_id,
    clientId: row.client_id,
    useCognitoProvidedValues: row.use_provided_values === 1,
    settings: row.settings === null ? undefined : JSON.parse(row.settings),
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
  }
}
