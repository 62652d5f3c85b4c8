import {
  type CognitoIdentityProviderClient,
  TagResourceCommand,
  UntagResourceCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import type { Values } from './resource.ts'

/** What the provider calls before any other update, if the tags of a resource change. */
export async function retag(
  client: CognitoIdentityProviderClient,
  ResourceArn: string,
  before: Values = {},
  after: Values = {},
): Promise<void> {
  const TagKeys = Object.keys(before).filter((key) => !(key in after))
  if (TagKeys.length > 0) await client.send(new UntagResourceCommand({ ResourceArn, TagKeys }))
  const Tags = Object.fromEntries(Object.entries(after).filter(([key, value]) => before[key] !== value))
  if (Object.keys(Tags).length > 0) await client.send(new TagResourceCommand({ ResourceArn, Tags }))
}
