import {
  AdminDeleteSoftwareTokenCommand,
  AdminDisableUserCommand,
  AdminEnableUserCommand,
  AdminForgetDeviceCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserPasswordCommand,
  AdminUpdateUserAttributesCommand,
  type CognitoIdentityProviderClient,
  ConfirmDeviceCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { newSecret, secretText } from '../../src/domain/factors/totp.ts'
import { systemEntropy } from '../../src/kernel/entropy.ts'
import { setMfa } from '../support/mfa.ts'
import type { Poolhouse } from '../support/poolhouse.ts'
import { list } from '../support/pools.ts'
import { quickPower } from '../support/quick-power.ts'
import { deviceVerifier } from '../support/srp-client.ts'
import type { Account, Pool } from './factors-model.ts'
import type { Change, Configuration } from './factors-steps.ts'

// What the administrator of a pool changes between two steps, on the server and in the model.

let made = 0

export async function configure(
  root: CognitoIdentityProviderClient,
  pool: Pool,
  [wanted, offers]: Configuration,
): Promise<void> {
  // AWS: where codes are first factors, a second factor can't be required.
  const mfa = wanted === 'ON' && pool.hasChoice ? 'OPTIONAL' : wanted
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
      const invited = !change.isPermanent
      Object.assign(account, { password: Password, revision, invited, failures: 0, tokens: undefined })
      return
    }
    case 'enable':
      await root.send(new AdminEnableUserCommand(user))
      account.enabled = true
      return
    case 'disable':
      await root.send(new AdminDisableUserCommand(user))
      Object.assign(account, { enabled: false, tokens: undefined })
      return
    case 'forget device':
      if (!account.device) return
      await root.send(new AdminForgetDeviceCommand({ ...user, DeviceKey: account.device.DeviceKey }))
      Object.assign(account, { device: undefined, tokens: undefined })
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

/** Confirms the device of the user's newest tokens, which is remembered from then on. */
export async function rememberDevice(root: CognitoIdentityProviderClient, account: Account): Promise<void> {
  const { AccessToken, NewDeviceMetadata } = account.tokens ?? {}
  const { DeviceKey, DeviceGroupKey = '' } = NewDeviceMetadata ?? {}
  if (!AccessToken || !DeviceKey || account.device) return // the model follows one device of a user at a time
  const password = newPassword()
  const DeviceSecretVerifierConfig = deviceVerifier({ DeviceKey, DeviceGroupKey }, password, quickPower)
  await root.send(new ConfirmDeviceCommand({ AccessToken, DeviceKey, DeviceSecretVerifierConfig }))
  Object.assign(account, { device: { DeviceKey, DeviceGroupKey, password }, tokens: undefined })
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
