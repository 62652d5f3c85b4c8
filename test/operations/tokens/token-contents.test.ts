import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  AddCustomAttributesCommand,
  AdminAddUserToGroupCommand,
  AdminUpdateUserAttributesCommand,
  CreateGroupCommand,
  UpdateUserPoolClientCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { CognitoJwtVerifier, JwtVerifier } from 'aws-jwt-verify'
import { PUBLIC_URL, startPoolhouse, usePoolhouse } from '../../support/poolhouse.ts'
import { ALL_FLOWS } from '../../support/pools.ts'
import {
  claimsOf,
  getTokens,
  getUser,
  granted,
  type Household,
  newHousehold,
  part,
  ROTATING,
  refresh,
  signIn,
} from './fixtures.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const ROLE = 'arn:aws:iam::123456789012:role/Reader'

const house = usePoolhouse()

async function keySet(home: Household) {
  const response = await fetch(`${house.url}/${home.poolId}/.well-known/jwks.json`)
  return (await response.json()) as {
    keys: { kid: string; alg: string; use: string; kty: string; n: string; e: string }[]
  }
}

describe('a token', () => {
  test('has a header of key id and algorithm, in this order', async () => {
    const tokens = await signIn(house, await newHousehold(house))
    for (const token of [tokens.AccessToken, tokens.IdToken]) {
      const header = part(token, 0)
      assert.deepEqual(Object.keys(header), ['kid', 'alg'])
      assert.match(header.kid, /^[\w+/]{43}=$/)
      assert.equal(header.alg, 'RS256')
    }
  })

  test('is signed with the first published key if it is an ID token, with the second if an access token', async () => {
    const home = await newHousehold(house)
    const tokens = await signIn(house, home)
    const { keys } = await keySet(home)
    assert.deepEqual(
      keys.map(({ kid }) => kid),
      [part(tokens.IdToken, 0).kid, part(tokens.AccessToken, 0).kid],
    )
    assert.notEqual(keys[0]?.n, keys[1]?.n)
  })

  test("satisfies the service's own verifier", async () => {
    const home = await newHousehold(house)
    const tokens = await signIn(house, home)
    const issuer = `${PUBLIC_URL}/${home.poolId}`
    const verifier = JwtVerifier.create({
      issuer,
      audience: null,
      jwksUri: `${issuer}/.well-known/jwks.json`,
    })
    verifier.cacheJwks((await keySet(home)) as never)
    const id = await verifier.verify(tokens.IdToken)
    assert.equal(id.aud, home.clientId)
    const access = await verifier.verify(tokens.AccessToken)
    assert.equal(access.client_id, home.clientId)
  })

  test("satisfies the service's own verifier of pools where issuers have the form of the service", async () => {
    const other = await startPoolhouse({ issuerForm: 'aws' })
    try {
      const home = await newHousehold(other)
      const tokens = await signIn(other, home)
      const published = await fetch(`${other.url}/${home.poolId}/.well-known/jwks.json`)
      const verifier = CognitoJwtVerifier.create({ userPoolId: home.poolId, clientId: home.clientId })
      verifier.cacheJwks((await published.json()) as never)
      const access = await verifier.verify(tokens.AccessToken, { tokenUse: 'access' })
      assert.equal(access.iss, `https://cognito-idp.us-east-1.amazonaws.com/${home.poolId}`)
      const id = await verifier.verify(tokens.IdToken, { tokenUse: 'id' })
      assert.equal(id['cognito:username'], 'alice')
      await assert.rejects(verifier.verify(tokens.IdToken, { tokenUse: 'access' }))
    } finally {
      await other.close()
    }
  })
})

describe('an access token', () => {
  test('of a user without groups has just the recorded claims', async () => {
    const home = await newHousehold(house)
    const claims = claimsOf((await signIn(house, home)).AccessToken)
    const { origin_jti, event_id, jti, auth_time, exp, iat, ...rest } = claims
    assert.deepEqual(rest, {
      sub: home.sub,
      iss: `${PUBLIC_URL}/${home.poolId}`,
      client_id: home.clientId,
      token_use: 'access',
      scope: 'aws.cognito.signin.user.admin',
      username: 'alice',
    })
    for (const id of [origin_jti, event_id, jti]) assert.match(id, UUID)
    assert.equal(auth_time, iat)
    assert.equal(exp - iat, 3600)
  })
})

describe('an ID token', () => {
  test('of a user without attributes has just the recorded claims', async () => {
    const home = await newHousehold(house)
    const claims = claimsOf((await signIn(house, home)).IdToken)
    assert.deepEqual(
      Object.keys(claims).sort(),
      'aud auth_time cognito:username event_id exp iat iss jti origin_jti sub token_use'.split(' '),
    )
    assert.equal(claims.aud, home.clientId)
    assert.equal(claims.token_use, 'id')
  })

  test('has its claims in the recorded order', async () => {
    const home = await newHousehold(house)
    const plain = await signIn(house, home)
    assert.deepEqual(
      Object.keys(claimsOf(plain.IdToken)),
      'origin_jti sub aud event_id token_use auth_time iss cognito:username exp iat jti'.split(' '),
    )
    const UserPoolId = home.poolId
    const root = house.client()
    const custom = ['team', 'tenant'].map((Name) => ({ Name, AttributeDataType: 'String' as const }))
    await root.send(new AddCustomAttributesCommand({ UserPoolId, CustomAttributes: custom }))
    await setAttributes(home, {
      email: 'a@example.com',
      email_verified: 'true',
      family_name: 'Example',
      given_name: 'Al',
      'custom:team': 'red',
      'custom:tenant': 'owned',
    })
    await root.send(
      new CreateGroupCommand({ UserPoolId, GroupName: 'reader', RoleArn: ROLE, Precedence: 10 }),
    )
    await root.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: 'alice', GroupName: 'reader' }))
    const full = await signIn(house, home)
    assert.deepEqual(
      Object.keys(claimsOf(full.IdToken)),
      [
        'sub cognito:groups email_verified custom:team cognito:preferred_role iss cognito:username given_name',
        'origin_jti cognito:roles aud event_id token_use auth_time custom:tenant exp iat family_name jti email',
      ].flatMap((line) => line.split(' ')),
    )
    assert.deepEqual(
      Object.keys(claimsOf(full.AccessToken)),
      'sub cognito:groups iss client_id origin_jti event_id token_use scope auth_time exp iat jti username'.split(
        ' ',
      ),
    )
  })

  test('carries what the client may read, with flags, the last update and the address in their own types', async () => {
    const home = await newHousehold(house)
    const attributes = {
      email: 'a@example.com',
      email_verified: 'true',
      given_name: 'Al',
      address: 'Way 1',
      updated_at: '17',
    }
    await setAttributes(home, attributes)
    const claims = claimsOf((await signIn(house, home)).IdToken)
    assert.equal(claims.email, 'a@example.com')
    assert.equal(claims.email_verified, true)
    assert.equal(claims.given_name, 'Al')
    assert.deepEqual(claims.address, { formatted: 'Way 1' })
    assert.equal(claims.updated_at, 17)
  })

  test("leaves out what the client's list of readable attributes doesn't name", async () => {
    const home = await newHousehold(house, { ...ALL_FLOWS, ReadAttributes: ['given_name'] })
    await setAttributes(home, { email: 'a@example.com', email_verified: 'true', given_name: 'Al' })
    const claims = claimsOf((await signIn(house, home)).IdToken)
    assert.equal(claims.given_name, 'Al')
    assert.equal('email' in claims, false)
    assert.equal('email_verified' in claims, false)
  })

  test('has the groups of the user and their roles, as they are when it is refreshed', async () => {
    const home = await newHousehold(house)
    const tokens = await signIn(house, home)
    const UserPoolId = home.poolId
    const root = house.client()
    await root.send(
      new CreateGroupCommand({ UserPoolId, GroupName: 'reader', RoleArn: ROLE, Precedence: 10 }),
    )
    await root.send(new CreateGroupCommand({ UserPoolId, GroupName: 'first', Precedence: 0 }))
    for (const GroupName of ['reader', 'first']) {
      await root.send(new AdminAddUserToGroupCommand({ UserPoolId, Username: 'alice', GroupName }))
    }
    const later = granted(await refresh(house, home, tokens.RefreshToken))
    assert.equal('cognito:groups' in claimsOf(tokens.IdToken), false)
    const id = claimsOf(later.IdToken)
    assert.deepEqual([...id['cognito:groups']].sort(), ['first', 'reader'])
    assert.deepEqual(id['cognito:roles'], [ROLE])
    assert.equal(id['cognito:preferred_role'], ROLE)
    const access = claimsOf(later.AccessToken)
    assert.deepEqual([...access['cognito:groups']].sort(), ['first', 'reader'])
    assert.equal('cognito:roles' in access || 'cognito:preferred_role' in access, false)
  })
})

describe('the tokens of one sign-in', () => {
  test('share event, origin and time; the event is the request that signed the user in', async () => {
    const home = await newHousehold(house)
    const answer = await house.call(
      'InitiateAuth',
      {
        ClientId: home.clientId,
        AuthFlow: 'USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'alice', PASSWORD: 'Correct-Horse-7' },
      },
      { signed: false },
    )
    const tokens = granted(answer)
    const [access, id] = [claimsOf(tokens.AccessToken), claimsOf(tokens.IdToken)]
    assert.equal(access.event_id, answer.headers.get('x-amzn-requestid'))
    assert.equal(id.event_id, access.event_id)
    assert.equal(id.origin_jti, access.origin_jti)
    assert.equal(id.auth_time, access.auth_time)
    assert.equal(new Set([access.jti, id.jti, access.origin_jti, access.event_id]).size, 4)
  })

  test('are of a length and form that clients of the service know', async () => {
    const { RefreshToken, ...tokens } = await signIn(house, await newHousehold(house))
    assert.equal(RefreshToken.length, 1733)
    assert.match(RefreshToken, /^eyJjdHkiOiJKV1Qi[\w-]*(\.[\w-]+){4}$/)
    assert.equal(tokens.TokenType, 'Bearer')
  })

  test("last as long as the client's settings say", async () => {
    const home = await newHousehold(house, {
      ...ALL_FLOWS,
      AccessTokenValidity: 10,
      IdTokenValidity: 1800,
      TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'seconds' },
    })
    const tokens = await signIn(house, home)
    const lifetime = ({ exp, iat }: { exp: number; iat: number }) => exp - iat
    assert.equal(tokens.ExpiresIn, 600)
    assert.equal(lifetime(claimsOf(tokens.AccessToken)), 600)
    assert.equal(lifetime(claimsOf(tokens.IdToken)), 1800)
  })

  // R15
  test('name no origin if they cannot be revoked, and only access tokens have an id', async () => {
    const home = await newHousehold(house, { ...ALL_FLOWS, EnableTokenRevocation: false })
    const first = await signIn(house, home)
    const next = granted(await refresh(house, home, first.RefreshToken))
    for (const { AccessToken, IdToken } of [first, next]) {
      assert.deepEqual(namesIn(AccessToken), ['jti'])
      assert.deepEqual(namesIn(IdToken), [])
    }
    assert.notEqual(claimsOf(next.AccessToken).jti, claimsOf(first.AccessToken).jti)
    assert.equal((await getUser(house, next.AccessToken)).status, 200)
  })

  // R16
  test('that cannot be revoked but rotate name the origin, access tokens from the first refresh on', async () => {
    const home = await newHousehold(house, { ...ROTATING, EnableTokenRevocation: false })
    const first = await signIn(house, home)
    assert.deepEqual(namesIn(first.AccessToken), ['jti'])
    assert.deepEqual(namesIn(first.IdToken), ['jti', 'origin_jti'])
    const next = granted(await getTokens(house, home, first.RefreshToken))
    for (const token of [next.AccessToken, next.IdToken]) {
      assert.deepEqual(namesIn(token), ['jti', 'origin_jti'])
      assert.equal(claimsOf(token).origin_jti, claimsOf(first.IdToken).origin_jti)
    }
  })

  test('always follow the present settings of the client', async () => {
    const home = await newHousehold(house)
    const tokens = await signIn(house, home)
    await house.client().send(
      new UpdateUserPoolClientCommand({
        UserPoolId: home.poolId,
        ClientId: home.clientId,
        ...ALL_FLOWS,
        AccessTokenValidity: 2,
      }),
    )
    assert.equal(granted(await refresh(house, home, tokens.RefreshToken)).ExpiresIn, 7200)
  })
})

/** Which of the two names a token has. */
function namesIn(token: string): string[] {
  const claims = claimsOf(token)
  return ['jti', 'origin_jti'].filter((name) => name in claims)
}

async function setAttributes(home: Household, attributes: Readonly<Record<string, string>>): Promise<void> {
  const UserAttributes = Object.entries(attributes).map(([Name, Value]) => ({ Name, Value }))
  await house
    .client()
    .send(
      new AdminUpdateUserAttributesCommand({ UserPoolId: home.poolId, Username: 'alice', UserAttributes }),
    )
}
