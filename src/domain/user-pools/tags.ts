import { invalidParameter, ServiceError } from '../../contract/service-error.ts'
import type { Tags } from './user-pool.ts'

/** AWS: quotas, "tags per user pool", not adjustable. The API's constraints limit the lengths of keys and values. */
export const MAX_TAGS = 50

// Deviation: the service's own messages are not known (docs/deviations.md, "tags").
const RESERVED = 'Tag keys can not start with aws:.'
const TOO_MANY = `A user pool can not have more than ${MAX_TAGS} tags.`

const userPoolTagging = (message: string) => new ServiceError('UserPoolTaggingException', message)

/**
 * The tags of a pool after CreateUserPool or UpdateUserPool.
 * @throws UserPoolTaggingException
 */
export function poolTags(tags: Tags = {}): Tags {
  return checked(tags, tags, userPoolTagging)
}

/**
 * The tags after TagResource.
 * @throws InvalidParameterException
 */
export function withTags(tags: Tags, added: Tags): Tags {
  return checked({ ...tags, ...added }, added, invalidParameter)
}

/** The tags after UntagResource. Keys that the pool does not have are ignored. */
export function withoutTags(tags: Tags, keys: readonly string[]): Tags {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)))
}

export interface TagChange {
  /** Tags that are new or change their value. */
  readonly set: Tags
  /** The keys of the tags to remove. */
  readonly removed: readonly string[]
}

/** The change from the present tags to the wanted ones. */
export function tagChange(present: Tags, wanted: Tags): TagChange {
  return {
    set: Object.fromEntries(
      Object.entries(wanted).filter(([key, value]) => !Object.hasOwn(present, key) || present[key] !== value),
    ),
    removed: Object.keys(present).filter((key) => !Object.hasOwn(wanted, key)),
  }
}

function checked(tags: Tags, given: Tags, error: (message: string) => ServiceError): Tags {
  if (Object.keys(given).some((key) => key.toLowerCase().startsWith('aws:'))) throw error(RESERVED)
  if (Object.keys(tags).length > MAX_TAGS) throw error(TOO_MANY)
  return tags
}
