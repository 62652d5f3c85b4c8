import { entriesOf, toPage } from '../../../kernel/pages.ts'
import type { AssetOutline, Settings } from '../../branding/managed-login-branding.ts'
import { poolOf } from './pool-of.ts'
import { DATES, type Dates, type PoolRecordKind } from './record-kind.ts'

export interface BrandingRecord extends Dates {
  readonly type: 'branding'
  readonly id: string
  readonly userPoolId: string
  readonly clientId: string
  readonly useCognitoProvidedValues: boolean
  readonly settings?: Settings | undefined
  /** Bytes in base64. */
  readonly assets: ReadonlyArray<AssetOutline & { readonly bytes: string }>
}

/** Read at a time: a branding may have megabytes of assets. */
const FEW = 2

export const brandingRecords: PoolRecordKind<BrandingRecord> = {
  members: {
    id: 'text',
    userPoolId: 'text',
    clientId: 'text',
    useCognitoProvidedValues: 'flag',
    settings: 'object?',
    assets: 'list',
    ...DATES,
  },

  named,

  async *of(stores, pool) {
    const brandings = entriesOf(async (after: string | undefined) =>
      toPage(await stores.managedLoginBrandings.list(pool.id, FEW, after), FEW, ({ id }) => id),
    )
    for await (const { assets, ...branding } of brandings) {
      const texts = assets.map(({ bytes, ...asset }) => ({
        ...asset,
        bytes: Buffer.from(bytes).toString('base64'),
      }))
      yield { type: 'branding', ...branding, assets: texts }
    }
  },

  async store(stores, record) {
    const { type: _, assets, ...branding } = record
    await poolOf(stores, record.userPoolId, named(record))
    const inserted = await stores.managedLoginBrandings.insert({
      ...branding,
      assets: assets.map(({ bytes, ...asset }) => ({ ...asset, bytes: Buffer.from(bytes, 'base64') })),
    })
    return inserted ? 'made' : 'kept'
  },
}

function named({ id, userPoolId }: BrandingRecord): string {
  return `branding ${id} of user pool ${userPoolId}`
}
