import type { ExplicitAuthFlowsType } from '../../src/contract/generated/types.ts'
import { type Fixture, newClient, newPool, several } from '../fixture.ts'
import { cycled, type Scenario, scenario } from '../scenario.ts'

/** Under the quota of 1000 clients of a pool. */
const ONCE = 300

async function newClients(fixture: Fixture): Promise<{ id: string; clients: readonly string[] }> {
  const { id } = await newPool(fixture)
  return { id, clients: await several(ONCE, () => newClient(fixture, id)) }
}

/** Clients of a new pool that have one secret. */
async function clientsWithSecret(fixture: Fixture) {
  const { id } = await newPool(fixture)
  return several(ONCE, async (index) => {
    const client = { UserPoolId: id, ClientName: `client-${index}`, GenerateSecret: true }
    const { UserPoolClient } = await fixture.call('CreateUserPoolClient', client)
    return { UserPoolId: id, ClientId: UserPoolClient?.ClientId ?? '' }
  })
}

const MACHINE = {
  GenerateSecret: true,
  ExplicitAuthFlows: ['ALLOW_CLIENT_TOKEN_AUTH' as ExplicitAuthFlowsType], // which the API's enumeration lacks
}

export const clientScenarios: readonly Scenario[] = [
  scenario('CreateUserPoolClient', async (fixture) => {
    const { id } = await newPool(fixture)
    return { atMost: ONCE, input: (index) => ({ UserPoolId: id, ClientName: `client-${index}` }) }
  }),
  scenario('DescribeUserPoolClient', ({ poolId, clientId }) => ({
    input: () => ({ UserPoolId: poolId, ClientId: clientId }),
  })),
  scenario('ListUserPoolClients', async (fixture) => {
    const { id } = await newClients(fixture)
    return { input: () => ({ UserPoolId: id, MaxResults: 20 }) }
  }),
  scenario('UpdateUserPoolClient', async (fixture) => {
    const { id } = await newPool(fixture)
    const ClientId = await newClient(fixture, id)
    return { input: (index) => ({ UserPoolId: id, ClientId, ClientName: `client-${index}` }) }
  }),
  scenario('DeleteUserPoolClient', async (fixture) => {
    const { id, clients } = await newClients(fixture)
    return { atMost: ONCE, input: (index) => ({ UserPoolId: id, ClientId: cycled(clients, index) }) }
  }),
  scenario('AddUserPoolClientSecret', async (fixture) => {
    const clients = await clientsWithSecret(fixture)
    return { atMost: ONCE, input: (index) => cycled(clients, index) }
  }),
  scenario('ListUserPoolClientSecrets', ({ poolId, clientId }) => ({
    input: () => ({ UserPoolId: poolId, ClientId: clientId }),
  })),
  scenario('DeleteUserPoolClientSecret', async (fixture) => {
    const clients = await clientsWithSecret(fixture)
    const secrets = await several(ONCE, async (index) => {
      const client = cycled(clients, index)
      const { ClientSecretDescriptor } = await fixture.call('AddUserPoolClientSecret', client)
      return { ...client, ClientSecretId: ClientSecretDescriptor?.ClientSecretId ?? '' }
    })
    return { atMost: ONCE, input: (index) => cycled(secrets, index) }
  }),
  scenario('GetClientToken', async (fixture) => {
    const { id } = await newPool(fixture)
    const server = { UserPoolId: id, Identifier: 'api', Name: 'api' }
    await fixture.call('CreateResourceServer', {
      ...server,
      Scopes: [{ ScopeName: 'read', ScopeDescription: 'read' }],
    })
    const machine = { UserPoolId: id, ClientName: 'machine', AllowedOAuthScopes: ['api/read'], ...MACHINE }
    const { UserPoolClient } = await fixture.call('CreateUserPoolClient', machine)
    const { ClientId = '', ClientSecret = '' } = UserPoolClient ?? {}
    return { input: () => ({ ClientId, Secret: ClientSecret }) }
  }),
]
