import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import {
  AdminDeleteUserCommand,
  AdminDisableUserCommand,
  AdminGetUserCommand,
  AdminRespondToAuthChallengeCommand,
  AdminSetUserPasswordCommand,
  type ChallengeNameType,
  type CognitoIdentityProviderClient,
  InitiateAuthCommand,
  RespondToAuthChallengeCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { secretHash } from '../../../src/domain/credentials/secret-hash.ts'
import { MINUTE } from '../../../src/kernel/clock.ts'
import { type Poolhouse, startPoolhouse } from '../../support/poolhouse.ts'
import {
  ALL_FLOWS,
  inviteUser,
  newClient,
  newPool,
  newUser,
  PASSWORD,
  TEMPORARY,
} from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { claim, claimKey, integer, sha256, shortest, srpClient, timestamp } from '../../support/srp-client.ts'
import { tickingClock } from '../../support/ticking-clock.ts'
import { changeUser, chooseNewPassword, HIDING, prove, signIn, srpChallenge, WRONG } from './fixtures.ts'

const INCORRECT = 'Incorrect username or password.'
const INVALID = 'Invalid session for the user.'
const USED = 'Invalid session for the user, session can only be used once.'

let house: Poolhouse
let root: CognitoIdentityProviderClient
let pool: string
let client: string

before(async () => {
  house = await startPoolhouse({ clock: tickingClock() })
  root = house.client()
  pool = await newPool(root)
  client = (await newClient(root, pool)).id
  await newUser(root, pool)
})
after(() => house.close())

/** Moves all clocks on. */
function passTime(milliseconds: number): void {
  house.passTime(milliseconds)
  shift += milliseconds
}
let shift = 0
const now = () => Date.now() + shift

const invalid = (call: Promise<unknown>, message: string) =>
  refuses(call, 'InvalidParameterException', message)
const unauthorized = (call: Promise<unknown>, message: string) =>
  refuses(call, 'NotAuthorizedException', message)

function claims(token: string | undefined): Record<string, unknown> {
  return JSON.parse(Buffer.from(token?.split('.')[1] ?? '', 'base64url').toString())
}

function respond(
  ChallengeName: ChallengeNameType,
  ChallengeResponses: Record<string, string>,
  Session?: string,
) {
  return root.send(
    new RespondToAuthChallengeCommand({ ClientId: client, ChallengeName, ChallengeResponses, Session }),
  )
}

describe('access', () => {
  test('looks at no signature', async () => {
    const { responses } = await srpChallenge(root, pool, client, 'alice', PASSWORD)
    const input = { ClientId: client, ChallengeName: 'PASSWORD_VERIFIER', ChallengeResponses: responses }
    assert.equal((await house.call('RespondToAuthChallenge', input, { signed: false })).status, 200)
  })
})

describe('validation', () => {
  test('reports an unknown challenge and a session that is too short', async () => {
    const input = { ClientId: client, ChallengeName: 'GUESS', Session: 'short' }
    const { json } = await house.call('RespondToAuthChallenge', input, { signed: false })
    assert.equal(json.__type, 'InvalidParameterException')
    assert.match(json.message, /'GUESS' at 'challengeName' failed .*: Member must satisfy enum value set/)
    assert.match(json.message, /at 'session' failed .*: Member must have length greater than or equal to 20/)
  })

  test('refuses a client that does not exist', () =>
    refuses(
      prove(root, '0123456789abcdefghijklmnop', {}),
      'ResourceNotFoundException',
      'User pool client 0123456789abcdefghijklmnop does not exist.',
    ))

  const proof = {
    USERNAME: 'alice',
    PASSWORD_CLAIM_SECRET_BLOCK: 'AAAA',
    PASSWORD_CLAIM_SIGNATURE: 'AAAA',
    TIMESTAMP: timestamp(Date.now()),
  }
  for (const name of Object.keys(proof)) {
    test(`asks for ${name} in the answer to PASSWORD_VERIFIER`, () =>
      invalid(prove(root, client, { ...proof, [name]: '' }), `Missing required parameter ${name}`))
  }

  test('asks for name, password and session in the answer to NEW_PASSWORD_REQUIRED', async () => {
    for (const [parameters, missing] of [
      [{}, 'USERNAME'],
      [{ USERNAME: 'alice' }, 'NEW_PASSWORD'],
      [{ USERNAME: 'alice', NEW_PASSWORD: PASSWORD }, 'Session'],
    ] as const) {
      const call = chooseNewPassword(root, client, undefined, parameters)
      await invalid(call, `Missing required parameter ${missing}`)
    }
  })

  test('refuses a timestamp of another form', () =>
    invalid(
      prove(root, client, { ...proof, TIMESTAMP: new Date().toISOString() }),
      'TIMESTAMP format should be EEE MMM d HH:mm:ss z yyyy in english.',
    ))

  for (const name of ['PASSWORD_CLAIM_SECRET_BLOCK', 'PASSWORD_CLAIM_SIGNATURE']) {
    test(`refuses a ${name} that is no base64, of users and strangers alike`, async () => {
      for (const USERNAME of ['alice', 'nobody']) {
        await invalid(prove(root, client, { ...proof, USERNAME, [name]: 'AA-_' }), `Invalid ${name}`)
      }
    })
  }

  test('knows no session for challenges that are never presented', async () => {
    const name = 'ADMIN_NO_SRP_AUTH'
    await invalid(respond(name, {}), 'Missing required parameter USERNAME')
    await invalid(respond(name, { USERNAME: 'alice' }), 'Missing required parameter Session')
    await unauthorized(respond(name, { USERNAME: 'alice' }, 'x'.repeat(20)), INVALID)
  })

  test('asks for the parameters of a custom challenge, and knows no session that was not presented', async () => {
    const name = 'CUSTOM_CHALLENGE'
    await invalid(respond(name, {}), 'Missing required parameter USERNAME')
    await invalid(respond(name, { USERNAME: 'alice' }), 'Missing required parameter ANSWER')
    await invalid(respond(name, { USERNAME: 'alice', ANSWER: '' }), 'Missing required parameter Session')
    await unauthorized(respond(name, { USERNAME: 'alice', ANSWER: 'a' }, 'x'.repeat(20)), INVALID)
  })
})

describe('behaviour: PASSWORD_VERIFIER', () => {
  test('gives tokens for a proof without a session, by arithmetic of the client’s own', async () => {
    const srp = srpClient(pool)
    const { responses, session } = await srpChallenge(root, pool, client, 'alice', PASSWORD, { srp })
    assert.equal(session, undefined)
    const { AuthenticationResult, ChallengeParameters, ChallengeName } = await prove(root, client, responses)
    assert.equal(ChallengeName, undefined)
    assert.deepEqual(ChallengeParameters, {})
    assert.equal(claims(AuthenticationResult?.AccessToken).username, 'alice')
  })

  test('takes a proof in a client without explicit flows', async () => {
    const { id } = await newClient(root, pool, {})
    const { responses } = await srpChallenge(root, pool, id, 'alice', PASSWORD)
    assert.ok((await prove(root, id, responses)).AuthenticationResult)
  })

  test('asks for the hash of a client with a secret', async () => {
    const { id, secret } = await newClient(root, pool, { ...ALL_FLOWS, GenerateSecret: true })
    const hash = secretHash(secret, 'alice', id)
    const { responses } = await srpChallenge(root, pool, id, 'alice', PASSWORD, { now: now(), hash })
    const { SECRET_HASH, ...without } = responses
    const missing = `Client ${id} is configured with secret but SECRET_HASH was not received`
    await unauthorized(prove(root, id, without), missing)
    const wrong = { ...responses, SECRET_HASH: `${SECRET_HASH}x` }
    await unauthorized(prove(root, id, wrong), `Unable to verify secret hash for client ${id}`)
    assert.ok((await prove(root, id, responses)).AuthenticationResult)
  })

  test('signs in where the name sent is an alias', async () => {
    const byEmail = await newPool(root, { UsernameAttributes: ['email'] })
    const { id } = await newClient(root, byEmail)
    const sub = await newUser(root, byEmail, 'a@example.com')
    const { parameters, responses } = await srpChallenge(root, byEmail, id, 'a@example.com', PASSWORD)
    assert.deepEqual([parameters.USERNAME, parameters.USER_ID_FOR_SRP], [sub, sub])
    const { AuthenticationResult } = await prove(root, id, responses)
    assert.equal(claims(AuthenticationResult?.AccessToken).sub, sub)
  })

  test('refuses a wrong proof, of a user as of a stranger', async () => {
    const { id } = await newClient(root, pool, HIDING)
    for (const name of ['alice', 'nobody']) {
      const { responses } = await srpChallenge(root, pool, id, name, PASSWORD)
      const zero = Buffer.alloc(32).toString('base64')
      await unauthorized(prove(root, id, { ...responses, PASSWORD_CLAIM_SIGNATURE: zero }), INCORRECT)
    }
    const { responses } = await srpChallenge(root, pool, id, 'nobody', PASSWORD)
    await unauthorized(prove(root, id, responses), INCORRECT)
    const { responses: wrong } = await srpChallenge(root, pool, client, 'alice', WRONG)
    await unauthorized(prove(root, client, wrong), INCORRECT)
  })

  test('refuses a proof made with A = 0, whose shared secret everybody knows', async () => {
    const { ChallengeParameters = {} } = await root.send(
      new InitiateAuthCommand({
        ClientId: client,
        AuthFlow: 'USER_SRP_AUTH',
        AuthParameters: { USERNAME: 'alice', SRP_A: '0' },
      }),
    )
    const { SRP_B = '', SECRET_BLOCK = '' } = ChallengeParameters
    const u = integer(sha256(shortest(0n), shortest(BigInt(`0x${SRP_B}`))))
    const TIMESTAMP = timestamp(now())
    const name = pool.split('_')[1] ?? ''
    const call = prove(root, client, {
      USERNAME: 'alice',
      PASSWORD_CLAIM_SECRET_BLOCK: SECRET_BLOCK,
      PASSWORD_CLAIM_SIGNATURE: claim(claimKey(0n, u), name, 'alice', SECRET_BLOCK, TIMESTAMP),
      TIMESTAMP,
    })
    await unauthorized(call, INCORRECT)
  })

  test('takes a proof once, right or wrong', async () => {
    const { responses } = await srpChallenge(root, pool, client, 'alice', PASSWORD)
    await prove(root, client, responses)
    await unauthorized(prove(root, client, responses), INCORRECT)
    const { responses: other } = await srpChallenge(root, pool, client, 'alice', PASSWORD)
    const zero = Buffer.alloc(32).toString('base64')
    await unauthorized(prove(root, client, { ...other, PASSWORD_CLAIM_SIGNATURE: zero }), INCORRECT)
    await unauthorized(prove(root, client, other), INCORRECT)
  })

  test('does not count a replayed proof as a failure', async () => {
    await newUser(root, pool, 'replayed')
    const { responses } = await srpChallenge(root, pool, client, 'replayed', PASSWORD)
    await prove(root, client, responses)
    for (let i = 0; i < 6; i++) await unauthorized(prove(root, client, responses), INCORRECT)
    assert.ok((await signIn(root, client, 'replayed', PASSWORD)).AuthenticationResult)
  })

  test('does not count a wrong proof with a spent block as a failure', async () => {
    await newUser(root, pool, 'respent')
    const { responses } = await srpChallenge(root, pool, client, 'respent', PASSWORD)
    await prove(root, client, responses)
    const wrong = { ...responses, PASSWORD_CLAIM_SIGNATURE: Buffer.alloc(32).toString('base64') }
    for (let i = 0; i < 6; i++) await unauthorized(prove(root, client, wrong), INCORRECT)
    assert.ok((await signIn(root, client, 'respent', PASSWORD)).AuthenticationResult)
  })

  test('refuses a secret block of another user, client or pool, one that was changed and one never issued', async () => {
    await newUser(root, pool, 'bob')
    const { id: sibling } = await newClient(root, pool)
    const { parameters, responses } = await srpChallenge(root, pool, client, 'alice', PASSWORD)
    await unauthorized(prove(root, client, { ...responses, USERNAME: 'bob' }), INCORRECT)
    await unauthorized(prove(root, sibling, responses), INCORRECT)
    const block = Buffer.from(parameters.SECRET_BLOCK ?? '', 'base64')
    block[40] = (block[40] ?? 0) ^ 1
    const forged = { ...responses, PASSWORD_CLAIM_SECRET_BLOCK: block.toString('base64') }
    await unauthorized(prove(root, client, forged), INCORRECT)
    const neverIssued = { ...responses, PASSWORD_CLAIM_SECRET_BLOCK: 'AAAA' }
    await unauthorized(prove(root, client, neverIssued), INCORRECT)
    assert.ok((await prove(root, client, responses)).AuthenticationResult)
  })

  test('refuses a proof of another time', async () => {
    for (const away of [-6 * MINUTE, 6 * MINUTE]) {
      const { responses } = await srpChallenge(root, pool, client, 'alice', PASSWORD, { now: now() + away })
      await unauthorized(prove(root, client, responses), INCORRECT)
    }
  })

  test('tells only who knows the password what is wrong with the user', async () => {
    for (const [name, change, error, message] of [
      ['disabled', { enabled: false }, 'NotAuthorizedException', 'User is disabled.'],
      [
        'reset',
        { status: 'RESET_REQUIRED' },
        'PasswordResetRequiredException',
        'Password reset required for the user',
      ],
    ] as const) {
      await changeUser(house, pool, await newUser(root, pool, `srp-${name}`), change)
      const wrong = await srpChallenge(root, pool, client, `srp-${name}`, WRONG)
      await unauthorized(prove(root, client, wrong.responses), INCORRECT)
      const right = await srpChallenge(root, pool, client, `srp-${name}`, PASSWORD)
      await refuses(prove(root, client, right.responses), error, message)
    }
  })

  // D1
  test('tells an unconfirmed user whatever the proof, unless the client hides who exists', async () => {
    const { id } = await newClient(root, pool, HIDING)
    const sub = await newUser(root, pool, 'srp-unconfirmed')
    await changeUser(house, pool, sub, { status: 'UNCONFIRMED' })
    const notConfirmed = ['UserNotConfirmedException', 'User is not confirmed.'] as const
    for (const password of [WRONG, PASSWORD]) {
      const { responses } = await srpChallenge(root, pool, client, 'srp-unconfirmed', password)
      await refuses(prove(root, client, responses), ...notConfirmed)
    }
    const wrong = await srpChallenge(root, pool, id, 'srp-unconfirmed', WRONG)
    await unauthorized(prove(root, id, wrong.responses), INCORRECT)
    const right = await srpChallenge(root, pool, id, 'srp-unconfirmed', PASSWORD)
    await refuses(prove(root, id, right.responses), ...notConfirmed)
  })

  // D2
  test('refuses a right proof over a time that is not written as the service writes it', async () => {
    const at = Date.UTC(2026, 8, 5, 13, 50, 15) // a Saturday
    const other = await startPoolhouse()
    other.passTime(at - Date.now())
    try {
      const anybody = other.client()
      const userPoolId = await newPool(anybody)
      const { id } = await newClient(anybody, userPoolId)
      await newUser(anybody, userPoolId)
      const proven = async (text: string) => {
        const { responses } = await srpChallenge(anybody, userPoolId, id, 'alice', PASSWORD, { text })
        return prove(anybody, id, responses)
      }
      await unauthorized(proven('Sat Sep 05 13:50:15 UTC 2026'), INCORRECT)
      await unauthorized(proven('Fri Sep 5 13:50:15 UTC 2026'), INCORRECT)
      assert.ok((await proven('Sat Sep 5 13:50:15 UTC 2026')).AuthenticationResult)
    } finally {
      await other.close()
    }
  })

  test('says that the user was deleted meanwhile, unless the client hides who exists', async () => {
    const { id } = await newClient(root, pool, HIDING)
    await newUser(root, pool, 'short-lived')
    const open = await srpChallenge(root, pool, client, 'short-lived', PASSWORD)
    const hidden = await srpChallenge(root, pool, id, 'short-lived', PASSWORD)
    await root.send(new AdminDeleteUserCommand({ UserPoolId: pool, Username: 'short-lived' }))
    const call = prove(root, client, open.responses)
    await refuses(call, 'UserNotFoundException', 'User does not exist.')
    await unauthorized(prove(root, id, hidden.responses), INCORRECT)
  })

  test('counts wrong proofs as wrong passwords', async () => {
    await newUser(root, pool, 'srp-locked')
    for (let i = 0; i < 5; i++) {
      const { responses } = await srpChallenge(root, pool, client, 'srp-locked', WRONG)
      await unauthorized(prove(root, client, responses), INCORRECT)
    }
    const { responses } = await srpChallenge(root, pool, client, 'srp-locked', PASSWORD)
    await unauthorized(prove(root, client, responses), 'Password attempts exceeded')
  })

  test('asks whoever proves a temporary password for a new one', async () => {
    await inviteUser(root, pool, 'srp-invited')
    const { responses } = await srpChallenge(root, pool, client, 'srp-invited', TEMPORARY)
    const { ChallengeName, Session } = await prove(root, client, responses)
    assert.equal(ChallengeName, 'NEW_PASSWORD_REQUIRED')
    await unauthorized(prove(root, client, responses), INCORRECT)
    const answer = { USERNAME: 'srp-invited', NEW_PASSWORD: PASSWORD }
    assert.ok((await chooseNewPassword(root, client, Session, answer)).AuthenticationResult)
  })
})

describe('behaviour: NEW_PASSWORD_REQUIRED', () => {
  let count = 0
  /** An invited user who has begun to sign in. */
  async function invited(poolId = pool, id = client) {
    const name = `invited-${++count}`
    await inviteUser(root, poolId, name)
    const { Session } = await signIn(root, id, name, TEMPORARY)
    return { name, session: Session ?? assert.fail('no session') }
  }

  test('confirms the user, gives tokens and ends the temporary password', async () => {
    const { name, session } = await invited()
    const answer = { USERNAME: name, NEW_PASSWORD: PASSWORD }
    const { AuthenticationResult, ChallengeParameters } = await chooseNewPassword(
      root,
      client,
      session,
      answer,
    )
    assert.deepEqual(ChallengeParameters, {})
    assert.ok(AuthenticationResult?.RefreshToken)
    const { UserStatus } = await root.send(new AdminGetUserCommand({ UserPoolId: pool, Username: name }))
    assert.equal(UserStatus, 'CONFIRMED')
    await unauthorized(signIn(root, client, name, TEMPORARY), INCORRECT)
    assert.ok((await signIn(root, client, name, PASSWORD)).AuthenticationResult)
  })

  test('keeps the session through a password against the policy, and takes it once', async () => {
    const { name, session } = await invited()
    for (const [password, rule] of [
      ['short', 'Password not long enough'],
      ['long-enough-7', 'Password must have uppercase characters'],
      [`${PASSWORD} `, 'Password must not contain a line break, or begin or end with white space'],
      [PASSWORD.padEnd(257, '.'), 'Password must not be longer than 256 characters'],
    ] as const) {
      await refuses(
        chooseNewPassword(root, client, session, { USERNAME: name, NEW_PASSWORD: password }),
        'InvalidPasswordException',
        `Password does not conform to policy: ${rule}`,
      )
    }
    const answer = { USERNAME: name, NEW_PASSWORD: PASSWORD }
    await chooseNewPassword(root, client, session, answer)
    await unauthorized(chooseNewPassword(root, client, session, answer), USED)
  })

  test('takes the temporary password again, where no history forbids it', async () => {
    const { name, session } = await invited()
    const answer = { USERNAME: name, NEW_PASSWORD: TEMPORARY }
    assert.ok((await chooseNewPassword(root, client, session, answer)).AuthenticationResult)
    const policy = { MinimumLength: 8, PasswordHistorySize: 2 }
    const remembering = await newPool(root, {
      Policies: { PasswordPolicy: policy },
      UserPoolTier: 'ESSENTIALS',
    })
    const { id } = await newClient(root, remembering)
    const other = await invited(remembering, id)
    await refuses(
      chooseNewPassword(root, id, other.session, { USERNAME: other.name, NEW_PASSWORD: TEMPORARY }),
      'PasswordHistoryPolicyViolationException',
      'Password has previously been used',
    )
  })

  test('refuses sessions that are forged, or of another user, client, pool or challenge', async () => {
    const { name, session } = await invited()
    const other = await invited()
    const answer = { USERNAME: name, NEW_PASSWORD: PASSWORD }
    const forged = `${session.slice(0, 60)}${session[60] === 'A' ? 'B' : 'A'}${session.slice(61)}`
    for (const text of ['garbage-of-twenty-characters', forged, `${session}A`, other.session]) {
      await unauthorized(chooseNewPassword(root, client, text, answer), INVALID)
    }
    const { id: sibling } = await newClient(root, pool)
    await unauthorized(chooseNewPassword(root, sibling, session, answer), INVALID)
    await unauthorized(respond('SMS_MFA', { ...answer, SMS_MFA_CODE: '123456' }, session), INVALID)
    const elsewhere = await newPool(root)
    const { id: stranger } = await newClient(root, elsewhere)
    await newUser(root, elsewhere, name)
    await unauthorized(chooseNewPassword(root, stranger, session, answer), INVALID)
    assert.ok((await chooseNewPassword(root, client, session, answer)).AuthenticationResult)
  })

  test('refuses a session that has expired', async () => {
    const { name, session } = await invited()
    passTime(3 * MINUTE + 1000)
    const answer = { USERNAME: name, NEW_PASSWORD: PASSWORD }
    const expired = 'Invalid session for the user, session is expired.'
    await unauthorized(chooseNewPassword(root, client, session, answer), expired)
  })

  test('gives the session as long as the client says', async () => {
    const { id } = await newClient(root, pool, { ...ALL_FLOWS, AuthSessionValidity: 15 })
    const { name, session } = await invited(pool, id)
    passTime(14 * MINUTE)
    const answer = { USERNAME: name, NEW_PASSWORD: PASSWORD }
    assert.ok((await chooseNewPassword(root, id, session, answer)).AuthenticationResult)
  })

  test('refuses a session begun with a password that was replaced meanwhile', async () => {
    const { name, session } = await invited()
    const Password = 'Another-Horse-7'
    await root.send(new AdminSetUserPasswordCommand({ UserPoolId: pool, Username: name, Password }))
    const answer = { USERNAME: name, NEW_PASSWORD: PASSWORD }
    await unauthorized(chooseNewPassword(root, client, session, answer), INVALID)
  })

  test('follows what becomes of the user', async () => {
    const { name, session } = await invited()
    const named = { UserPoolId: pool, Username: name }
    const answer = { USERNAME: name, NEW_PASSWORD: PASSWORD }
    await root.send(new AdminDisableUserCommand(named))
    await unauthorized(chooseNewPassword(root, client, session, answer), 'User is disabled.')
    await root.send(new AdminDeleteUserCommand(named))
    const call = chooseNewPassword(root, client, session, answer)
    await refuses(call, 'UserNotFoundException', 'User does not exist.')
  })

  test('is the same whether the open or the signed operation answers', async () => {
    const { name, session } = await invited()
    const { AuthenticationResult } = await root.send(
      new AdminRespondToAuthChallengeCommand({
        UserPoolId: pool,
        ClientId: client,
        ChallengeName: 'NEW_PASSWORD_REQUIRED',
        Session: session,
        ChallengeResponses: { USERNAME: name, NEW_PASSWORD: PASSWORD },
      }),
    )
    assert.ok(AuthenticationResult)
  })

  test('asks clients with a secret for the hash', async () => {
    const { id, secret } = await newClient(root, pool, { ...ALL_FLOWS, GenerateSecret: true })
    await inviteUser(root, pool, 'hashed')
    const SECRET_HASH = secretHash(secret, 'hashed', id)
    const { Session } = await signIn(root, id, 'hashed', TEMPORARY, { SECRET_HASH })
    const answer = { USERNAME: 'hashed', NEW_PASSWORD: PASSWORD }
    await unauthorized(
      chooseNewPassword(root, id, Session, answer),
      `Client ${id} is configured with secret but SECRET_HASH was not received`,
    )
    const hashed = await chooseNewPassword(root, id, Session, { ...answer, SECRET_HASH })
    assert.ok(hashed.AuthenticationResult)
  })
})

describe('behaviour: attributes with a new password', () => {
  let strict: string
  let id: string
  before(async () => {
    strict = await newPool(root, {
      Schema: [
        { Name: 'family_name', Required: true, Mutable: true },
        { Name: 'team', AttributeDataType: 'String', Mutable: true },
      ],
      AliasAttributes: ['preferred_username', 'email'],
    })
    id = (await newClient(root, strict)).id
  })

  async function answering(name: string, attributes: Record<string, string>, through = id) {
    await inviteUser(root, strict, name, { email: `${name}@example.com` })
    const { Session } = await signIn(root, through, name, TEMPORARY)
    const answer = { USERNAME: name, NEW_PASSWORD: PASSWORD, ...attributes }
    return chooseNewPassword(root, through, Session, answer)
  }

  test('stores them and shows them in the ID token', async () => {
    const { AuthenticationResult } = await answering('giving', {
      'userAttributes.family_name': 'Example',
      'userAttributes.custom:team': 'blue',
    })
    const { family_name, 'custom:team': team } = claims(AuthenticationResult?.IdToken)
    assert.deepEqual([family_name, team], ['Example', 'blue'])
    const named = { UserPoolId: strict, Username: 'giving' }
    const { UserAttributes } = await root.send(new AdminGetUserCommand(named))
    assert.ok(UserAttributes?.some(({ Name, Value }) => Name === 'family_name' && Value === 'Example'))
  })

  test('asks for those that are required', () =>
    invalid(answering('owing', {}), 'Invalid attributes given, family_name is missing'))

  test('changes none that the user has', () =>
    unauthorized(
      answering('changing', { 'userAttributes.family_name': 'E', 'userAttributes.email': 'b@example.com' }),
      'Cannot modify an already provided email',
    ))

  test('keeps to the attributes that the client may write', async () => {
    const { id: writing } = await newClient(root, strict, { ...ALL_FLOWS, WriteAttributes: ['family_name'] })
    const attributes = { 'userAttributes.family_name': 'E', 'userAttributes.custom:team': 'blue' }
    await unauthorized(
      answering('overreaching', attributes, writing),
      'A client attempted to write unauthorized attribute',
    )
  })

  test('takes no preferred username that could be the address of another', () =>
    invalid(
      answering('posing', {
        'userAttributes.family_name': 'E',
        'userAttributes.preferred_username': 'boss@example.com',
      }),
      'Username cannot be of email format, since user pool is configured for email alias.',
    ))

  test('takes no alias from anybody', async () => {
    await answering('first', {
      'userAttributes.family_name': 'E',
      'userAttributes.preferred_username': 'taken',
    })
    const second = { 'userAttributes.family_name': 'E', 'userAttributes.preferred_username': 'taken' }
    await refuses(
      answering('second', second),
      'AliasExistsException',
      'User account already exists for the alias.',
    )
    await unauthorized(signIn(root, id, 'second', PASSWORD), INCORRECT)
  })
})
