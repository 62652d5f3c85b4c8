// aws_cognito_managed_login_branding
import {
  type CognitoIdentityProviderClient,
  CreateManagedLoginBrandingCommand,
  DeleteManagedLoginBrandingCommand,
  DescribeManagedLoginBrandingByClientCommand,
  DescribeManagedLoginBrandingCommand,
  paginateListUserPoolClients,
  UpdateManagedLoginBrandingCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { type Fields, toArguments, toMembers } from './fields.ts'
import { unlessGone } from './replay.ts'
import { differences, type Resource, type Values } from './resource.ts'

const FIELDS: Fields = {
  user_pool_id: 'UserPoolId',
  use_cognito_provided_values: 'UseCognitoProvidedValues?',
  asset: [
    'Assets',
    {
      bytes: 'Bytes',
      category: 'Category',
      color_mode: 'ColorMode',
      extension: 'Extension',
      resource_id: 'ResourceId',
    },
  ],
}

/** Settings are texts of JSON to the provider, and the bytes of assets texts of base64. */
function toInput({ asset = [], settings, ...values }: Values): Values {
  const assets = asset.map(({ bytes, ...rest }: Values) => ({ ...rest, bytes: Buffer.from(bytes, 'base64') }))
  return {
    ...toMembers(FIELDS, { ...values, asset: assets }),
    ...(settings && { Settings: JSON.parse(settings) }),
  }
}

function fromAnswer(branding: object | undefined): Values {
  const { asset = [], ...values } = toArguments(FIELDS, branding)
  const assets = asset.map(({ bytes, ...rest }: Values) => ({
    ...rest,
    bytes: Buffer.from(bytes).toString('base64'),
  }))
  return { ...values, asset: assets }
}

const keyOf = ({ user_pool_id, managed_login_branding_id }: Values) => ({
  UserPoolId: user_pool_id,
  ManagedLoginBrandingId: managed_login_branding_id,
})

/** All settings, with the default ones. */
async function allSettings(client: CognitoIdentityProviderClient, state: Values): Promise<Values> {
  const input = { ...keyOf(state), ReturnMergedResources: true }
  const { ManagedLoginBranding } = await client.send(new DescribeManagedLoginBrandingCommand(input))
  return { settings_all: ManagedLoginBranding?.Settings }
}

async function readBranding(client: CognitoIdentityProviderClient, state: Values): Promise<Values> {
  const { ManagedLoginBranding } = await client.send(new DescribeManagedLoginBrandingCommand(keyOf(state)))
  const { Settings: settings } = ManagedLoginBranding ?? {}
  return {
    ...fromAnswer(ManagedLoginBranding),
    managed_login_branding_id: ManagedLoginBranding?.ManagedLoginBrandingId,
    settings: settings && sameText(settings, state.settings),
    ...(await allSettings(client, state)),
    client_id: await clientOf(client, state),
  }
}

/** The text that the state has, if it is one of the same document. */
function sameText(document: unknown, text: string | undefined): string {
  const former = text === undefined ? undefined : JSON.parse(text)
  return text !== undefined && Object.keys(differences(['it'], { it: document }, { it: former })).length === 0
    ? text
    : JSON.stringify(document)
}

/** The provider asks for the branding of every client of the pool. */
async function clientOf(client: CognitoIdentityProviderClient, state: Values): Promise<string | undefined> {
  const { UserPoolId, ManagedLoginBrandingId } = keyOf(state)
  for await (const { UserPoolClients = [] } of paginateListUserPoolClients({ client }, { UserPoolId })) {
    for (const { ClientId } of UserPoolClients) {
      const command = new DescribeManagedLoginBrandingByClientCommand({ UserPoolId, ClientId })
      const found = await unlessGone(client.send(command))
      if (found?.ManagedLoginBranding?.ManagedLoginBrandingId === ManagedLoginBrandingId) return ClientId
    }
  }
  return undefined
}

export const managedLoginBranding: Resource = {
  type: 'aws_cognito_managed_login_branding',
  calls: [
    'CreateManagedLoginBranding',
    'DeleteManagedLoginBranding',
    'DescribeManagedLoginBranding',
    'DescribeManagedLoginBrandingByClient',
    'ListUserPoolClients',
    'UpdateManagedLoginBranding',
  ],
  arguments: {
    user_pool_id: { required: true, replaces: true },
    client_id: { required: true, replaces: true },
    asset: { replaces: true },
    settings: {},
    use_cognito_provided_values: { kept: true, follows: true },
  },

  async create(client, planned) {
    const input = { UserPoolId: planned.user_pool_id, ClientId: planned.client_id, ...toInput(planned) }
    const { ManagedLoginBranding } = await client.send(new CreateManagedLoginBrandingCommand(input))
    const state = {
      ...planned,
      managed_login_branding_id: ManagedLoginBranding?.ManagedLoginBrandingId,
      use_cognito_provided_values: ManagedLoginBranding?.UseCognitoProvidedValues,
    }
    return { ...state, ...(await allSettings(client, state)) }
  },

  read: (client, state) => unlessGone(readBranding(client, state)),

  // Settings are sent if they change, and then the flag is false.
  async update(client, planned, prior) {
    const restyled = planned.settings && planned.settings !== prior.settings
    const values = restyled ? { use_cognito_provided_values: false } : { settings: undefined }
    const input = { ...toInput({ ...planned, ...values }), ...keyOf(prior) }
    const { ManagedLoginBranding } = await client.send(new UpdateManagedLoginBrandingCommand(input))
    const { UseCognitoProvidedValues: use_cognito_provided_values } = ManagedLoginBranding ?? {}
    return { ...planned, use_cognito_provided_values, ...(await allSettings(client, prior)) }
  },

  async delete(client, state) {
    await unlessGone(client.send(new DeleteManagedLoginBrandingCommand(keyOf(state))))
  },

  importId: ({ user_pool_id, managed_login_branding_id }) => `${user_pool_id},${managed_login_branding_id}`,
  imported(id) {
    const [user_pool_id, managed_login_branding_id] = id.split(',')
    return { user_pool_id, managed_login_branding_id }
  },
}
