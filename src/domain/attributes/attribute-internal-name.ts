/**
 * AWS: errors about creating and deleting attributes use the names of a directory inside the service (in the style of
 * SCIM, RFC 7643); errors about updates use the names of the API.
 */
const INTERNAL_NAMES: ReadonlyMap<string, string> = new Map([
  ['email', 'emails'],
  ['phone_number', 'phoneNumbers'],
  ['address', 'addresses'],
  ['name', 'name.formatted'],
  ['given_name', 'name.givenName'],
  ['family_name', 'name.familyName'],
  ['middle_name', 'name.middleName'],
  ['nickname', 'nickName'],
  ['preferred_username', 'preferredUsername'],
])

export function internalName(name: string): string {
  return (
    INTERNAL_NAMES.get(name) ??
    name.replace(/^dev:custom:/, 'Custom.Developer.').replace(/^custom:/, 'Custom.User.')
  )
}
