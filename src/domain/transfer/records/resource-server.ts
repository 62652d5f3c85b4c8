import { entriesOf, toPage } from '../../../kernel/pages.ts'
import type { ResourceServerScope } from '../../resource-servers/resource-server.ts'
import { poolOf } from './pool-of.ts'
import { DATES, type Dates, PAGE, type PoolRecordKind } from './record-kind.ts'

export interface ResourceServerRecord extends Dates {
  readonly type: 'resource-server'
  readonly userPoolId: string
  readonly identifier: string
  readonly name: string
  readonly scopes: readonly ResourceServerScope[]
}

export const resourceServerRecords: PoolRecordKind<ResourceServerRecord> = {
  members: { userPoolId: 'text', identifier: 'text', name: 'text', scopes: 'list', ...DATES },

  named,

  async *of(stores, { id }) {
    const servers = entriesOf(async (after: string | undefined) =>
      toPage(await stores.resourceServers.list(id, PAGE, after), PAGE, ({ identifier }) => identifier),
    )
    for await (const server of servers) yield { type: 'resource-server', ...server }
  },

  async store(stores, record) {
    const { type: _, ...server } = record
    await poolOf(stores, record.userPoolId, named(record))
    return (await stores.resourceServers.insert(server)) ? 'made' : 'kept'
  },
}

function named({ identifier, userPoolId }: ResourceServerRecord): string {
  return `resource server ${identifier} of user pool ${userPoolId}`
}
