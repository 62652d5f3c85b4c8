import assert from 'node:assert/strict'
import { X509Certificate } from 'node:crypto'
import { before, describe, test } from 'node:test'
import {
  GetGroupCommand,
  type IdentityProviderTypeType,
  ListGroupsCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { usePoolhouse } from '../../support/poolhouse.ts'
import { newPool, poolArn } from '../../support/pools.ts'
import { refuses } from '../../support/refuses.ts'
import { testAccess } from '../user-pools/signed-access.ts'
import {
  APPLE_DETAILS,
  createProvider,
  describeProvider,
  metadataOf,
  NO_POOL,
  OIDC_DETAILS,
  POOL_NOT_FOUND,
  SAML,
  SLO_URL,
  SOCIAL_DETAILS,
  SSO_URL,
} from './providers.ts'

const house = usePoolhouse()
const root = house.client()
let pool: string

before(async () => {
  pool = await newPool(root, {
    Schema: [{ Name: 'team', AttributeDataType: 'String' }],
  })
})

const invalid = (call: Promise<unknown>, message: string) =>
  refuses(call, 'InvalidParameterException', message)

describe('access', () => {
  testAccess({
    operation: 'CreateIdentityProvider',
    house: () => house,
    input: async () => ({
      UserPoolId: await newPool(root),
      ProviderName: 'Okta',
      ProviderType: 'OIDC',
      ProviderDetails: OIDC_DETAILS,
    }),
    resource: ({ UserPoolId }) => poolArn(UserPoolId),
  })
})

describe('validation', () => {
  test('finds no pool that does not exist', () =>
    refuses(createProvider(root, NO_POOL, 'Okta'), ...POOL_NOT_FOUND))

  test('refuses an unknown type and names the six', () =>
    invalid(
      createProvider(root, pool, 'Okta', { ProviderType: 'Twitter' as IdentityProviderTypeType }),
      "1 validation error detected: Value 'Twitter' at 'providerType' failed to satisfy constraint: Member must satisfy enum value set: [Facebook, SAML, SignInWithApple, LoginWithAmazon, OIDC, Google]",
    ))

  for (const key of ['client_id', 'authorize_scopes', 'oidc_issuer', 'attributes_request_method']) {
    test(`refuses an OIDC provider without ${key}`, () =>
      invalid(
        createProvider(root, pool, 'Okta', { ProviderDetails: { ...OIDC_DETAILS, [key]: '' } }),
        'clientId, authorizeScopes, oidcIssuer and attributesRequestMethod are all required idp details.',
      ))
  }

  for (const ProviderType of ['Google', 'Facebook', 'LoginWithAmazon'] as const) {
    test(`refuses ${ProviderType} without a secret`, () =>
      invalid(
        createProvider(root, pool, ProviderType, {
          ProviderType,
          ProviderDetails: { client_id: 'app', authorize_scopes: 'email' },
        }),
        'clientId, clientSecret and authorizeScopes are all required idp details.',
      ))
  }

  test('refuses Apple without a private key', () => {
    const { private_key: _, ...ProviderDetails } = APPLE_DETAILS
    const ProviderType = 'SignInWithApple'
    return invalid(
      createProvider(root, pool, ProviderType, { ProviderType, ProviderDetails }),
      'clientId, privateKey, teamId, and keyId are all required idp details.',
    )
  })

  test('refuses a social provider of another name, and others of its name', async () => {
    const google = { ProviderType: 'Google', ProviderDetails: SOCIAL_DETAILS } as const
    await invalid(
      createProvider(root, pool, 'MyGoogle', google),
      'Provider MyGoogle cannot be of type Google.',
    )
    await invalid(createProvider(root, pool, 'Google'), 'Provider Google cannot be of type OIDC.')
    await invalid(createProvider(root, pool, 'cognito'), 'Provider cognito cannot be of type OIDC.')
  })

  test('refuses a way to ask for attributes that is neither GET nor POST', () =>
    invalid(
      createProvider(root, pool, 'Okta', {
        ProviderDetails: { ...OIDC_DETAILS, attributes_request_method: 'PUT' },
      }),
      "1 validation error detected: Value 'PUT' at 'providerConfiguration.oidcConfig.attributesRequestMethod' failed to satisfy constraint: Member must satisfy enum value set: [POST, GET]",
    ))

  for (const [what, oidc_issuer, message] of [
    ['plain http', 'http://idp.example.com', 'OIDC endpoint must start with https://'],
    ['no address', 'idp.example.com', 'OIDC endpoint must start with https://'],
    ['a reserved address', 'https://192.0.2.1', 'Endpoints cannot be reserved IP addresses'],
    ['a private address', 'https://10.0.0.1', 'Endpoints can not be private or local IPs'],
    ['a private address as one number', 'https://2130706433', 'Endpoints can not be private or local IPs'],
    ['this machine', 'https://localhost', 'Endpoints can not be private or local IPs'],
    ['another port', 'https://idp.example.com:8443', 'Endpoints must use port 443'],
  ] as const) {
    test(`refuses ${what} as issuer, and as any other address`, async () => {
      const issuer = { ProviderDetails: { ...OIDC_DETAILS, oidc_issuer } }
      await invalid(createProvider(root, pool, 'Okta', issuer), message)
      const keys = { ProviderDetails: { ...OIDC_DETAILS, jwks_uri: oidc_issuer } }
      await invalid(createProvider(root, pool, 'Okta', keys), message)
    })
  }

  test('refuses SAML with no metadata, and with two', async () => {
    const saml = (ProviderDetails: Record<string, string>) =>
      createProvider(root, pool, 'Saml', { ProviderType: 'SAML', ProviderDetails })
    await invalid(saml({}), 'At least one of the MetadataURL or MetadataFile should be provided.')
    await invalid(
      saml({ MetadataFile: metadataOf(), MetadataURL: 'https://idp.example.com/metadata' }),
      'Only one of the MetadataURL or MetadataFile should be provided.',
    )
    await invalid(saml({ MetadataFile: metadataOf(), IDPInit: 'yes' }), 'IDPInit must be true or false.')
    await invalid(
      saml({ MetadataFile: metadataOf(), RequestSigningAlgorithm: 'rsa-sha1' }),
      'RequestSigningAlgorithm must be rsa-sha256.',
    )
  })

  for (const MetadataURL of ['http://idp.example.com/metadata', 'idp.example.com']) {
    test(`refuses metadata at ${MetadataURL} in the words for SAML`, () =>
      invalid(
        createProvider(root, pool, 'Saml', { ProviderType: 'SAML', ProviderDetails: { MetadataURL } }),
        `Error retrieving metadata from ${MetadataURL}`,
      ))
  }

  test('refuses a mapping of attributes that the pool does not have, and names them all', async () => {
    const mapping = (AttributeMapping: Record<string, string>) =>
      createProvider(root, pool, 'Okta', { AttributeMapping })
    await invalid(
      mapping({ email: 'email', 'custom:nope': 'a', sub: 'b', 'custom:team': 'c' }),
      'AttributeMapping contains invalid mapping: [custom:nope, sub]',
    )
  })

  test('refuses an identifier that another provider has, and one given twice', async () => {
    const other = await newPool(root)
    await createProvider(root, other, 'First', { IdpIdentifiers: ['example.com'] })
    await invalid(
      createProvider(root, other, 'Second', { IdpIdentifiers: ['example.com'] }),
      'The identifier example.com already belongs to the identity provider First.',
    )
    await invalid(
      createProvider(root, other, 'Second', { IdpIdentifiers: ['a', 'b', 'a'] }),
      'The identifier a is given twice.',
    )
  })

  test('refuses more than fifty identifiers', () => {
    const IdpIdentifiers = Array.from({ length: 51 }, (_, i) => `id${i}`)
    return assert.rejects(createProvider(root, pool, 'Okta', { IdpIdentifiers }), {
      name: 'InvalidParameterException',
      message: /Member must have length less than or equal to 50$/,
    })
  })

  test('refuses levels of ACR for other types, and unknown levels', async () => {
    const acr = { AcrMapping: { Level1: 'one' } }
    await invalid(
      createProvider(root, pool, 'Saml', { ...SAML, ...acr }),
      'AcrMapping is not supported for identity providers of type SAML.',
    )
    await invalid(
      createProvider(root, pool, 'Okta', { AcrMapping: { Level5: 'five' } }),
      'AcrMapping keys must be Level1, Level2, Level3 or Level4, each with a value.',
    )
  })

  test('refuses a name that the pool has and keeps the old provider', async () => {
    await createProvider(root, pool, 'Twice', { IdpIdentifiers: ['old'] })
    await refuses(
      createProvider(root, pool, 'Twice', { IdpIdentifiers: ['new'] }),
      'DuplicateProviderException',
      `Twice already exists for tenant ${pool}.`,
    )
    assert.deepEqual((await describeProvider(root, pool, 'Twice')).IdpIdentifiers, ['old'])
  })

  test('refuses the provider beyond three hundred', async () => {
    const full = await newPool(root)
    const made = await createProvider(root, full, 'Idp0')
    await house.storage.transaction(async ({ identityProviders }) => {
      const first = (await identityProviders.find(full, 'Idp0')) ?? assert.fail('no provider')
      for (let i = 1; i < 300; i++) await identityProviders.insert({ ...first, name: `Idp${i}` })
    })
    assert.equal(made.ProviderName, 'Idp0')
    await refuses(
      createProvider(root, full, 'Idp300'),
      'LimitExceededException',
      'A user pool cannot have more than 300 identity providers.',
    )
  })
})

describe('behaviour', () => {
  test('returns an OIDC provider as it was given, with what the service adds', async () => {
    const made = await createProvider(root, pool, 'Full', {
      AttributeMapping: { email: 'mail', 'custom:team': 'department' },
      IdpIdentifiers: ['example.org', 'staff'],
      AcrMapping: { Level2: 'urn:mfa' },
    })
    const { CreationDate, LastModifiedDate, ...rest } = made
    assert.ok(CreationDate instanceof Date && +CreationDate === +(LastModifiedDate ?? 0))
    assert.deepEqual(rest, {
      UserPoolId: pool,
      ProviderName: 'Full',
      ProviderType: 'OIDC',
      ProviderDetails: { ...OIDC_DETAILS, attributes_url_add_attributes: 'false' },
      AttributeMapping: { username: 'sub', email: 'mail', 'custom:team': 'department' },
      IdpIdentifiers: ['example.org', 'staff'],
      AcrMapping: { Level2: 'urn:mfa' },
    })
    assert.deepEqual(await describeProvider(root, pool, 'Full'), made)
  })

  test('leaves out identifiers that were not given', async () => {
    const made = await createProvider(root, pool, 'Bare')
    assert.equal(made.IdpIdentifiers, undefined)
    assert.deepEqual((await describeProvider(root, pool, 'Bare')).IdpIdentifiers, [])
  })

  test('keeps the four addresses only if they are given, and no unknown key', async () => {
    const addresses = {
      authorize_url: 'https://idp.example.com/authorize',
      token_url: 'https://idp.example.com/token',
      attributes_url: 'https://idp.example.com/me',
      jwks_uri: 'https://idp.example.com/keys',
    }
    const ProviderDetails = { ...OIDC_DETAILS, ...addresses, invented: 'x' }
    const made = await createProvider(root, pool, 'Manual', { ProviderDetails })
    const added = { attributes_url_add_attributes: 'false' }
    assert.deepEqual(made.ProviderDetails, { ...OIDC_DETAILS, ...addresses, ...added })
  })

  test('adds the addresses of each social provider, and the claim with the subject', async () => {
    const social = await newPool(root)
    const details = async (type: IdentityProviderTypeType, given: Record<string, string>) => {
      const made = await createProvider(root, social, type, { ProviderType: type, ProviderDetails: given })
      return { mapping: made.AttributeMapping, details: made.ProviderDetails }
    }
    assert.deepEqual(await details('Google', SOCIAL_DETAILS), {
      mapping: { username: 'sub' },
      details: {
        ...SOCIAL_DETAILS,
        attributes_url: 'https://people.googleapis.com/v1/people/me?personFields=',
        attributes_url_add_attributes: 'true',
        authorize_url: 'https://accounts.google.com/o/oauth2/v2/auth',
        oidc_issuer: 'https://accounts.google.com',
        token_request_method: 'POST',
        token_url: 'https://www.googleapis.com/oauth2/v4/token',
      },
    })
    assert.deepEqual(await details('Facebook', { ...SOCIAL_DETAILS, api_version: 'v18.0' }), {
      mapping: { username: 'id' },
      details: {
        ...SOCIAL_DETAILS,
        api_version: 'v18.0',
        attributes_url: 'https://graph.facebook.com/v18.0/me?fields=',
        attributes_url_add_attributes: 'true',
        authorize_url: 'https://www.facebook.com/v18.0/dialog/oauth',
        token_request_method: 'GET',
        token_url: 'https://graph.facebook.com/v18.0/oauth/access_token',
      },
    })
    assert.deepEqual(await details('LoginWithAmazon', SOCIAL_DETAILS), {
      mapping: { username: 'user_id' },
      details: {
        ...SOCIAL_DETAILS,
        attributes_url: 'https://api.amazon.com/user/profile',
        attributes_url_add_attributes: 'false',
        authorize_url: 'https://www.amazon.com/ap/oa',
        token_request_method: 'POST',
        token_url: 'https://api.amazon.com/auth/o2/token',
      },
    })
    const { private_key: _, ...shown } = APPLE_DETAILS
    assert.deepEqual(await details('SignInWithApple', APPLE_DETAILS), {
      mapping: { username: 'sub' },
      details: {
        ...shown,
        attributes_url_add_attributes: 'false',
        authorize_url: 'https://appleid.apple.com/auth/authorize',
        oidc_issuer: 'https://appleid.apple.com',
        token_request_method: 'POST',
        token_url: 'https://appleid.apple.com/auth/token',
      },
    })
  })

  test('reads the addresses of a SAML provider from its metadata, and makes a certificate for it', async () => {
    const made = await createProvider(root, pool, 'Saml', SAML)
    const { ActiveEncryptionCertificate = '', ...details } = made.ProviderDetails ?? {}
    assert.deepEqual(details, {
      MetadataFile: metadataOf(),
      SSORedirectBindingURI: SSO_URL,
      SLORedirectBindingURI: SLO_URL,
    })
    assert.deepEqual(made.AttributeMapping, {})
    assert.match(ActiveEncryptionCertificate, /^[A-Za-z0-9+/]+=*$/)
    const certificate = new X509Certificate(Buffer.from(ActiveEncryptionCertificate, 'base64'))
    assert.equal(certificate.subject, `CN=${pool}`)
    const years = +new Date(certificate.validTo) - +new Date(certificate.validFrom)
    assert.equal(years, 315_569_520_000)
  })

  test('makes a group for the users of the provider', async () => {
    const fresh = await newPool(root)
    await createProvider(root, fresh, 'Okta')
    const GroupName = `${fresh}_Okta`
    const { Group } = await root.send(new GetGroupCommand({ UserPoolId: fresh, GroupName }))
    assert.equal(Group?.Description, 'Autogenerated group for users who sign in using Okta')
  })

  test('makes no group if it makes no provider', async () => {
    const fresh = await newPool(root)
    await assert.rejects(createProvider(root, fresh, 'Okta', { AttributeMapping: { nope: 'x' } }))
    const { Groups } = await root.send(new ListGroupsCommand({ UserPoolId: fresh }))
    assert.deepEqual(Groups, [])
  })
})
