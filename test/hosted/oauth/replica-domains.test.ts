// Prefix domains in the region of a replica: their operations, and what their pages and endpoints offer.
import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import {
  CreateUserPoolReplicaCommand,
  DeleteUserPoolReplicaCommand,
  UpdateUserPoolReplicaCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { OperationName } from '../../../src/contract/generated/types.ts'
import { lastRecord } from '../../operations/clients/clients.ts'
import { CustomDomainConfig, newPrefix } from '../../operations/domains/fixtures.ts'
import { answering, functionArn, useFunctions } from '../../support/functions.ts'
import { ACCOUNT, REGION, usePoolhouse } from '../../support/poolhouse.ts'
import { newClient, newPool, newUser, PASSWORD } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { codeSentTo, noticeOf, openVisitor, placeOf } from '../accounts/visitor.ts'
import { useOidcIdp } from '../federation/oidc-idp.ts'
import { openFederated, signInAt } from '../federation/site.ts'
import {
  asking,
  CALLBACK,
  CODE_CLIENT,
  claimsOf,
  codeFor,
  onBoth,
  openBrowser,
  postForm,
  queryOf,
  redeem,
  type Site,
} from './site.ts'

const OTHER = 'eu-west-1'
const READY = {
  UserPoolTier: 'ESSENTIALS',
  KeyConfiguration: {
    KeyType: 'CUSTOMER_MANAGED_KEY',
    KmsKeyArn: `arn:aws:kms:${REGION}:${ACCOUNT}:key/mrk-1`,
  },
  IssuerConfiguration: { Type: 'UPDATED' },
} as const

onBoth((database) => {
  const functions = useFunctions()
  const house = usePoolhouse({
    database,
    issuerForm: 'aws',
    federation: { privateAddresses: true },
    functions: { functions: functions.named('user-migration') },
  })
  const root = house.client()
  const idp = useOidcIdp()
  let UserPoolId: string
  let prefix: string

  const replicate = (pool: string) =>
    root.send(new CreateUserPoolReplicaCommand({ UserPoolId: pool, RegionName: OTHER }))
  const become = (Status: 'ACTIVE' | 'INACTIVE', pool = UserPoolId) =>
    root.send(new UpdateUserPoolReplicaCommand({ UserPoolId: pool, RegionName: OTHER, Status }))

  /** The answer to a request for a region. */
  const at = async (region: string, operation: OperationName, input: object) =>
    (await house.call(operation, input, { region })).json
  const domain = (region: string, operation: OperationName, more: object = {}) =>
    at(region, operation, { UserPoolId, Domain: prefix, ...more })
  const described = async (region: string) =>
    (await at(region, 'DescribeUserPoolDomain', { Domain: prefix })).DomainDescription

  beforeEach(async () => {
    UserPoolId = await newPool(root, READY)
    await replicate(UserPoolId)
    prefix = newPrefix()
  })

  describe('the prefix domain of a replica', () => {
    test('is made, shown, changed and deleted in its region, beside the one of the pool', async () => {
      assert.deepEqual(await domain(OTHER, 'CreateUserPoolDomain'), { ManagedLoginVersion: 1 })
      assert.deepEqual(await described(REGION), {})
      assert.equal((await described(OTHER)).UserPoolId, UserPoolId)
      await domain(REGION, 'CreateUserPoolDomain')

      await domain(OTHER, 'UpdateUserPoolDomain', { ManagedLoginVersion: 2 })
      assert.equal((await described(OTHER)).ManagedLoginVersion, 2)
      assert.equal((await described(REGION)).ManagedLoginVersion, 1)

      assert.deepEqual(await domain(OTHER, 'DeleteUserPoolDomain'), {})
      assert.deepEqual(await described(OTHER), {})
      assert.equal((await described(REGION)).UserPoolId, UserPoolId)
    })

    test('is shown by DescribeUserPool in its region', async () => {
      const shown = async (region: string) =>
        (await at(region, 'DescribeUserPool', { UserPoolId })).UserPool.Domain
      await domain(OTHER, 'CreateUserPoolDomain')
      assert.equal(await shown(OTHER), prefix)
      assert.equal(await shown(REGION), undefined)
    })

    test('is the only one there, and no custom domain', async () => {
      await domain(OTHER, 'CreateUserPoolDomain')
      const { message } = await domain(OTHER, 'CreateUserPoolDomain', { Domain: newPrefix() })
      assert.equal(message, 'User pool already has a domain configured.')
      const custom = { Domain: 'auth.replica.example', CustomDomainConfig }
      assert.deepEqual(await domain(OTHER, 'CreateUserPoolDomain', custom), {
        __type: 'OperationNotEnabledException',
        message: 'A custom domain can only be created in the own region of the user pool.',
      })
    })

    test('keeps its replica, and the pool, from being deleted', async () => {
      await domain(OTHER, 'CreateUserPoolDomain')
      const remove = () => root.send(new DeleteUserPoolReplicaCommand({ UserPoolId, RegionName: OTHER }))
      await refuses(
        remove(),
        'InvalidParameterException',
        `The replica in ${OTHER} has a domain configured that should be deleted first.`,
      )
      const { message } = await at(REGION, 'DeleteUserPool', { UserPoolId })
      assert.match(message, /^User pool cannot be deleted\. It has a domain configured/)
      await domain(OTHER, 'DeleteUserPoolDomain')
      await remove()
    })

    test('is not what a pool is known by', async () => {
      async function authorizationEndpoint(): Promise<string> {
        const answer = await fetch(`${house.url}/${UserPoolId}/.well-known/openid-configuration`)
        return ((await answer.json()) as { authorization_endpoint: string }).authorization_endpoint
      }
      await domain(OTHER, 'CreateUserPoolDomain', { Domain: newPrefix() })
      assert.ok((await authorizationEndpoint()).startsWith('https://issuer-cognito-idp.'))
      await domain(REGION, 'CreateUserPoolDomain')
      assert.ok((await authorizationEndpoint()).includes(`/domains/${prefix}.auth.${REGION}/`))
    })

    test('confirms nobody: without another domain, sign-ups get a code instead of a link', async () => {
      const pool = await newPool(root, {
        ...READY,
        AutoVerifiedAttributes: ['email'],
        VerificationMessageTemplate: { DefaultEmailOption: 'CONFIRM_WITH_LINK' },
      })
      await replicate(pool)
      await domain(OTHER, 'CreateUserPoolDomain', { UserPoolId: pool })
      const { id: ClientId } = await newClient(root, pool)
      const email = `${prefix}@example.com`
      const user = { ClientId, Username: 'bob', Password: PASSWORD }
      await at(REGION, 'SignUp', { ...user, UserAttributes: [{ Name: 'email', Value: email }] })
      await codeSentTo(house, email)
      const [newest] = await house.storage.stores.inbox.newest({ limit: 1, to: email })
      assert.equal(newest?.link, undefined)
      assert.doesNotMatch(newest?.body ?? '', /href/)
    })
  })

  describe('the pages and endpoints of a domain in the region of a replica', () => {
    let site: Site

    beforeEach(async () => {
      await newUser(root, UserPoolId)
      const { id: clientId } = await newClient(root, UserPoolId, CODE_CLIENT)
      await domain(OTHER, 'CreateUserPoolDomain')
      const base = `/domains/${prefix}.auth.${OTHER}`
      site = { pool: UserPoolId, clientId, secret: '', url: `${house.url}${base}`, base }
    })

    const statusOf = async (path: string) =>
      (await openBrowser(site).get(`${path}${queryOf(asking(site))}`)).status

    test('answer 503 until it is active', async () => {
      for (const path of ['/login', '/oauth2/authorize']) assert.equal(await statusOf(path), 503)
      const { status, json } = await redeem(site, 'code')
      assert.deepEqual([status, json], [503, { error: 'temporarily_unavailable' }])
    })

    test("sign users in once it is active, with the issuer of the pool's own region", async () => {
      await become('ACTIVE')
      const { json, text } = await redeem(site, await codeFor(site))
      const { iss, sub } = claimsOf(json.id_token ?? assert.fail(text))
      assert.equal(iss, `https://issuer-cognito-idp.${REGION}.amazonaws.com/${UserPoolId}`)
      const bearer = { authorization: `Bearer ${json.access_token}` }
      assert.equal((await postForm(site, '/oauth2/userInfo', {}, bearer)).json.sub, sub)
      const refreshed = await postForm(site, '/oauth2/token', {
        grant_type: 'refresh_token',
        client_id: site.clientId,
        refresh_token: json.refresh_token,
      })
      assert.equal(claimsOf(refreshed.json.id_token).iss, iss)
      assert.equal((await lastRecord(house, 'Token_POST')).awsRegion, OTHER)
      await become('INACTIVE')
      assert.equal((await postForm(site, '/oauth2/userInfo', {}, bearer)).status, 503)
    })

    test('offer no sign-up, no recovery and no registration', async () => {
      await become('ACTIVE')
      const page = await (await openBrowser(site).get(`/login${queryOf(asking(site))}`)).text()
      assert.ok(page.includes('name="password"'))
      assert.doesNotMatch(page, /signup|forgotPassword/)
      for (const path of [
        '/signup',
        '/confirm',
        '/forgotPassword',
        '/confirmforgotPassword',
        '/confirmForgotPassword',
        '/passkeys/add',
        '/rememberDevice',
      ]) {
        assert.equal(await statusOf(path), 404, path)
      }
      assert.equal((await postForm(site, '/oauth2/register', {})).status, 404)
      assert.equal((await fetch(`${site.url}/signup`, { method: 'PUT' })).status, 404)
      assert.equal((await fetch(`${site.url}/login`, { method: 'PUT' })).status, 405)
    })

    test('say what a user must do first, which is done elsewhere', async () => {
      await become('ACTIVE')
      const user = { ClientId: site.clientId, Username: 'bob', Password: PASSWORD }
      assert.ok((await at(REGION, 'SignUp', user)).UserSub)
      const known = { email: 'carol@example.com', email_verified: 'true' }
      await newUser(root, UserPoolId, 'carol', known)
      assert.deepEqual(await at(REGION, 'AdminResetUserPassword', { UserPoolId, Username: 'carol' }), {})
      for (const [username, notice] of [
        ['bob', 'You need to confirm your account before you can sign in.'],
        ['carol', 'You need to reset your password before you can sign in.'],
      ] as const) {
        const visitor = openVisitor(site)
        await visitor.visit('/login')
        const page = await visitor.send({ username, password: PASSWORD })
        assert.deepEqual([placeOf(page), page.status, noticeOf(page)], ['/login', 200, notice])
      }
      const inItalian = openVisitor(site, { lang: 'it' })
      await inItalian.visit('/login')
      const page = await inItalian.send({ username: 'bob', password: PASSWORD })
      assert.equal(noticeOf(page), 'Devi confermare il tuo account prima di accedere.')
    })

    test('remember no browser, as no device is confirmed there', async () => {
      await become('ACTIVE')
      for (const DeviceOnlyRememberedOnUserPrompt of [true, false]) {
        const DeviceConfiguration = { ChallengeRequiredOnNewDevice: true, DeviceOnlyRememberedOnUserPrompt }
        await at(REGION, 'UpdateUserPool', { UserPoolId, ...READY, DeviceConfiguration })
        const visitor = openVisitor(site)
        await visitor.visit('/login')
        const page = await visitor.send({ username: 'alice', password: PASSWORD })
        assert.equal(placeOf(page), CALLBACK)
      }
      assert.deepEqual((await at(REGION, 'AdminListDevices', { UserPoolId, Username: 'alice' })).Devices, [])
    })

    test('bring nobody in, as the API there does not', async () => {
      await become('ACTIVE')
      const LambdaConfig = { UserMigration: functionArn('user-migration') }
      await at(REGION, 'UpdateUserPool', { UserPoolId, LambdaConfig })
      const known = { email: 'dora@example.com' }
      functions.set('user-migration', answering({ userAttributes: known, finalUserStatus: 'CONFIRMED' }))
      const visitor = openVisitor(site)
      await visitor.visit('/login')
      const page = await visitor.send({ username: 'dora', password: PASSWORD })
      assert.equal(noticeOf(page), 'Incorrect username or password.')
      const { id: ClientId } = await newClient(root, UserPoolId)
      const AuthParameters = { USERNAME: 'dora', PASSWORD }
      const signIn = { UserPoolId, ClientId, AuthFlow: 'ADMIN_USER_PASSWORD_AUTH', AuthParameters }
      assert.equal((await at(OTHER, 'AdminInitiateAuth', signIn)).__type, 'UserNotFoundException')
      assert.deepEqual(functions.events(), [])
      assert.ok((await at(REGION, 'AdminInitiateAuth', signIn)).AuthenticationResult)
      assert.ok((await at(OTHER, 'AdminInitiateAuth', signIn)).AuthenticationResult)
    })

    test('take users of a provider who have signed in before, and no new ones', async () => {
      const own = await openFederated(house, idp, { pool: READY })
      await replicate(own.pool)
      await become('ACTIVE', own.pool)
      await at(OTHER, 'CreateUserPoolDomain', { UserPoolId: own.pool, Domain: `${prefix}-idp` })
      const base = `/domains/${prefix}-idp.auth.${OTHER}`
      const there = { ...own, url: `${house.url}${base}`, base }
      const grant = { claims: { sub: 'jane' } }
      const refused = await signInAt(there, idp, grant)
      assert.equal(
        refused.searchParams.get('error_description'),
        'Users can not be created in this region of the user pool. ',
      )
      assert.ok((await signInAt(own, idp, grant)).searchParams.get('code'))
      assert.ok((await signInAt(there, idp, grant)).searchParams.get('code'))
    })
  })

  test('tokens of the API have the issuer of the own region, wherever they are asked for', async () => {
    await become('ACTIVE')
    await newUser(root, UserPoolId)
    const { id: ClientId } = await newClient(root, UserPoolId)
    for (const region of [REGION, OTHER]) {
      const input = {
        UserPoolId,
        ClientId,
        AuthFlow: 'ADMIN_USER_PASSWORD_AUTH',
        AuthParameters: { USERNAME: 'alice', PASSWORD },
      }
      const { AuthenticationResult } = await at(region, 'AdminInitiateAuth', input)
      for (const token of [AuthenticationResult.AccessToken, AuthenticationResult.IdToken]) {
        assert.equal(claimsOf(token).iss, `https://issuer-cognito-idp.${REGION}.amazonaws.com/${UserPoolId}`)
      }
    }
  })
})
