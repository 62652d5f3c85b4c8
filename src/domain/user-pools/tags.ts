import { invalidParameter, ServiceError } from '../../contract/service-error.ts'
import type { Tags } from './user-pool.ts'

/** AWS: quotas, "tags per user pool", not adjustable. Lengths of keys and values are constraints of the API. */
export const MAX_TAGS = 50

// Deviation: the service's own sentences are not known (docs/deviations.md, "tags").
const RESERVED = 'Tag keys can not start with aws:.'
const TOO_MANY = `A user pool can not have more than ${MAX_TAGS} tags.`

const userPoolTagging = (message: string) => new ServiceError('UserPoolTaggingException', message)

/** The tags that CreateUserPool and UpdateUserPool give a pool: UserPoolTaggingException. */
export function poolTags(tags: Tags = {}): Tags {
  return checked(tags, tags, userPoolTagging)
}

/** The tags after TagResource: InvalidParameterException. */
export function withTags(tags: Tags, added: Tags): Tags {
  return checked({ ...tags, ...added }, added, invalidParameter)
}

/** The tags after UntagResource. Keys that the pool lacks are no error. */
export function withoutTags(tags: Tags, keys: readonly string[]): Tags {
  return Object.fromEntries(Object.entries(tags).filter(([key]) => !keys.includes(key)))
}

export interface TagChange {
  /** Tags that are new or take another value. */
  readonly set: Tags
  /** The keys of those that go. */
  readonly removed: readonly string[]
}

/** What it takes to come from the present tags to others. */
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
