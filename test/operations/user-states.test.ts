import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import * as sdk from '@aws-sdk/client-cognito-identity-provider'
import { registry } from '../../src/operations/registry.ts'
import { usePoolhouse } from '../support/poolhouse.ts'
import { newClient, newPool, newUser, PASSWORD } from '../support/pools.ts'
import { deviceOf, NO_DEVICE } from './devices/fixtures.ts'
import { changeUser, signIn, srpChallenge } from './sign-in/fixtures.ts'
import {
  ABOUT_EVENTS,
  type Actor,
  type Form,
  type InHand,
  PAIRS,
  type Pair,
  STATES,
  type State,
  WITHOUT_COUNTERPART,
} from './user-states.ts'
import { Post } from './users/world.ts'

const post = new Post()
const house = usePoolhouse({ messages: post })
const root = house.client()
let home: Home
/** Where the pool tracks devices. */
let tracking: Home
let serial = 0

type Home = Pick<Actor, 'UserPoolId' | 'ClientId'>

before(async () => {
  home = await newHome({})
  tracking = await newHome({ DeviceConfiguration: { ChallengeRequiredOnNewDevice: false } })
  const { UserPoolId } = home
  const sessions = { UserSessionTracking: 'ENABLED', TokenSession: { MaxPerUser: 20 } } as const
  await root.send(new sdk.SetUserPoolSessionConfigurationCommand({ UserPoolId, ...sessions }))
})

async function newHome(settings: Partial<sdk.CreateUserPoolCommandInput>): Promise<Home> {
  const UserPoolId = await newPool(root, { AutoVerifiedAttributes: ['email'], ...settings })
  return { UserPoolId, ClientId: (await newClient(root, UserPoolId)).id }
}

const NOTHING: InHand = {
  AccessToken: '',
  RefreshToken: '',
  SessionId: '',
  DeviceKey: '',
  ConfirmationCode: '',
  proof: {},
}

/** A new user who has what the pair needs, and is then put into the state. */
async function actorIn(state: State, needs: Pair['needs']): Promise<Actor> {
  const Username = `user-${serial++}`
  const there = needs === 'device' ? tracking : home
  const { UserPoolId } = there
  const sub = await newUser(root, UserPoolId, Username, {
    email: `${Username}@example.com`,
    email_verified: 'true',
  })
  const inHand = { ...NOTHING, ...(await prepared(there, Username, sub, needs)) }
  await changeUser(house, UserPoolId, sub, STATES[state])
  return { ...there, Username, ...inHand }
}

async function prepared(
  { UserPoolId, ClientId }: Home,
  Username: string,
  sub: string,
  needs: Pair['needs'],
): Promise<Partial<InHand>> {
  const user = { ClientId, Username }
  switch (needs) {
    case undefined:
      return {}
    case 'tokens':
      return tokensOf(ClientId, Username)
    case 'session': {
      const [former, tokens] = [await tokensOf(ClientId, Username), await tokensOf(ClientId, Username)]
      const { Sessions } = await root.send(new sdk.ListUserSessionsCommand(former))
      const other = Sessions?.find(({ IsCurrentSession }) => IsCurrentSession)
      return { ...tokens, SessionId: other?.SessionId ?? assert.fail('no session') }
    }
    case 'device': {
      const tokens = await tokensOf(ClientId, Username)
      await house.storage.stores.devices.insert(deviceOf({ userPoolId: UserPoolId, sub }))
      return { ...tokens, DeviceKey: NO_DEVICE }
    }
    case 'sign-up code':
      await changeUser(house, UserPoolId, sub, { status: 'UNCONFIRMED' })
      await root.send(new sdk.ResendConfirmationCodeCommand(user))
      await house.settled()
      return { ConfirmationCode: post.lastCode() }
    case 'reset code':
      await root.send(new sdk.ForgotPasswordCommand(user))
      await house.settled()
      return { ConfirmationCode: post.lastCode() }
    case 'proof': {
      const { responses } = await srpChallenge(root, UserPoolId, ClientId, Username, PASSWORD)
      return { proof: responses }
    }
  }
}

async function tokensOf(
  clientId: string,
  username: string,
): Promise<Pick<InHand, 'AccessToken' | 'RefreshToken'>> {
  const { AuthenticationResult } = await signIn(root, clientId, username, PASSWORD)
  const { AccessToken, RefreshToken } = AuthenticationResult ?? {}
  return AccessToken && RefreshToken ? { AccessToken, RefreshToken } : assert.fail('no tokens')
}

/** `ok`, the next challenge, or the error. */
async function answerTo([operation, more]: Form, actor: Actor): Promise<string> {
  // biome-ignore lint/performance/noDynamicNamespaceImportAccess: a test is not bundled
  const Command = sdk[`${operation}Command`] as new (input: object) => sdk.GetUserCommand
  try {
    const answer = await root.send(new Command({ ...actor, ...more?.(actor) }))
    return 'ChallengeName' in answer ? String(answer.ChallengeName) : 'ok'
  } catch (error) {
    const { name, message } = error as Error
    return `${name}: ${message}`.replaceAll(actor.Username, '<username>')
  }
}

describe('about a user in each state', () => {
  for (const { self, admin, needs, answers } of PAIRS) {
    const beside = needs ? ` with ${needs}` : ''
    test(`${self[0]}${beside} and ${admin[0]} answer what the table says`, async () => {
      const seen: Partial<Record<State, readonly string[]>> = {}
      const expected: typeof seen = {}
      for (const state of Object.keys(STATES) as State[]) {
        const bySelf = await answerTo(self, await actorIn(state, needs))
        const byAdmin = await answerTo(admin, await actorIn(state, needs))
        seen[state] = [bySelf, byAdmin]
        const answer = answers[state]
        expected[state] = typeof answer === 'string' ? [answer, answer] : answer
      }
      assert.deepEqual(seen, expected)
    })
  }
})

describe('the table', () => {
  const named = new Set<string>(PAIRS.flatMap(({ self, admin }) => [self[0], admin[0]]))

  test('has every operation that exists for users or for administrators on users', () => {
    const aboutUsers = Object.values(registry).filter(
      ({ name, access }) => access.kind !== 'iam' || name.startsWith('Admin'),
    )
    const missing = aboutUsers.map(({ name }) => name).filter((name) => !named.has(name))
    assert.deepEqual(missing.sort(), [...WITHOUT_COUNTERPART, ...ABOUT_EVENTS].sort())
  })

  test('leaves none out that has a counterpart by its name', () => {
    const withCounterpart = WITHOUT_COUNTERPART.filter((name) => {
      const counterpart = name.startsWith('Admin') ? name.slice('Admin'.length) : `Admin${name}`
      return Object.hasOwn(registry, counterpart)
    })
    assert.deepEqual(withCounterpart, [])
  })
})
