import { entriesOf } from '../../../kernel/pages.ts'
import type { ForeignPassword } from '../../credentials/foreign-password.ts'
import { hasMfaSettings, type MfaSettings, NO_MFA_SETTINGS } from '../../factors/mfa-settings.ts'
import { settleUser } from '../../moving/moved-user.ts'
import type { UserStatus } from '../../users/user-statuses.ts'
import type { UserPageKey } from '../../users/user-store.ts'
import { type PasswordText, toPasswordText, toStoredPassword } from './password-text.ts'
import { poolOf } from './pool-of.ts'
import { DATES, type Dates, PAGE, type PoolRecordKind } from './record-kind.ts'
import { type SoftwareTokenText, toSoftwareTokenText, toVerifiedSecret } from './software-token-text.ts'

export interface UserRecord extends Dates {
  readonly type: 'user'
  readonly userPoolId: string
  readonly sub: string
  readonly username: string
  readonly status: UserStatus
  readonly enabled: boolean
  readonly attributes: Readonly<Record<string, string>>
  readonly pendingAttributes: Readonly<Record<string, string>>
  readonly password?: PasswordText | undefined
  readonly foreignPassword?: ForeignPassword | undefined
  readonly mfa?: MfaSettings | undefined
  readonly softwareToken?: SoftwareTokenText | undefined
  readonly signedOutAt?: number | undefined
}

export const userRecords: PoolRecordKind<UserRecord> = {
  members: {
    userPoolId: 'text',
    sub: 'text',
    username: 'text',
    status: 'text',
    enabled: 'flag',
    attributes: 'object',
    pendingAttributes: 'object',
    password: 'object?',
    foreignPassword: 'object?',
    mfa: 'object?',
    softwareToken: 'object?',
    signedOutAt: 'number?',
    ...DATES,
  },

  named,

  async *of(stores, { id: userPoolId }) {
    const users = entriesOf(async (after: UserPageKey | undefined) => {
      const { users: entries, next } = await stores.users.list({ userPoolId, limit: PAGE, after })
      return { entries, next }
    })
    for await (const user of users) {
      const { sub, username, status, enabled, attributes, pendingAttributes, mfa, createdAt, modifiedAt } =
        user
      const { signedOutAt } = user
      const { password, foreignPassword } = await stores.credentials.find(userPoolId, sub)
      const { verified } = (await stores.softwareTokens.find(userPoolId, sub)) ?? {}
      yield {
        type: 'user',
        userPoolId,
        sub,
        username,
        status,
        enabled,
        attributes: Object.fromEntries(attributes),
        pendingAttributes: Object.fromEntries(pendingAttributes),
        password: password && toPasswordText(password),
        foreignPassword,
        mfa: hasMfaSettings(mfa) ? mfa : undefined,
        softwareToken: verified && toSoftwareTokenText(verified),
        signedOutAt,
        createdAt,
        modifiedAt,
      }
    }
  },

  async store(stores, record) {
    const { type: _, password, foreignPassword, mfa, softwareToken, signedOutAt, ...rest } = record
    const { attributes, pendingAttributes, ...user } = rest
    const pool = await poolOf(stores, record.userPoolId, named(record))
    const settled = await settleUser(stores, pool, {
      ...user,
      attributes: new Map(Object.entries(attributes)),
      pendingAttributes: new Map(Object.entries(pendingAttributes)),
      mfa: mfa ?? NO_MFA_SETTINGS,
      ...(signedOutAt !== undefined && { signedOutAt }),
    })
    if (settled !== 'made') return 'kept'
    if (password) await stores.credentials.setPassword(pool.id, user.sub, toStoredPassword(password))
    else if (foreignPassword) await stores.credentials.setForeignPassword(pool.id, user.sub, foreignPassword)
    if (softwareToken) {
      await stores.softwareTokens.setVerified(pool.id, user.sub, toVerifiedSecret(softwareToken))
    }
    return 'made'
  },
}

function named({ sub, userPoolId }: UserRecord): string {
  return `user ${sub} of user pool ${userPoolId}`
}
