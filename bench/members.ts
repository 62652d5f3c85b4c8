import type { Operations } from '../src/contract/generated/types.ts'
import { CONTACT, type Fixture, newClient, PASSWORD, several } from './fixture.ts'

/** A user of a new pool who is signed in. */
export interface Member {
  readonly user: { readonly UserPoolId: string; readonly Username: string }
  readonly AccessToken: string
  /** Of the device that the sign-in made, in a pool that tracks them. */
  readonly DeviceKey: string
}

export interface Membership {
  readonly UserPoolId: string
  readonly ClientId: string
  readonly members: readonly Member[]
}

type Settings = Omit<Operations['CreateUserPool']['input'], 'PoolName'>
type FactorSettings = Omit<Operations['SetUserPoolMfaConfig']['input'], 'UserPoolId'>

/** So many users of a new pool with these settings. */
export async function newMembers(
  fixture: Fixture,
  count: number,
  settings: Settings = {},
  factors?: FactorSettings,
): Promise<Membership> {
  const { call } = fixture
  const { UserPool } = await call('CreateUserPool', { PoolName: 'bench-members', ...settings })
  const UserPoolId = UserPool?.Id ?? ''
  if (factors) await call('SetUserPoolMfaConfig', { UserPoolId, ...factors })
  const ClientId = await newClient(fixture, UserPoolId)
  const members = await several(count, async (index) => {
    const user = { UserPoolId, Username: `user-${index}` }
    await call('AdminCreateUser', { ...user, UserAttributes: CONTACT, MessageAction: 'SUPPRESS' })
    await call('AdminSetUserPassword', { ...user, Password: PASSWORD, Permanent: true })
    const { AuthenticationResult } = await call('InitiateAuth', {
      ClientId,
      AuthFlow: 'USER_PASSWORD_AUTH',
      AuthParameters: { USERNAME: user.Username, PASSWORD },
    })
    const { AccessToken = '', NewDeviceMetadata } = AuthenticationResult ?? {}
    return { user, AccessToken, DeviceKey: NewDeviceMetadata?.DeviceKey ?? '' }
  })
  return { UserPoolId, ClientId, members }
}
