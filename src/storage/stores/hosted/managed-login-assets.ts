import { createHash } from 'node:crypto'
import type { Asset } from '../../../domain/branding/managed-login-branding.ts'
import type { StoredAsset } from '../../../domain/branding/managed-login-branding-store.ts'
import type { Queries } from '../../driver/database.ts'

interface OutlineRow {
  category: Asset['category']
  color_mode: Asset['colorMode']
  extension: Asset['extension']
  resource_id: string | null
  digest: string
}

interface AssetRow extends OutlineRow {
  bytes: Uint8Array
}

const OUTLINE = 'category, color_mode, extension, resource_id, digest'

/** The assets of brandings, which lie in a table of their own so that pages need not read their bytes. */
export function managedLoginAssets(queries: Queries) {
  return {
    async of(brandingId: string): Promise<readonly Asset[]> {
      const rows = await queries.all<AssetRow>(
        `select ${OUTLINE}, bytes from managed_login_assets where branding_id = $1 order by position`,
        brandingId,
      )
      return rows.map(toAsset)
    },

    async outlinesOf(brandingId: string): Promise<readonly StoredAsset[]> {
      const rows = await queries.all<OutlineRow>(
        `select ${OUTLINE} from managed_login_assets where branding_id = $1 order by position`,
        brandingId,
      )
      return rows.map((row) => ({ ...toOutline(row), digest: row.digest }))
    },

    async find(brandingId: string, digest: string): Promise<Asset | undefined> {
      const row = await queries.first<AssetRow>(
        `select ${OUTLINE}, bytes from managed_login_assets
         where branding_id = $1 and digest = $2 order by position limit 1`,
        brandingId,
        digest,
      )
      return row && toAsset(row)
    },

    async replace(brandingId: string, assets: readonly Asset[]): Promise<void> {
      await queries.run('delete from managed_login_assets where branding_id = $1', brandingId)
      for (const [position, asset] of assets.entries()) {
        await queries.run(
          `insert into managed_login_assets (branding_id, position, ${OUTLINE}, bytes)
           values ($1, $2, $3, $4, $5, $6, $7, $8)`,
          brandingId,
          position,
          asset.category,
          asset.colorMode,
          asset.extension,
          asset.resourceId ?? null,
          digestOf(asset.bytes),
          asset.bytes,
        )
      }
    },
  }
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url')
}

function toOutline(row: OutlineRow): Omit<Asset, 'bytes'> {
  return {
    category: row.category,
    colorMode: row.color_mode,
    extension: row.extension,
    resourceId: row.resource_id ?? undefined,
  }
}

function toAsset(row: AssetRow): Asset {
  return { ...toOutline(row), bytes: row.bytes }
}
