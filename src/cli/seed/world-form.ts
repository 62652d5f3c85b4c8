import { shapeNamed } from '../../contract/model.ts'

/** The form of a part of the file: a shape of the service model by its name, a list, or members of our own. */
export type Form = string | { readonly list: Form } | MembersForm

export interface MembersForm {
  readonly members: Readonly<Record<string, Form>>
  readonly required: readonly string[]
}

const GROUP: MembersForm = { members: inputOf('CreateGroupRequest'), required: [] }

const CLIENT: MembersForm = {
  members: { ...inputOf('CreateUserPoolClientRequest'), ClientId: 'ClientIdType' },
  required: ['ClientId'],
}

const IDENTITY_PROVIDER: MembersForm = { members: inputOf('CreateIdentityProviderRequest'), required: [] }

/** Declared users are sent nothing, so the members of AdminCreateUser for messages and triggers are left out. */
const OF_MESSAGES = [
  'ClientMetadata',
  'DesiredDeliveryMediums',
  'ForceAliasCreation',
  'MessageAction',
  'ValidationData',
]

const USER: MembersForm = {
  members: {
    ...inputOf('AdminCreateUserRequest', OF_MESSAGES),
    Sub: 'StringType',
    Password: 'PasswordType',
    Groups: { list: 'GroupNameType' },
    Identities: { list: 'ProviderUserIdentifierType' },
    SoftwareToken: {
      members: { SecretCode: 'SecretCodeType', FriendlyDeviceName: 'StringType' },
      required: ['SecretCode'],
    },
    MfaPreference: { members: inputOf('AdminSetUserMFAPreferenceRequest', ['Username']), required: [] },
  },
  required: [],
}

const USER_POOL: MembersForm = {
  members: {
    ...inputOf('CreateUserPoolRequest'),
    Id: 'UserPoolIdType',
    MfaConfig: { members: inputOf('SetUserPoolMfaConfigRequest'), required: [] },
    RiskConfiguration: { members: inputOf('SetRiskConfigurationRequest', ['ClientId']), required: [] },
    IdentityProviders: { list: IDENTITY_PROVIDER },
    ResourceServers: { list: { members: inputOf('CreateResourceServerRequest'), required: [] } },
    UserPoolClients: { list: CLIENT },
    Domains: { list: { members: inputOf('CreateUserPoolDomainRequest'), required: [] } },
    UICustomizations: { list: { members: inputOf('SetUICustomizationRequest'), required: [] } },
    ManagedLoginBrandings: { list: { members: inputOf('CreateManagedLoginBrandingRequest'), required: [] } },
    Terms: { list: { members: inputOf('CreateTermsRequest'), required: [] } },
    Groups: { list: GROUP },
    Users: { list: USER },
  },
  required: ['Id'],
}

/** The whole file. */
export const WORLD: MembersForm = { members: { UserPools: { list: USER_POOL } }, required: ['UserPools'] }

/** The members of an operation's input, without the id of the pool, which the file's structure gives. */
function inputOf(name: string, without: readonly string[] = []): Readonly<Record<string, string>> {
  const shape = shapeNamed(name)
  const members = shape.type === 'structure' ? Object.entries(shape.members) : []
  return Object.fromEntries(
    members.filter(([member]) => member !== 'UserPoolId' && !without.includes(member)),
  )
}
