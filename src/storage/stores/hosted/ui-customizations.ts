import { ALL_CLIENTS, type UiCustomization } from '../../../domain/branding/ui-customization.ts'
import type { UiCustomizationStore } from '../../../domain/branding/ui-customization-store.ts'
import type { Queries } from '../../driver/database.ts'

interface CustomizationRow {
  user_pool_id: string
  applies_to: string
  css: string | null
  image: Uint8Array | null
  created_at: number
  modified_at: number
}

const COLUMNS = 'user_pool_id, applies_to, css, image, created_at, modified_at'

export function uiCustomizationStore(queries: Queries): UiCustomizationStore {
  return {
    async find(userPoolId, clientId) {
      const row = await queries.first<CustomizationRow>(
        `select ${COLUMNS} from ui_customizations where user_pool_id = $1 and applies_to = $2`,
        userPoolId,
        clientId,
      )
      return row && toCustomization(row)
    },

    async findFor(userPoolId, clientId) {
      const row = await queries.first<CustomizationRow>(
        `select ${COLUMNS} from ui_customizations where user_pool_id = $1 and applies_to in ($2, $3)
         order by case when applies_to = $3 then 1 else 0 end limit 1`,
        userPoolId,
        clientId,
        ALL_CLIENTS,
      )
      return row && toCustomization(row)
    },

    async save({ userPoolId, clientId, css, image, createdAt, modifiedAt }) {
      await queries.run(
        `insert into ui_customizations (${COLUMNS}, client_id) values ($1, $2, $3, $4, $5, $6, $7)
         on conflict (user_pool_id, applies_to) do update set css = $3, image = $4, modified_at = $6`,
        userPoolId,
        clientId,
        css ?? null,
        image ?? null,
        createdAt,
        modifiedAt,
        clientId === ALL_CLIENTS ? null : clientId,
      )
    },

    async delete(userPoolId, clientId) {
      await queries.run(
        'delete from ui_customizations where user_pool_id = $1 and applies_to = $2',
        userPoolId,
        clientId,
      )
    },

    async list(userPoolId, limit, after = '') {
      const rows = await queries.all<CustomizationRow>(
        `select ${COLUMNS} from ui_customizations
         where user_pool_id = $1 and applies_to > $2 order by applies_to limit $3`,
        userPoolId,
        after,
        limit,
      )
      return rows.map(toCustomization)
    },
  }
}

function toCustomization(row: CustomizationRow): UiCustomization {
  return {
    userPoolId: row.user_pool_id,
    clientId: row.applies_to,
    css: row.css ?? undefined,
    image: row.image ?? undefined,
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
  }
}
