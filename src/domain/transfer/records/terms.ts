import { entriesOf, toPage } from '../../../kernel/pages.ts'
import type { TermsName } from '../../terms/terms.ts'
import { poolOf } from './pool-of.ts'
import { DATES, type Dates, PAGE, type PoolRecordKind } from './record-kind.ts'

export interface TermsRecord extends Dates {
  readonly type: 'terms'
  readonly id: string
  readonly userPoolId: string
  readonly clientId: string
  readonly name: TermsName
  readonly links: Readonly<Record<string, string>>
}

export const termsRecords: PoolRecordKind<TermsRecord> = {
  members: { id: 'text', userPoolId: 'text', clientId: 'text', name: 'text', links: 'object', ...DATES },

  named,

  async *of(stores, pool) {
    const documents = entriesOf(async (after: string | undefined) =>
      toPage(await stores.terms.list(pool.id, PAGE, after), PAGE, ({ id }) => id),
    )
    for await (const terms of documents) yield { type: 'terms', ...terms }
  },

  async store(stores, record) {
    const { type: _, ...terms } = record
    await poolOf(stores, record.userPoolId, named(record))
    return (await stores.terms.insert(terms)) ? 'made' : 'kept'
  },
}

function named({ id, userPoolId }: TermsRecord): string {
  return `terms ${id} of user pool ${userPoolId}`
}
