import { type Fixture, newClient, PASSWORD, several } from '../fixture.ts'
import { type Member, newMembers } from '../members.ts'
import { cycled, type Scenario, scenario } from '../scenario.ts'

const ONCE = 100
const FEW = 20

const TRACKED = {
  DeviceConfiguration: { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt: false },
}

const DEVICES = 1000
/** The most that a page holds. */
const PAGE = 60

/** Of no device that could sign in. */
const VERIFIER = {
  PasswordVerifier: Buffer.alloc(384, 7).toString('base64'),
  Salt: Buffer.alloc(16, 7).toString('base64'),
}

const USERNAME = 'collector'

/** A user of a new pool with a thousand devices. Returns the tokens of all pages, the first one's included. */
async function collector(fixture: Fixture) {
  const { call } = fixture
  const { UserPool } = await call('CreateUserPool', { PoolName: 'bench-devices', ...TRACKED })
  const UserPoolId = UserPool?.Id ?? ''
  const ClientId = await newClient(fixture, UserPoolId)
  const user = { UserPoolId, Username: USERNAME }
  await call('AdminCreateUser', { ...user, MessageAction: 'SUPPRESS' })
  await call('AdminSetUserPassword', { ...user, Password: PASSWORD, Permanent: true })
  await several(DEVICES, async () => {
    const AuthParameters = { USERNAME, PASSWORD }
    const { AuthenticationResult } = await call('InitiateAuth', {
      ...{ ClientId, AuthFlow: 'USER_PASSWORD_AUTH', AuthParameters },
    })
    const { AccessToken = '', NewDeviceMetadata } = AuthenticationResult ?? {}
    const DeviceKey = NewDeviceMetadata?.DeviceKey ?? ''
    await call('ConfirmDevice', { AccessToken, DeviceKey, DeviceSecretVerifierConfig: VERIFIER })
  })
  const tokens: (string | undefined)[] = []
  let token: string | undefined
  do {
    tokens.push(token)
    token = (await call('AdminListDevices', { ...user, Limit: PAGE, PaginationToken: token })).PaginationToken
  } while (token !== undefined)
  return { user, tokens }
}

const confirmation = ({ AccessToken, DeviceKey }: Member) => ({
  ...{ AccessToken, DeviceKey, DeviceSecretVerifierConfig: VERIFIER },
})

/** So many users, each with one device that is confirmed. */
async function owners(fixture: Fixture, count: number): Promise<readonly Member[]> {
  const { members } = await newMembers(fixture, count, TRACKED)
  await several(count, (index) => fixture.call('ConfirmDevice', confirmation(cycled(members, index))))
  return members
}

const ofToken = ({ AccessToken, DeviceKey }: Member) => ({ AccessToken, DeviceKey })
const ofUser = ({ user, DeviceKey }: Member) => ({ ...user, DeviceKey })

const DeviceRememberedStatus = 'not_remembered'

export const deviceScenarios: readonly Scenario[] = [
  scenario('ConfirmDevice', async (fixture) => {
    const { members } = await newMembers(fixture, ONCE, TRACKED)
    return { atMost: ONCE, input: (index) => confirmation(cycled(members, index)) }
  }),
  scenario('GetDevice', async (fixture) => {
    const all = await owners(fixture, FEW)
    return { input: (index) => ofToken(cycled(all, index)) }
  }),
  scenario('ListDevices', async (fixture) => {
    const all = await owners(fixture, FEW)
    return { input: (index) => ({ AccessToken: cycled(all, index).AccessToken }) }
  }),
  scenario('UpdateDeviceStatus', async (fixture) => {
    const all = await owners(fixture, FEW)
    return { input: (index) => ({ ...ofToken(cycled(all, index)), DeviceRememberedStatus }) }
  }),
  scenario('ForgetDevice', async (fixture) => {
    const all = await owners(fixture, ONCE)
    return { atMost: ONCE, input: (index) => ofToken(cycled(all, index)) }
  }),
  scenario('AdminGetDevice', async (fixture) => {
    const all = await owners(fixture, FEW)
    return { input: (index) => ofUser(cycled(all, index)) }
  }),
  scenario('AdminUpdateDeviceStatus', async (fixture) => {
    const all = await owners(fixture, FEW)
    return { input: (index) => ({ ...ofUser(cycled(all, index)), DeviceRememberedStatus }) }
  }),
  scenario('AdminForgetDevice', async (fixture) => {
    const all = await owners(fixture, ONCE)
    return { atMost: ONCE, input: (index) => ofUser(cycled(all, index)) }
  }),
  scenario(
    'AdminListDevices',
    async (fixture) => {
      const { user, tokens } = await collector(fixture)
      return {
        input: (index) => ({ ...user, Limit: PAGE, PaginationToken: cycled(tokens, index) }),
      }
    },
    'any page of 1,000',
  ),
  scenario(
    'AdminListDevices',
    async (fixture) => {
      const { user } = await collector(fixture)
      return { input: () => ({ ...user, Limit: PAGE }) }
    },
    'first page of 1,000',
  ),
]
