import type { JsonObject } from '../../kernel/json-object.ts'
import type { GroupClaims } from '../groups/group-claims.ts'
import { type ClaimChanges, NO_CHANGES, type TokenChanges } from '../tokens/token-changes.ts'
import { assertMembers, objectOf, textMapOf, textOf, textsOf } from './read-response.ts'
import { unrecognizableOutput } from './trigger-errors.ts'

/**
 * The response of version 1: claims of the ID token, whose values are texts, and groups.
 * @throws InvalidLambdaResponseException
 */
export function claimsChanges(response: JsonObject): TokenChanges {
  assertMembers(response, ['claimsOverrideDetails'])
  const details = objectOf(response.claimsOverrideDetails)
  if (!details) return NO_CHANGES
  assertMembers(details, [...CLAIMS, 'groupOverrideDetails'])
  const idToken = {
    set: textMapOf(details.claimsToAddOrOverride),
    removed: namesOf(details.claimsToSuppress),
  }
  return bounded(details, { ...NO_CHANGES, idToken, groups: groupsOf(details) })
}

/**
 * The response of versions 2 and 3: claims of any JSON value in both tokens, scopes, and groups.
 * @throws InvalidLambdaResponseException
 */
export function claimsAndScopeChanges(response: JsonObject): TokenChanges {
  assertMembers(response, ['claimsAndScopeOverrideDetails'])
  const details = objectOf(response.claimsAndScopeOverrideDetails)
  if (!details) return NO_CHANGES
  assertMembers(details, ['idTokenGeneration', 'accessTokenGeneration', 'groupOverrideDetails'])
  const id = objectOf(details.idTokenGeneration) ?? {}
  assertMembers(id, CLAIMS)
  const access = objectOf(details.accessTokenGeneration) ?? {}
  assertMembers(access, [...CLAIMS, 'scopesToAdd', 'scopesToSuppress'])
  const added = textsOf(access.scopesToAdd)
  if (!added.every((scope) => SCOPE.test(scope))) throw unrecognizableOutput()
  return bounded(details, {
    idToken: claimsOf(id),
    accessToken: claimsOf(access),
    scopes: { added, removed: namesOf(access.scopesToSuppress) },
    groups: groupsOf(details),
  })
}

const CLAIMS = ['claimsToAddOrOverride', 'claimsToSuppress']

/** RFC 6749, section 3.3. AWS: scopes that contain a space can't be added. */
const SCOPE = /^[\x21\x23-\x5b\x5d-\x7e]+$/

/** AWS: as many claims and scopes as a function may add. */
const MOST_ADDED = 5000

/** How deep objects and lists in a claim may contain each other. */
const DEEPEST = 32

/** Characters of JSON, with groups and roles. Deviation: the service's limit is not known (docs/deviations.md). */
const MOST_CHARACTERS = 256 * 1024

function bounded(details: JsonObject, changes: TokenChanges): TokenChanges {
  const { idToken, accessToken, scopes } = changes
  if (idToken.set.size + accessToken.set.size + scopes.added.length > MOST_ADDED) throw unrecognizableOutput()
  if (JSON.stringify(details).length > MOST_CHARACTERS) throw unrecognizableOutput()
  return changes
}

/** A value of null adds nothing. */
function claimsOf({ claimsToAddOrOverride, claimsToSuppress }: JsonObject): ClaimChanges {
  const entries = Object.entries(objectOf(claimsToAddOrOverride) ?? {}).filter(([, value]) => value !== null)
  if (!entries.every(([, value]) => isShallow(value, DEEPEST))) throw unrecognizableOutput()
  return { set: new Map(entries), removed: namesOf(claimsToSuppress) }
}

function isShallow(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true
  return levels > 0 && Object.values(value).every((member) => isShallow(member, levels - 1))
}

function namesOf(value: unknown): ReadonlySet<string> {
  return new Set(textsOf(value))
}

/** AWS: an object without members, and null, leave the user without groups. */
function groupsOf(details: JsonObject): GroupClaims | undefined {
  if (details.groupOverrideDetails === undefined) return undefined
  const override = objectOf(details.groupOverrideDetails) ?? {}
  assertMembers(override, ['groupsToOverride', 'iamRolesToOverride', 'preferredRole'])
  const groups = textsOf(override.groupsToOverride)
  const roles = textsOf(override.iamRolesToOverride)
  const preferredRole = textOf(override.preferredRole)
  return {
    ...(groups.length > 0 && { groups }),
    ...(roles.length > 0 && { roles }),
    ...(preferredRole && { preferredRole }),
  }
}
