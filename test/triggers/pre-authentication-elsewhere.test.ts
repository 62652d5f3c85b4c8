// PreAuthentication for users whose passwords come from elsewhere: a former pool, or a file of users.
import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import { hash as bcrypt } from '@node-rs/bcrypt'
import { userOf } from '../stores/pool-of-users.ts'
import { functionArn, thrown, useFunctions } from '../support/functions.ts'
import { HIDING, useJourneys } from '../support/journeys.ts'
import { usePoolhouse } from '../support/poolhouse.ts'
import { newPool, newUser, PASSWORD } from '../support/pools.ts'

const REFUSED = ['UserLambdaValidationException', 'PreAuthentication failed with error Not today.']
const WRONG = ['NotAuthorizedException', 'Incorrect username or password.']
const preAuthentication = functionArn('pre-authentication')

describe('PreAuthentication', () => {
  const functions = useFunctions()
  const old = usePoolhouse()
  const it = useJourneys({ functions: { functions: functions.named('pre-authentication') } })
  let pool: string
  let client: string

  beforeEach(async () => {
    functions.set('pre-authentication', (event) => event)
    functions.events()
  })

  const signIn = (USERNAME: string, password = PASSWORD) => ({
    ClientId: client,
    AuthFlow: 'USER_PASSWORD_AUTH',
    AuthParameters: { USERNAME, PASSWORD: password },
  })

  /** A pool without users here, and with `alice` in the former pool. Returns her `sub`. */
  async function movedPool(settings: object = {}): Promise<string> {
    const root = old.client()
    pool = await newPool(root)
    const sub = await newUser(root, pool, 'alice', { email: 'alice@example.com' })
    const there = await newClientThere(pool)
    const former = (await old.storage.stores.userPools.find(pool)) ?? assert.fail('no pool')
    const lambdaConfig = { ...former.settings.lambdaConfig, preAuthentication }
    await it.house.storage.transaction(async (stores) => {
      await stores.userPools.insert({ ...former, settings: { ...former.settings, lambdaConfig } })
      await stores.formerPools.save({
        userPoolId: pool,
        region: 'us-east-1',
        endpoint: old.url,
        clientId: there,
        flow: 'USER_PASSWORD_AUTH',
      })
    })
    client = await it.newClient(pool, settings)
    return sub
  }

  /** A client of the former pool. */
  async function newClientThere(UserPoolId: string): Promise<string> {
    const ExplicitAuthFlows = ['ALLOW_USER_PASSWORD_AUTH']
    const { json } = await old.call('CreateUserPoolClient', {
      UserPoolId,
      ClientName: 'c',
      ExplicitAuthFlows,
    })
    return json.UserPoolClient.ClientId
  }

  test('is called right after a user was brought in from the former pool, and once', async () => {
    const sub = await movedPool(HIDING)
    await it.ok('InitiateAuth', signIn('alice'))
    const [{ request, userName }, ...rest] = functions.events()
    assert.deepEqual(rest, [])
    assert.equal(userName, 'alice')
    assert.equal(request.userAttributes.sub, sub)
    assert.equal(request.userNotFound, false)
  })

  test('refuses a user who was brought in; the user stays, and may come in later', async () => {
    await movedPool()
    functions.set('pre-authentication', thrown('Not today'))
    assert.deepEqual(await it.refusal('InitiateAuth', signIn('alice')), REFUSED)
    assert.equal((await it.look(pool, 'alice')).status, 'CONFIRMED')
    functions.set('pre-authentication', (event) => event)
    await it.ok('InitiateAuth', signIn('alice'))
  })

  test('is asked about a stranger only where users are hidden, if the former pool refuses', async () => {
    await movedPool()
    assert.deepEqual(await it.refusal('InitiateAuth', signIn('alice', 'Wrong-Horse-7')), WRONG)
    assert.deepEqual(functions.events(), [])
    client = await it.newClient(pool, HIDING)
    assert.deepEqual(await it.refusal('InitiateAuth', signIn('alice', 'Wrong-Horse-7')), WRONG)
    const [{ request }] = functions.events()
    assert.deepEqual(request, { userAttributes: {}, validationData: null, userNotFound: true })
  })

  test('is called before the hash of an imported user is looked at, and its error counts as no guess', async () => {
    pool = await it.newPool({ LambdaConfig: { PreAuthentication: preAuthentication } })
    client = await it.newClient(pool)
    const hash = await bcrypt(PASSWORD, 4)
    const bob = userOf(pool, 'bob')
    await it.house.storage.transaction(async (stores) => {
      await stores.users.insert(bob)
      await stores.credentials.setForeignPassword(pool, bob.sub, { algorithm: 'BCRYPT', hash })
    })
    functions.set('pre-authentication', thrown('Not today'))
    for (let guess = 0; guess < 6; guess++) {
      assert.deepEqual(await it.refusal('InitiateAuth', signIn('bob')), REFUSED)
    }
    functions.set('pre-authentication', (event) => event)
    functions.events()
    await it.ok('InitiateAuth', signIn('bob'))
    assert.equal(functions.events().length, 1)
  })
})
