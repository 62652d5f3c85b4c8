import { ownerMissing } from './import-clash.ts'
import type { RecordKind } from './record-kind.ts'

export interface MembershipRecord {
  readonly type: 'membership'
  readonly userPoolId: string
  readonly sub: string
  readonly groupName: string
}

/** Comes directly after its user. */
export const membershipRecords: RecordKind<MembershipRecord> = {
  members: { userPoolId: 'text', sub: 'text', groupName: 'text' },

  named,

  async store(stores, record) {
    const { userPoolId, sub, groupName } = record
    if (!(await stores.groups.find(userPoolId, groupName))) throw ownerMissing(named(record))
    await stores.groups.addMember(userPoolId, groupName, sub)
    return 'made'
  },
}

function named({ sub, userPoolId }: MembershipRecord): string {
  return `membership ${sub} of user pool ${userPoolId}`
}
