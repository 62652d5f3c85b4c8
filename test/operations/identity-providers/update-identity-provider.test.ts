import assert from 'node:assert/strict'
import { before, describe, test } from 'node:test'
import {
  UpdateIdentityProviderCommand,
  type UpdateIdentityProviderCommandInput,
} from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { newPool } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import {
  createProvider,
  describeProvider,
  metadataOf,
  NO_POOL,
  OIDC_DETAILS,
  POOL_NOT_FOUND,
  SAML,
  testProviderAccess,
} from './providers.ts'

const house = usePoolhouse()
const root = house.client()
let pool: string

before(async () => {
  pool = await newPool(root)
})

async function update(
  ProviderName: string,
  change: Partial<UpdateIdentityProviderCommandInput>,
  UserPoolId = pool,
) {
  const command = new UpdateIdentityProviderCommand({ UserPoolId, ProviderName, ...change })
  return (await root.send(command)).IdentityProvider ?? assert.fail('no provider')
}

describe('access', () => {
  testProviderAccess('UpdateIdentityProvider', house)
})

describe('validation', () => {
  test('finds no pool and no provider that does not exist', async () => {
    await refuses(update('Okta', {}, NO_POOL), ...POOL_NOT_FOUND)
    await refuses(
      update('Nobody', {}),
      'ResourceNotFoundException',
      `Identity provider Nobody in User Pool ${pool} does not exist.`,
    )
  })

  test('holds details and mapping to the rules of creation, and changes nothing', async () => {
    const made = await createProvider(root, pool, 'Strict')
    const { client_id: _, ...ProviderDetails } = OIDC_DETAILS
    await refuses(
      update('Strict', { ProviderDetails }),
      'InvalidParameterException',
      'clientId, authorizeScopes, oidcIssuer and attributesRequestMethod are all required idp details.',
    )
    await refuses(
      update('Strict', { AttributeMapping: { 'custom:nope': 'x' } }),
      'InvalidParameterException',
      'AttributeMapping contains invalid mapping: [custom:nope]',
    )
    assert.deepEqual(await describeProvider(root, pool, 'Strict'), { ...made, IdpIdentifiers: [] })
  })

  test('refuses an identifier of another provider, and takes its own again', async () => {
    await createProvider(root, pool, 'Owner', { IdpIdentifiers: ['mine'] })
    await createProvider(root, pool, 'Other')
    await refuses(
      update('Other', { IdpIdentifiers: ['mine'] }),
      'InvalidParameterException',
      'The identifier mine already belongs to the identity provider Owner.',
    )
    const { IdpIdentifiers } = await update('Owner', { IdpIdentifiers: ['more', 'mine'] })
    assert.deepEqual(IdpIdentifiers, ['more', 'mine'])
  })
})

describe('behaviour', () => {
  test('keeps what is left out', async () => {
    const made = await createProvider(root, pool, 'Kept', {
      AttributeMapping: { email: 'mail' },
      IdpIdentifiers: ['kept.example.com'],
      AcrMapping: { Level1: 'one' },
    })
    house.passTime(1000)
    const { LastModifiedDate, IdpIdentifiers, ...updated } = await update('Kept', {})
    const { LastModifiedDate: before, IdpIdentifiers: identifiers, ...created } = made
    assert.deepEqual(updated, created)
    assert.equal(IdpIdentifiers, undefined)
    assert.ok(LastModifiedDate && before && LastModifiedDate > before)
    assert.deepEqual((await describeProvider(root, pool, 'Kept')).IdpIdentifiers, identifiers)
  })

  test('replaces the details as a whole', async () => {
    await createProvider(root, pool, 'Replaced', {
      ProviderDetails: { ...OIDC_DETAILS, token_url: 'https://idp.example.com/token' },
    })
    const ProviderDetails = { ...OIDC_DETAILS, client_secret: 'new' }
    const updated = await update('Replaced', { ProviderDetails })
    assert.deepEqual(updated.ProviderDetails, { ...ProviderDetails, attributes_url_add_attributes: 'false' })
  })

  test('clears mapping, identifiers and levels by empty ones', async () => {
    await createProvider(root, pool, 'Cleared', {
      AttributeMapping: { email: 'mail' },
      IdpIdentifiers: ['cleared.example.com'],
      AcrMapping: { Level1: 'one' },
    })
    await update('Cleared', { AttributeMapping: {}, IdpIdentifiers: [], AcrMapping: {} })
    const described = await describeProvider(root, pool, 'Cleared')
    assert.deepEqual(described.AttributeMapping, { username: 'sub' })
    assert.deepEqual(described.IdpIdentifiers, [])
    assert.equal(described.AcrMapping, undefined)
    await createProvider(root, pool, 'Heir', { IdpIdentifiers: ['cleared.example.com'] })
  })

  test('reads new metadata, and keeps the certificate', async () => {
    const made = await createProvider(root, pool, 'Saml', SAML)
    const services =
      '<md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="https://new.example.com/sso"/>'
    const updated = await update('Saml', {
      ProviderDetails: { MetadataFile: metadataOf({ services }), IDPSignout: 'true' },
    })
    const { SSORedirectBindingURI, SLORedirectBindingURI, IDPSignout, ActiveEncryptionCertificate } =
      updated.ProviderDetails ?? {}
    assert.equal(SSORedirectBindingURI, 'https://new.example.com/sso')
    assert.equal(SLORedirectBindingURI, undefined)
    assert.equal(IDPSignout, 'true')
    assert.equal(ActiveEncryptionCertificate, made.ProviderDetails?.ActiveEncryptionCertificate)
  })
})
