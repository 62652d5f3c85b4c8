import { type Fixture, newClient, newPool, several } from '../fixture.ts'
import { newOAuthSite } from '../oauth.ts'
import { cycled, type Scenario, scenario } from '../scenario.ts'

/** As many styles as a pool has. */
const PER_POOL = 20
const POOLS = 5
const ONCE = POOLS * PER_POOL

const TERMS = { TermsName: 'terms-of-use', TermsSource: 'LINK', Enforcement: 'NONE' } as const
const Links = { 'cognito:default': 'https://example.com/terms' }
const CSS = '.submitButton-customizable { font-size: 14px; }'

/** Clients of new pools. */
async function clients(fixture: Fixture) {
  const pools = await several(POOLS, () => newPool(fixture))
  return several(ONCE, async (index) => {
    const { id } = cycled(pools, index)
    return { UserPoolId: id, ClientId: await newClient(fixture, id) }
  })
}

/** Styles of such clients. */
async function styles(fixture: Fixture) {
  const owners = await clients(fixture)
  return several(ONCE, async (index) => {
    const { UserPoolId, ClientId } = cycled(owners, index)
    const { ManagedLoginBranding } = await fixture.call('CreateManagedLoginBranding', {
      ...{ UserPoolId, ClientId, UseCognitoProvidedValues: true },
    })
    const { ManagedLoginBrandingId = '' } = ManagedLoginBranding ?? {}
    return { ofClient: { UserPoolId, ClientId }, byId: { UserPoolId, ManagedLoginBrandingId } }
  })
}

/** Documents of such clients. */
async function terms(fixture: Fixture) {
  const owners = await clients(fixture)
  return several(ONCE, async (index) => {
    const ofClient = cycled(owners, index)
    const { Terms } = await fixture.call('CreateTerms', { ...ofClient, ...TERMS, Links })
    return { ofClient, byId: { UserPoolId: ofClient.UserPoolId, TermsId: Terms?.TermsId ?? '' } }
  })
}

export const brandingScenarios: readonly Scenario[] = [
  scenario('CreateManagedLoginBranding', async (fixture) => {
    const owners = await clients(fixture)
    return { atMost: ONCE, input: (index) => ({ ...cycled(owners, index), UseCognitoProvidedValues: true }) }
  }),
  scenario('DescribeManagedLoginBranding', async (fixture) => {
    const made = await styles(fixture)
    return { input: (index) => cycled(made, index).byId }
  }),
  scenario('DescribeManagedLoginBrandingByClient', async (fixture) => {
    const made = await styles(fixture)
    return { input: (index) => cycled(made, index).ofClient }
  }),
  scenario('UpdateManagedLoginBranding', async (fixture) => {
    const made = await styles(fixture)
    return { input: (index) => ({ ...cycled(made, index).byId, UseCognitoProvidedValues: true }) }
  }),
  scenario('DeleteManagedLoginBranding', async (fixture) => {
    const made = await styles(fixture)
    return { atMost: ONCE, input: (index) => cycled(made, index).byId }
  }),
  scenario('SetUICustomization', async (fixture) => {
    const { poolId, clientId } = await newOAuthSite(fixture)
    return { input: () => ({ UserPoolId: poolId, ClientId: clientId, CSS }) }
  }),
  scenario('GetUICustomization', async (fixture) => {
    const { poolId, clientId } = await newOAuthSite(fixture)
    await fixture.call('SetUICustomization', { UserPoolId: poolId, ClientId: clientId, CSS })
    return { input: () => ({ UserPoolId: poolId, ClientId: clientId }) }
  }),
  scenario('CreateTerms', async (fixture) => {
    const owners = await clients(fixture)
    return { atMost: ONCE, input: (index) => ({ ...cycled(owners, index), ...TERMS, Links }) }
  }),
  scenario('DescribeTerms', async (fixture) => {
    const made = await terms(fixture)
    return { input: (index) => cycled(made, index).byId }
  }),
  scenario('DescribeTermsByClient', async (fixture) => {
    const made = await terms(fixture)
    return { input: (index) => ({ ...cycled(made, index).ofClient, TermsName: TERMS.TermsName }) }
  }),
  scenario('ListTerms', async (fixture) => {
    const [first] = await terms(fixture)
    return { input: () => ({ UserPoolId: first?.ofClient.UserPoolId ?? '', MaxResults: 20 }) }
  }),
  scenario('UpdateTerms', async (fixture) => {
    const made = await terms(fixture)
    return { input: (index) => ({ ...cycled(made, index).byId, Links }) }
  }),
  scenario('DeleteTerms', async (fixture) => {
    const made = await terms(fixture)
    return { atMost: ONCE, input: (index) => cycled(made, index).byId }
  }),
]
