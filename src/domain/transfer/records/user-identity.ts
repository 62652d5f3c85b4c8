import type { UserIdentity } from '../../user-identities/user-identity.ts'
import type { RecordKind } from './record-kind.ts'

export interface UserIdentityRecord extends UserIdentity {
  readonly type: 'user-identity'
}

/** Comes after its user. */
export const userIdentityRecords: RecordKind<UserIdentityRecord> = {
  members: {
    userPoolId: 'text',
    sub: 'text',
    providerName: 'text',
    providerType: 'text',
    attributeName: 'text',
    attributeValue: 'text',
    issuer: 'text?',
    primary: 'flag',
    createdAt: 'number',
  },

  named: ({ providerName, sub, userPoolId }) =>
    `identity at ${providerName} of user ${sub} of user pool ${userPoolId}`,

  async store(stores, { type: _, ...identity }) {
    return (await stores.userIdentities.insert(identity)) ? 'made' : 'kept'
  },
}
