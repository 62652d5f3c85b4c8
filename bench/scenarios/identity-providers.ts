import type { ProviderDetailsType } from '../../src/contract/generated/types.ts'
import { type Fixture, newPool, several } from '../fixture.ts'
import { cycled, type Scenario, scenario } from '../scenario.ts'

/** Under the quota of 300 identity providers of a pool. */
const ONCE = 200

const DETAILS: ProviderDetailsType = {
  client_id: 'app',
  client_secret: 'secret of the app',
  authorize_scopes: 'openid email',
  oidc_issuer: 'https://idp.example',
  attributes_request_method: 'GET',
  authorize_url: 'https://idp.example/authorize',
  token_url: 'https://idp.example/token',
  attributes_url: 'https://idp.example/userinfo',
  jwks_uri: 'https://idp.example/jwks',
}

const OIDC = { ProviderType: 'OIDC', ProviderDetails: DETAILS } as const

/** So many identity providers of a new pool. */
async function providers({ call }: Fixture, count: number) {
  const { id } = await newPool({ call })
  const made = await several(count, async (index) => {
    const provider = { UserPoolId: id, ProviderName: `provider-${index}` }
    await call('CreateIdentityProvider', { ...provider, ...OIDC, IdpIdentifiers: [`identifier-${index}`] })
    return provider
  })
  return { id, made }
}

/** Users of a new pool, each with a user of its provider to be linked with. */
async function linksOfUsers(fixture: Fixture) {
  const { UserPoolId, ProviderName } = await theProvider(fixture)
  return several(ONCE, async (index) => {
    const Username = `user-${index}`
    await fixture.call('AdminCreateUser', { UserPoolId, Username, MessageAction: 'SUPPRESS' })
    const source = {
      ProviderName,
      ProviderAttributeName: 'Cognito_Subject',
      ProviderAttributeValue: `subject-${index}`,
    }
    const destination = { ProviderName: 'Cognito', ProviderAttributeValue: Username }
    return { UserPoolId, DestinationUser: destination, SourceUser: source }
  })
}

async function theProvider(fixture: Fixture) {
  const { made } = await providers(fixture, 1)
  return cycled(made, 0)
}

export const identityProviderScenarios: readonly Scenario[] = [
  scenario('CreateIdentityProvider', async (fixture) => {
    const { id } = await newPool(fixture)
    return {
      atMost: ONCE,
      input: (index) => ({ UserPoolId: id, ProviderName: `provider-${index}`, ...OIDC }),
    }
  }),
  scenario('DescribeIdentityProvider', async (fixture) => {
    const provider = await theProvider(fixture)
    return { input: () => provider }
  }),
  scenario('GetIdentityProviderByIdentifier', async (fixture) => {
    const { UserPoolId } = await theProvider(fixture)
    return { input: () => ({ UserPoolId, IdpIdentifier: 'identifier-0' }) }
  }),
  scenario('ListIdentityProviders', async (fixture) => {
    const { id } = await providers(fixture, ONCE)
    return { input: () => ({ UserPoolId: id, MaxResults: 20 }) }
  }),
  scenario('UpdateIdentityProvider', async (fixture) => {
    const provider = await theProvider(fixture)
    return { input: () => ({ ...provider, ProviderDetails: DETAILS }) }
  }),
  scenario('DeleteIdentityProvider', async (fixture) => {
    const { made } = await providers(fixture, ONCE)
    return { atMost: ONCE, input: (index) => cycled(made, index) }
  }),
  scenario('AdminLinkProviderForUser', async (fixture) => {
    const links = await linksOfUsers(fixture)
    return { atMost: ONCE, input: (index) => cycled(links, index) }
  }),
  scenario('AdminDisableProviderForUser', async (fixture) => {
    const links = await linksOfUsers(fixture)
    await several(ONCE, (index) => fixture.call('AdminLinkProviderForUser', cycled(links, index)))
    return {
      atMost: ONCE,
      input: (index) => {
        const { UserPoolId, SourceUser } = cycled(links, index)
        return { UserPoolId, User: SourceUser }
      },
    }
  }),
  scenario('GetSigningCertificate', ({ poolId }) => ({ input: () => ({ UserPoolId: poolId }) })),
]
