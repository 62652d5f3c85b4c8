import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import {
  AddUserPoolClientSecretCommand,
  CreateResourceServerCommand,
  type CreateUserPoolClientCommandInput,
  DeleteResourceServerCommand,
  type ExplicitAuthFlowsType,
  GetClientTokenCommand,
  GetUserCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { decode } from '../../../src/domain/tokens/jwt.ts'
import { forEachAddress } from '../../support/databases.ts'
import { answering, functionArn, thrown, useFunctions } from '../../support/functions.ts'
import { PUBLIC_URL, usePoolhouse } from '../../support/poolhouse.ts'
import { type NewClient, newClient, newPool } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'

const NAME = 'for-machines'
const Scopes = ['read', 'write', 'delete'].map((ScopeName) => ({ ScopeName, ScopeDescription: ScopeName }))
const WRONG_SECRET = ['NotAuthorizedException', 'Invalid client secret'] as const

const MACHINE = {
  GenerateSecret: true,
  ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH' as ExplicitAuthFlowsType], // which the SDK's types lack
  AllowedOAuthScopes: ['orders/read', 'orders/write', 'bills/read', 'openid'],
} satisfies Partial<CreateUserPoolClientCommandInput>

forEachAddress(
  (newAddress) => {
    const functions = useFunctions()
    const house = usePoolhouse({ database: newAddress(), functions: { functions: functions.named(NAME) } })
    const root = house.client()
    let pool: string
    let machine: NewClient

    async function newMachinePool(settings: Parameters<typeof newPool>[1] = {}): Promise<string> {
      const UserPoolId = await newPool(root, settings)
      for (const Identifier of ['orders', 'bills']) {
        await root.send(new CreateResourceServerCommand({ UserPoolId, Identifier, Name: 'n', Scopes }))
      }
      return UserPoolId
    }

    describe('GetClientToken', () => {
      before(async () => {
        pool = await newMachinePool()
        machine = await newClient(root, pool, MACHINE)
      })

      const call = ({ id, secret }: NewClient, rest: object = {}) =>
        root.send(new GetClientTokenCommand({ ClientId: id, Secret: secret, ...rest }))

      async function claimsOf(client: NewClient, rest: object = {}): Promise<Record<string, unknown>> {
        const { ClientAuthenticationResult } = await call(client, rest)
        return decode(ClientAuthenticationResult?.AccessToken?.split('.')[1] ?? '') ?? assert.fail('no token')
      }

      const scopesOf = async (client: NewClient, rest: object = {}) =>
        String((await claimsOf(client, rest)).scope)
          .split(' ')
          .sort()

      test('needs no signature', async () => {
        const input = { ClientId: machine.id, Secret: machine.secret }
        const answer = await house.call('GetClientToken', input, { signed: false })
        assert.match(
          answer.text,
          /^\{"ClientAuthenticationResult":\{"AccessToken":"[\w.-]+","ExpiresIn":3600,"TokenType":"Bearer"\}\}$/,
        )
      })

      test('asks for client and secret', async () => {
        const answer = await house.call('GetClientToken', {}, { signed: false })
        assert.equal(answer.json.__type, 'InvalidParameterException')
        assert.match(
          answer.json.message,
          /^2 validation errors detected: Value at 'clientId' .*; Value at 'secret' .*null$/,
        )
      })

      test('returns an access token that names the client and no user', async () => {
        const { jti, exp, iat, scope, ...claims } = await claimsOf(machine, { Scopes: ['orders/read'] })
        assert.deepEqual(claims, {
          sub: machine.id,
          iss: `${PUBLIC_URL}/${pool}`,
          version: 2,
          client_id: machine.id,
          token_use: 'access',
          auth_time: iat,
        })
        assert.equal(scope, 'orders/read')
        assert.equal(Number(exp) - Number(iat), 3600)
        assert.match(String(jti), /^[\da-f-]{36}$/)
      })

      test('grants all scopes of resource servers that the client has if none are named', async () => {
        const all = ['bills/read', 'orders/read', 'orders/write']
        assert.deepEqual(await scopesOf(machine), all)
        assert.deepEqual(await scopesOf(machine, { Scopes: [] }), all)
        assert.deepEqual(await scopesOf(machine, { Scopes: ['bills/read', 'bills/read'] }), ['bills/read'])
      })

      for (const scope of ['orders/delete', 'orders/none', 'openid', 'none/read']) {
        test(`refuses the scope ${scope}`, () =>
          refuses(
            call(machine, { Scopes: ['orders/read', scope] }),
            'InvalidParameterException',
            `Invalid scope requested: ${scope}`,
          ))
      }

      test('leaves out a scope whose resource server is gone', async () => {
        const UserPoolId = await newMachinePool()
        const client = await newClient(root, UserPoolId, MACHINE)
        await root.send(new DeleteResourceServerCommand({ UserPoolId, Identifier: 'orders' }))
        assert.deepEqual(await scopesOf(client), ['bills/read'])
        assert.deepEqual(await scopesOf(client, { Scopes: ['orders/read', 'bills/read'] }), ['bills/read'])
      })

      test('takes either of two secrets, and no other', async () => {
        const command = new AddUserPoolClientSecretCommand({ UserPoolId: pool, ClientId: machine.id })
        const { ClientSecretDescriptor } = await root.send(command)
        const second = { ...machine, secret: ClientSecretDescriptor?.ClientSecretValue ?? '' }
        await call(second)
        await call(machine)
        for (const secret of ['', 'wrong', `${machine.secret}x`]) {
          await refuses(call({ ...machine, secret }), ...WRONG_SECRET)
        }
      })

      test('is refused to clients without a secret, and without the flow', async () => {
        const open = await newClient(root, pool, { ...MACHINE, GenerateSecret: false })
        await refuses(call({ ...open, secret: 'any' }), ...WRONG_SECRET)
        const other = await newClient(root, pool, { GenerateSecret: true })
        await refuses(
          call(other),
          'InvalidParameterException',
          'CLIENT_TOKEN_AUTH is not enabled for the client.',
        )
        await refuses(call({ ...other, secret: 'wrong' }), ...WRONG_SECRET)
      })

      test('finds no client that does not exist', () =>
        refuses(
          call({ id: 'nobody', secret: 'any' }),
          'ResourceNotFoundException',
          'User pool client nobody does not exist.',
        ))

      test('lets a function of version 3 change the token, with the metadata of the request', async () => {
        const arn = functionArn(NAME)
        const triggered = await newMachinePool({
          LambdaConfig: { PreTokenGenerationConfig: { LambdaVersion: 'V3_0', LambdaArn: arn } },
        })
        const client = await newClient(root, triggered, MACHINE)
        const accessTokenGeneration = { claimsToAddOrOverride: { tenant: 'acme' } }
        const claimsAndScopeOverrideDetails = { accessTokenGeneration }
        functions.set(NAME, answering({ claimsAndScopeOverrideDetails }))
        functions.events()
        const claims = await claimsOf(client, { ClientMetadata: { a: 'b' }, Scopes: ['orders/read'] })
        assert.equal(claims.tenant, 'acme')
        const [event] = functions.events()
        assert.equal(event.userName, 'ClientCredentials')
        assert.deepEqual(event.request.clientMetadata, { a: 'b' })
        const scopesToAdd = ['aws.cognito.signin.user.admin']
        const asUser = { claimsAndScopeOverrideDetails: { accessTokenGeneration: { scopesToAdd } } }
        functions.set(NAME, answering(asUser))
        const { ClientAuthenticationResult } = await call(client)
        const AccessToken = ClientAuthenticationResult?.AccessToken
        const getUser = root.send(new GetUserCommand({ AccessToken }))
        await refuses(getUser, 'NotAuthorizedException', 'Invalid Access Token')
        functions.set(NAME, thrown('no machines today'))
        await refuses(
          call(client),
          'InvalidParameterException',
          'PreTokenGeneration failed with error no machines today.',
        )
      })
    })
  },
  ['SQLite in memory', 'PostgreSQL'],
)
