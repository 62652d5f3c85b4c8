// aws_cognito_identity_provider
import {
  type CognitoIdentityProviderClient,
  CreateIdentityProviderCommand,
  DeleteIdentityProviderCommand,
  DescribeIdentityProviderCommand,
  UpdateIdentityProviderCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { type Fields, toArguments, toMembers } from './fields.ts'
import { unlessGone } from './replay.ts'
import { differences, type Resource, type Values } from './resource.ts'

const FIELDS: Fields = {
  user_pool_id: 'UserPoolId',
  provider_name: 'ProviderName',
  provider_type: 'ProviderType',
  provider_details: 'ProviderDetails',
  attribute_mapping: 'AttributeMapping',
  idp_identifiers: 'IdpIdentifiers',
}

export const DETAILS =
  'ActiveEncryptionCertificate EncryptedResponses IDPInit IDPSignout MetadataFile MetadataURL RequestSigningAlgorithm SLORedirectBindingURI SSORedirectBindingURI api_version attributes_request_method attributes_url attributes_url_add_attributes authorize_scopes authorize_url client_id client_secret jwks_uri key_id oidc_issuer private_key team_id token_request_method token_url'.split(
    ' ',
  )

const keyOf = ({ user_pool_id, provider_name }: Values) => ({
  UserPoolId: user_pool_id,
  ProviderName: provider_name,
})

/**
 * @param ignored details that the provider knows to come from the service, so that it plans nothing if they are not in
 *   the configuration
 */
export const identityProvider = (ignored: readonly string[] = []): Resource => ({
  type: 'aws_cognito_identity_provider',
  calls: [
    'CreateIdentityProvider',
    'DeleteIdentityProvider',
    'DescribeIdentityProvider',
    'UpdateIdentityProvider',
  ],
  readsBack: true,
  arguments: {
    user_pool_id: { required: true, replaces: true },
    provider_name: { required: true, replaces: true },
    provider_type: { required: true, replaces: true },
    provider_details: {
      required: true,
      block: Object.fromEntries(
        DETAILS.map((key) => [key, ignored.includes(key) ? { kept: true, follows: true } : {}]),
      ),
    },
    attribute_mapping: { kept: true },
    idp_identifiers: {},
  },

  async create(client, planned) {
    const { provider_type: ProviderType, provider_details: ProviderDetails } = planned
    const input = { ...keyOf(planned), ProviderType, ProviderDetails, ...toMembers(FIELDS, planned) }
    await client.send(new CreateIdentityProviderCommand(input))
    return readProvider(client, planned)
  },

  read: (client, state) => unlessGone(readProvider(client, state)),

  // Sends the arguments that change, details with what the service added to them, identifiers also if there are none.
  async update(client, planned, prior) {
    const changed = differences(['attribute_mapping', 'idp_identifiers', 'provider_details'], planned, prior)
    const { ActiveEncryptionCertificate: _, ...provider_details } = planned.provider_details
    const values = { ...planned, provider_details, idp_identifiers: planned.idp_identifiers ?? [] }
    const sent = Object.fromEntries(
      Object.keys(changed).map((name) => [name, values[name as keyof typeof values]]),
    )
    await client.send(new UpdateIdentityProviderCommand({ ...keyOf(prior), ...toMembers(FIELDS, sent) }))
    return readProvider(client, prior)
  },

  async delete(client, state) {
    await unlessGone(client.send(new DeleteIdentityProviderCommand(keyOf(state))))
  },

  importId: ({ user_pool_id, provider_name }) => `${user_pool_id}:${provider_name}`,
  imported(id) {
    const [user_pool_id, provider_name] = id.split(':')
    return { user_pool_id, provider_name }
  },
})

async function readProvider(client: CognitoIdentityProviderClient, state: Values): Promise<Values> {
  const { IdentityProvider } = await client.send(new DescribeIdentityProviderCommand(keyOf(state)))
  return toArguments(FIELDS, IdentityProvider)
}
