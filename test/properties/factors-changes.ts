import {
  AdminDeleteSoftwareTokenCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  type CognitoIdentityProviderClient,
} from '@aws-sdk/client-cognito-identity-provider'
import { newSecret, secretText } from '../../src/domain/factors/totp.ts'
import { systemEntropy } from '../../src/kernel/entropy.ts'
import { setMfa } from '../support/mfa.ts'
import type { Poolhouse } from '../support/poolhouse.ts'
import { list } from '../support/pools.ts'
import type { Account, Pool } from './factors-model.ts'
import type { Change, Configuration } from './factors-steps.ts'

// What the administrator of a pool changes between two steps, on the server and in the model.

let made = 0

export async function configure(
  root: CognitoIdentityProviderClient,
  pool: Pool,
  [mfa, offers]: Configuration,
): Promise<void> {
  await setMfa(root, pool.id, mfa, offers)
  Object.assign(pool, { mfa, offers })
}

export async function changeAccount(
  house: Poolhouse,
  root: CognitoIdentityProviderClient,
  account: Account,
  change: Change,
) {
  const user = { UserPoolId: account.pool.id, Username: account.name }
  switch (change.what) {
    case 'password': {
      const Password = newPassword()
      await root.send(new AdminSetUserPasswordCommand({ ...user, Password, Permanent: change.isPermanent }))
      const revision = account.revision + 1
      Object.assign(account, { password: Password, revision, invited: !change.isPermanent, failures: 0 })
      return
    }
    case 'enable':
      await root.send(new AdminEnableUserCommand(user))
      account.enabled = true
      return
    case 'disable':
      await root.send(new AdminDisableUserCommand(user))
      account.enabled = false
      return
    case 'register app':
      return registerApp(house, account)
    case 'delete app':
      await root.send(new AdminDeleteSoftwareTokenCommand(user))
      Object.assign(account, { app: undefined, pending: undefined })
      account.activated.delete('t')
      if (account.preferred === 't') account.preferred = undefined
      return
    case 'add contact':
    case 'remove contact': {
      const value = change.what === 'add contact' ? newContact(change.factor) : ''
      const attributes = { [change.factor === 's' ? 'phone_number' : 'email']: value }
      await root.send(new AdminUpdateUserAttributesCommand({ ...user, UserAttributes: list(attributes) }))
      account.contacts[change.factor] = value || undefined
      return
    }
    case 'prefer':
      return prefer(root, account, change)
  }
}

/** As an import does. */
async function registerApp({ storage }: Poolhouse, account: Account): Promise<void> {
  const secret = newSecret(systemEntropy)
  const verified = { secret, name: undefined, lastUsedStep: 0 }
  await storage.transaction((stores) =>
    stores.softwareTokens.setVerified(account.pool.id, account.sub, verified),
  )
  account.app = { secret: secretText(secret), used: 0 }
}

/** A factor that the user does not have can't be activated. */
async function prefer(
  root: CognitoIdentityProviderClient,
  account: Account,
  { factor, on, preferred }: Extract<Change, { readonly what: 'prefer' }>,
): Promise<void> {
  if (on && (factor === 't' ? account.app : account.contacts[factor]) === undefined) return
  const isPreferred = on && preferred
  const settings = { [SETTINGS[factor]]: { Enabled: on, PreferredMfa: isPreferred } }
  const user = { UserPoolId: account.pool.id, Username: account.name }
  await root.send(new AdminSetUserMFAPreferenceCommand({ ...user, ...settings }))
  if (on) account.activated.add(factor)
  else account.activated.delete(factor)
  if (isPreferred) account.preferred = factor
  else if (account.preferred === factor) account.preferred = undefined
}

const SETTINGS = { s: 'SMSMfaSettings', t: 'SoftwareTokenMfaSettings', e: 'EmailMfaSettings' } as const

export function newContact(factor: 's' | 'e'): string {
  made++
  return factor === 's' ? `+1${2_065_550_000 + made}` : `user-${made}@example.com`
}

export function newPassword(): string {
  return `Chosen-Horse-${++made}`
}
