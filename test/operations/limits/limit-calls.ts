import {
  type CognitoIdentityProviderClient,
  GetProvisionedLimitCommand,
  type LimitDefinitionType,
  UpdateProvisionedLimitCommand,
} from '@aws-sdk/client-cognito-identity-provider'

// What the tests of the operations on limits share.

export function definition(Category: string): LimitDefinitionType {
  return { LimitClass: 'API_CATEGORY', Attributes: { Category } }
}

/** A limit in the form of a response. */
export function limit(Category: string, ProvisionedLimitValue: number, FreeLimitValue: number) {
  return { LimitDefinition: definition(Category), ProvisionedLimitValue, FreeLimitValue }
}

export async function limitOf(client: CognitoIdentityProviderClient, Category: string) {
  return (await client.send(new GetProvisionedLimitCommand({ LimitDefinition: definition(Category) }))).Limit
}

export function update(client: CognitoIdentityProviderClient, Category: string, RequestedLimitValue: number) {
  return client.send(
    new UpdateProvisionedLimitCommand({ LimitDefinition: definition(Category), RequestedLimitValue }),
  )
}
