import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import {
  APPLE_DETAILS,
  metadataOf,
  OIDC_DETAILS,
  SLO_URL,
  SOCIAL_DETAILS,
  SSO_URL,
} from '../operations/identity-providers/providers.ts'
import { usePoolhouse } from '../support/poolhouse.ts'
import { newPool } from '../support/pools.ts'
import { useWebServer } from '../support/web-server.ts'
import { DETAILS, identityProvider } from './identity-provider.ts'
import { change, openTerraform, testChanges } from './replay.ts'
import { differences, planOf, type Resource, type Values } from './resource.ts'

const house = usePoolhouse({ federation: { privateAddresses: true } })
const root = house.client()

/** What the service adds to the details of a type. */
const ADDED = {
  Google: {
    attributes_url: 'https://people.googleapis.com/v1/people/me?personFields=',
    attributes_url_add_attributes: 'true',
    authorize_url: 'https://accounts.google.com/o/oauth2/v2/auth',
    oidc_issuer: 'https://accounts.google.com',
    token_request_method: 'POST',
    token_url: 'https://www.googleapis.com/oauth2/v4/token',
  },
  Facebook: {
    attributes_url: 'https://graph.facebook.com/v17.0/me?fields=',
    attributes_url_add_attributes: 'true',
    authorize_url: 'https://www.facebook.com/v17.0/dialog/oauth',
    token_request_method: 'GET',
    token_url: 'https://graph.facebook.com/v17.0/oauth/access_token',
  },
  LoginWithAmazon: {
    attributes_url: 'https://api.amazon.com/user/profile',
    attributes_url_add_attributes: 'false',
    authorize_url: 'https://www.amazon.com/ap/oa',
    token_request_method: 'POST',
    token_url: 'https://api.amazon.com/auth/o2/token',
  },
  SignInWithApple: {
    attributes_url_add_attributes: 'false',
    authorize_url: 'https://appleid.apple.com/auth/authorize',
    oidc_issuer: 'https://appleid.apple.com',
    token_request_method: 'POST',
    token_url: 'https://appleid.apple.com/auth/token',
  },
  OIDC: { attributes_url_add_attributes: 'false' },
} as const

const google = identityProvider(Object.keys(ADDED.Google))
const saml = identityProvider(['ActiveEncryptionCertificate', 'SSORedirectBindingURI'])
const other = identityProvider()

/** A provider of a social type has its name. */
async function provider(provider_type: string, provider_details: Values, provider_name = provider_type) {
  return { user_pool_id: await newPool(root), provider_name, provider_type, provider_details }
}

/** The details that a plan would change, with what it would make of them. */
async function plannedDetails(resource: Resource, config: Values): Promise<Values> {
  const state = await resource.create(root, config)
  const [plan, read] = [planOf(resource.arguments, config, state).provider_details, state.provider_details]
  const changes = Object.entries(differences(DETAILS, plan, read))
  return Object.fromEntries(changes.map(([key, { planned, prior }]) => [key, [prior, planned]]))
}

const removed = (details: Values) =>
  Object.fromEntries(Object.entries(details).map(([key, value]) => [key, [value, undefined]]))

describe('aws_cognito_identity_provider', () => {
  describe('of type Google', () => {
    testChanges(house, google, () => provider('Google', SOCIAL_DETAILS), [
      {
        argument: 'user_pool_id',
        steps: [{}, async () => ({ user_pool_id: await newPool(root) })],
      },
      {
        argument: 'provider_name',
        steps: [{}, () => provider('OIDC', { ...OIDC_DETAILS, ...ADDED.OIDC }, 'Okta')],
      },
      {
        argument: 'provider_type',
        steps: [{}, () => provider('Facebook', { ...SOCIAL_DETAILS, ...ADDED.Facebook })],
      },
      change(
        'provider_details',
        [
          { ...SOCIAL_DETAILS, client_id: 'second-app' },
          { ...SOCIAL_DETAILS, client_secret: 'second secret', authorize_scopes: 'openid' },
          { ...SOCIAL_DETAILS, ...ADDED.Google },
        ],
        { stays: true },
      ),
      change('attribute_mapping', [
        { username: 'sub', email: 'email' },
        { username: 'sub', given_name: 'given_name', email_verified: 'email_verified' },
      ]),
      change('idp_identifiers', [['example.com'], ['example.org', 'example.net']]),
    ])
  })

  for (const [type, given] of [
    ['Facebook', SOCIAL_DETAILS],
    ['LoginWithAmazon', SOCIAL_DETAILS],
    ['OIDC', OIDC_DETAILS],
  ] as const) {
    describe(`of type ${type}`, () => {
      test('changes in place, with the details of the service in the configuration', async () => {
        const terraform = openTerraform(other, root)
        const config = await provider(type, { ...given, ...ADDED[type] })
        for (const client_id of ['one', 'two']) {
          await terraform.apply({ ...config, provider_details: { ...config.provider_details, client_id } })
          await terraform.assertImports()
        }
        await terraform.destroy()
      })

      test('shows the details that the service added if they are not in the configuration', async () => {
        assert.deepEqual(await plannedDetails(other, await provider(type, given)), removed(ADDED[type]))
      })
    })
  }

  test('of type OIDC keeps its own addresses, and gives them up', async () => {
    const terraform = openTerraform(other, root)
    const issuer = 'https://idp.example.com'
    const config = await provider('OIDC', { ...OIDC_DETAILS, ...ADDED.OIDC }, 'Okta')
    const addresses = {
      authorize_url: `${issuer}/authorize`,
      token_url: `${issuer}/token`,
      attributes_url: `${issuer}/me`,
      jwks_uri: `${issuer}/keys`,
    }
    await terraform.apply({ ...config, provider_details: { ...config.provider_details, ...addresses } })
    await terraform.assertImports()
    await terraform.apply(config)
  })

  test('of type SignInWithApple does not return its key, so that each plan sets it again', async () => {
    const details = { ...APPLE_DETAILS, ...ADDED.SignInWithApple }
    assert.deepEqual(await plannedDetails(other, await provider('SignInWithApple', details)), {
      private_key: [undefined, APPLE_DETAILS.private_key],
    })
  })

  describe('of type SAML', () => {
    const services = `<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${SSO_URL}"/>`
    const MetadataFile = metadataOf({ services })
    const pages = useWebServer((_, response) => response.end(MetadataFile))

    test('changes in place, and keeps its certificate', async () => {
      const terraform = openTerraform(saml, root)
      const config = await provider('SAML', { MetadataFile }, 'Okta')
      const certificates = new Set<string>()
      for (const details of [
        {},
        { EncryptedResponses: 'true', SSORedirectBindingURI: SSO_URL },
        {
          EncryptedResponses: 'false',
          IDPInit: 'true',
          IDPSignout: 'true',
          RequestSigningAlgorithm: 'rsa-sha256',
        },
        { MetadataFile: metadataOf({ services: services.replace('/sso', '/other') }) },
      ]) {
        await terraform.apply({ ...config, provider_details: { MetadataFile, ...details } })
        await terraform.assertImports()
        certificates.add(terraform.state.provider_details.ActiveEncryptionCertificate)
      }
      assert.equal(certificates.size, 1)
      await terraform.destroy()
    })

    test('read from an address changes in place with the address of its sign-in in the configuration', async () => {
      const fromAddress = identityProvider(['ActiveEncryptionCertificate'])
      const MetadataURL = `${pages.url}/metadata`
      const config = await provider('SAML', { MetadataURL }, 'Okta')
      const added = { SSORedirectBindingURI: SSO_URL }
      assert.deepEqual(await plannedDetails(fromAddress, config), removed(added))
      const terraform = openTerraform(fromAddress, root)
      for (const details of [{ MetadataURL }, { MetadataURL, IDPSignout: 'false' }, { MetadataFile }]) {
        await terraform.apply({
          ...config,
          provider_name: 'Other',
          provider_details: { ...details, ...added },
        })
        await terraform.assertImports()
      }
    })

    test('shows the address of single logout if it is not in the configuration', async () => {
      const config = await provider('SAML', { MetadataFile: metadataOf() }, 'Okta')
      const SLORedirectBindingURI = SLO_URL
      assert.deepEqual(await plannedDetails(saml, config), removed({ SLORedirectBindingURI }))
      const named = { ...config.provider_details, SLORedirectBindingURI }
      await openTerraform(saml, root).apply({ ...config, provider_name: 'Other', provider_details: named })
    })
  })
})
