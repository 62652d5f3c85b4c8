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

/**
 * AWS: the error about a name that the schema lacks. That without a prefix was reported of sign-ups, the other one also
 * recorded on deletions.
 */
export function unknownAttribute(name: string): string {
  return /^(?:dev:)?custom:/.test(name)
    ? `Type for attribute {${name}} could not be determined`
    : `The attribute ${name} is not defined in schema`
}
