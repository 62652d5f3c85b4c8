/**
 * AWS: creation and deletion name attributes as a directory inside the service does (the style of SCIM, RFC 7643);
 * updates name them as the API does.
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
