import assert from 'node:assert/strict'
import {
  type CognitoIdentityProviderClient,
  CreateIdentityProviderCommand,
  type CreateIdentityProviderCommandInput,
  DescribeIdentityProviderCommand,
  type IdentityProviderType,
} from '@aws-sdk/client-cognito-identity-provider'
import type { OperationName } from '../../../src/contract/generated/types.ts'
import { selfSigned } from '../../support/certificate.ts'
import type { Poolhouse } from '../../support/poolhouse.ts'
import { newPool, poolArn } from '../../support/pools.ts'
import { testAccess } from '../user-pools/signed-access.ts'

export const NO_POOL = 'us-east-1_Missing00'
export const POOL_NOT_FOUND = ['ResourceNotFoundException', `User pool ${NO_POOL} does not exist.`] as const

export const OIDC_DETAILS = {
  client_id: 'poolhouse',
  client_secret: 'secret of the client',
  authorize_scopes: 'openid email',
  oidc_issuer: 'https://idp.example.com',
  attributes_request_method: 'GET',
}

export const SOCIAL_DETAILS = {
  client_id: 'app',
  client_secret: 'secret of the app',
  authorize_scopes: 'email profile openid',
}

export const APPLE_DETAILS = {
  client_id: 'com.example.app',
  team_id: 'TEAM',
  key_id: 'KEY',
  private_key: 'a private key',
  authorize_scopes: 'email name',
}

type Settings = Partial<CreateIdentityProviderCommandInput>

/** An OIDC provider, unless the settings say otherwise. */
export async function createProvider(
  root: CognitoIdentityProviderClient,
  UserPoolId: string,
  ProviderName: string,
  settings: Settings = {},
): Promise<IdentityProviderType> {
  const { IdentityProvider } = await root.send(
    new CreateIdentityProviderCommand({
      UserPoolId,
      ProviderName,
      ProviderType: 'OIDC',
      ProviderDetails: OIDC_DETAILS,
      ...settings,
    }),
  )
  return IdentityProvider ?? assert.fail('no provider')
}

export async function describeProvider(
  root: CognitoIdentityProviderClient,
  UserPoolId: string,
  ProviderName: string,
): Promise<IdentityProviderType> {
  const command = new DescribeIdentityProviderCommand({ UserPoolId, ProviderName })
  return (await root.send(command)).IdentityProvider ?? assert.fail('no provider')
}

const CERTIFICATE = selfSigned('idp.example.com').cert.replace(/-----[A-Z ]+-----|\s/g, '')

export const SSO_URL = 'https://idp.example.com/sso'
export const SLO_URL = 'https://idp.example.com/slo'

export interface MetadataParts {
  readonly attributes?: string
  readonly services?: string
  readonly certificate?: string
}

/** The metadata of a SAML provider, with single logout. */
export function metadataOf({
  attributes = 'entityID="https://idp.example.com"',
  services = `<md:SingleLogoutService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${SLO_URL}"/><md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST" Location="https://idp.example.com/post"/><md:SingleSignOnService Binding="urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect" Location="${SSO_URL}"/>`,
  certificate = CERTIFICATE,
}: MetadataParts = {}): string {
  return `<?xml version="1.0"?>
<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" ${attributes}>
  <md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">
    <md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>
      ${certificate}
    </ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>
    ${services}
  </md:IDPSSODescriptor>
</md:EntityDescriptor>`
}

export const SAML = { ProviderType: 'SAML', ProviderDetails: { MetadataFile: metadataOf() } } as const

/** The access to an operation on one provider. */
export function testProviderAccess(operation: OperationName, house: Poolhouse): void {
  testAccess({
    operation,
    house: () => house,
    input: async () => {
      const root = house.client()
      const UserPoolId = await newPool(root)
      await createProvider(root, UserPoolId, 'Okta')
      return { UserPoolId, ProviderName: 'Okta' }
    },
    resource: ({ UserPoolId }) => poolArn(UserPoolId),
  })
}
