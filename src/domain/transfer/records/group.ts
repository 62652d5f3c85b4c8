import { entriesOf, toPage } from '../../../kernel/pages.ts'
import { poolOf } from './pool-of.ts'
import { DATES, type Dates, PAGE, type PoolRecordKind } from './record-kind.ts'

export interface GroupRecord extends Dates {
  readonly type: 'group'
  readonly userPoolId: string
  readonly name: string
  readonly description?: string | undefined
  readonly roleArn?: string | undefined
  readonly precedence?: number | undefined
}

export const groupRecords: PoolRecordKind<GroupRecord> = {
  members: {
    userPoolId: 'text',
    name: 'text',
    description: 'text?',
    roleArn: 'text?',
    precedence: 'number?',
    ...DATES,
  },

  named,

  async *of(stores, { id: userPoolId }) {
    const groups = entriesOf(async (after: string | undefined) =>
      toPage(await stores.groups.list(userPoolId, PAGE, after), PAGE, ({ groupName }) => groupName),
    )
    for await (const { groupName: name, description, roleArn, precedence, createdAt, modifiedAt } of groups) {
      yield { type: 'group', userPoolId, name, description, roleArn, precedence, createdAt, modifiedAt }
    }
  },

  async store(stores, record) {
    const { type: _, name: groupName, ...group } = record
    await poolOf(stores, record.userPoolId, named(record))
    return (await stores.groups.insert({ ...group, groupName })) ? 'made' : 'kept'
  },
}

function named({ name, userPoolId }: GroupRecord): string {
  return `group ${name} of user pool ${userPoolId}`
}
