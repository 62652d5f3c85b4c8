import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { OperationName } from '../../src/contract/generated/types.ts'
import { model } from '../../src/contract/model.ts'
import { registry } from '../../src/operations/registry.ts'
import { usePoolhouse } from '../support/poolhouse.ts'
import { ALL_FLOWS, newClient, newPool, newUser, PASSWORD } from '../support/pools.ts'
import { refuses } from '../support/refuses.ts'
import { HIDING, prove, srpChallenge } from './sign-in/fixtures.ts'

// By which names users are found when they sign in, sign up or recover a password. The names that administrators may
// use are tested with each of their operations (users/world.ts).

const house = usePoolhouse()

/** A pool of each kind, with its client and a confirmed user who has a verified e-mail address. */
const KINDS = {
  'plain usernames': { settings: {}, takesSub: false },
  aliases: { settings: { AliasAttributes: ['email'] }, takesSub: false },
  'e-mail addresses as usernames': { settings: { UsernameAttributes: ['email'] }, takesSub: true },
} as const

interface World {
  readonly userPoolId: string
  readonly clientId: string
  readonly sub: string
}

const sent = (operation: OperationName, signed: boolean, input: (world: World, name: string) => object) => ({
  operation,
  async error(world: World, name: string): Promise<string | undefined> {
    const { json } = await house.call(operation, input(world, name), { signed })
    return json?.__type
  },
})

/** Every operation that names a user, except the administrators' operations on users. */
const OPERATIONS = [
  ...(['USER_PASSWORD_AUTH', 'USER_SRP_AUTH'] as const).map((AuthFlow) =>
    sent('InitiateAuth', false, ({ clientId }, USERNAME) => ({
      ClientId: clientId,
      AuthFlow,
      AuthParameters: { USERNAME, PASSWORD, SRP_A: '2' },
    })),
  ),
  sent('AdminInitiateAuth', true, ({ userPoolId, clientId }, USERNAME) => ({
    UserPoolId: userPoolId,
    ClientId: clientId,
    AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME, PASSWORD },
  })),
  ...[['RespondToAuthChallenge', false] as const, ['AdminRespondToAuthChallenge', true] as const].map(
    ([operation, signed]) =>
      sent(operation, signed, ({ userPoolId, clientId }, USERNAME) => ({
        UserPoolId: signed ? userPoolId : undefined,
        ClientId: clientId,
        ChallengeName: 'NEW_PASSWORD_REQUIRED',
        ChallengeResponses: { USERNAME, NEW_PASSWORD: PASSWORD },
        Session: 'x'.repeat(20),
      })),
  ),
  sent('ForgotPassword', false, ({ clientId }, Username) => ({ ClientId: clientId, Username })),
  sent('ConfirmForgotPassword', false, ({ clientId }, Username) => ({
    ClientId: clientId,
    Username,
    ConfirmationCode: '123456',
    Password: PASSWORD,
  })),
  sent('ConfirmSignUp', false, ({ clientId }, Username) => ({
    ClientId: clientId,
    Username,
    ConfirmationCode: '123456',
  })),
  sent('ResendConfirmationCode', false, ({ clientId }, Username) => ({ ClientId: clientId, Username })),
]

async function newWorld(settings: object): Promise<World> {
  const root = house.client()
  const userPoolId = await newPool(root, { AutoVerifiedAttributes: ['email'], ...settings })
  const { id: clientId } = await newClient(root, userPoolId, ALL_FLOWS)
  const byEmail = 'UsernameAttributes' in settings
  const email = 'alice@example.com'
  const sub = await newUser(root, userPoolId, byEmail ? email : 'alice', {
    ...(!byEmail && { email }),
    email_verified: 'true',
  })
  return { userPoolId, clientId, sub }
}

describe('a user who signs in, signs up or recovers a password', () => {
  for (const [kind, { settings, takesSub }] of Object.entries(KINDS)) {
    // D3
    test(`${takesSub ? 'is' : 'is not'} found by the sub in a pool with ${kind}`, async () => {
      const world = await newWorld(settings)
      for (const { operation, error } of OPERATIONS) {
        assert.equal(await error(world, 'nobody@example.com'), 'UserNotFoundException', operation)
        const known = kind === 'plain usernames' ? 'alice' : 'alice@example.com'
        assert.notEqual(await error(world, known), 'UserNotFoundException', operation)
        assert.equal((await error(world, world.sub)) !== 'UserNotFoundException', takesSub, operation)
      }
    })
  }

  test('is named by no operation that is not tested here', () => {
    // SignUp names nobody yet, and feedback takes a token that belongs to one user.
    const others = ['SignUp', 'UpdateAuthEventFeedback']
    const looked = new Set<string>([...OPERATIONS.map(({ operation }) => operation), ...others])
    const naming = Object.values(registry).filter(({ name, access }) => {
      const { input } = model.operations[name] ?? assert.fail(name)
      const shape = model.shapes[input]
      const names = shape?.type === 'structure' ? Object.keys(shape.members) : []
      const open = access.kind === 'anyone' && names.includes('Username')
      return open || names.includes('AuthParameters') || names.includes('ChallengeResponses')
    })
    assert.deepEqual(
      naming.map(({ name }) => name).filter((name) => !looked.has(name)),
      [],
    )
  })
})

describe('a sub', () => {
  // D3
  test('is unknown to a client that hides whether users exist', async () => {
    const world = await newWorld({})
    const root = house.client()
    const { id } = await newClient(root, world.userPoolId, HIDING)
    const { parameters, responses } = await srpChallenge(root, world.userPoolId, id, world.sub, PASSWORD)
    assert.equal(parameters.USER_ID_FOR_SRP, world.sub)
    const proof = prove(root, id, responses)
    await refuses(proof, 'NotAuthorizedException', 'Incorrect username or password.')
  })
})
