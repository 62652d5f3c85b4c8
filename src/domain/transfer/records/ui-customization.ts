import { entriesOf, toPage } from '../../../kernel/pages.ts'
import { poolOf } from './pool-of.ts'
import { DATES, type Dates, PAGE, type PoolRecordKind } from './record-kind.ts'

export interface UiCustomizationRecord extends Dates {
  readonly type: 'ui-customization'
  readonly userPoolId: string
  readonly clientId: string
  readonly css?: string | undefined
  /** In base64. */
  readonly image?: string | undefined
}

export const uiCustomizationRecords: PoolRecordKind<UiCustomizationRecord> = {
  members: { userPoolId: 'text', clientId: 'text', css: 'text?', image: 'text?', ...DATES },

  named,

  async *of(stores, { id }) {
    const customizations = entriesOf(async (after: string | undefined) =>
      toPage(await stores.uiCustomizations.list(id, PAGE, after), PAGE, ({ clientId }) => clientId),
    )
    for await (const { image, ...customization } of customizations) {
      const text = image && Buffer.from(image).toString('base64')
      yield { type: 'ui-customization', ...customization, image: text }
    }
  },

  async store(stores, record) {
    const { type: _, image, ...customization } = record
    const { userPoolId, clientId } = customization
    await poolOf(stores, userPoolId, named(record))
    if (await stores.uiCustomizations.find(userPoolId, clientId)) return 'kept'
    const bytes = image === undefined ? undefined : Buffer.from(image, 'base64')
    await stores.uiCustomizations.save({ ...customization, image: bytes })
    return 'made'
  },
}

function named({ clientId, userPoolId }: UiCustomizationRecord): string {
  return `UI customization of ${clientId} in user pool ${userPoolId}`
}
