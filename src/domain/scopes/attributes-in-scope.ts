import type { Attributes } from '../attributes/attributes.ts'

const EMAIL = ['email', 'email_verified']
const PHONE = ['phone_number', 'phone_number_verified']

/** OpenID Connect Core, section 5.4. */
const PROFILE = [
  'name',
  'family_name',
  'given_name',
  'middle_name',
  'nickname',
  'preferred_username',
  'profile',
  'picture',
  'website',
  'gender',
  'birthdate',
  'zoneinfo',
  'locale',
  'updated_at',
]

type IsShown = (name: string) => boolean

/** AWS: in an ID token, `profile` stands for all attributes that the client may read. */
const IN_ID_TOKEN: Readonly<Record<string, IsShown>> = {
  email: (name) => EMAIL.includes(name),
  phone: (name) => PHONE.includes(name),
  profile: () => true,
}

/** AWS: at the userInfo endpoint, `profile` stands for the claims of the standard and the custom attributes. */
const AT_USER_INFO: Readonly<Record<string, IsShown>> = {
  ...IN_ID_TOKEN,
  profile: (name) => PROFILE.includes(name) || name.startsWith('custom:') || name === 'identities',
}

/** Of the attributes that a client may read, those that an ID token with these scopes shows. */
export function idTokenAttributes(scope: string, readable: Attributes): Attributes {
  return inScope(IN_ID_TOKEN, scope, readable)
}

/** Of the attributes that a client may read, those that the userInfo endpoint shows for these scopes. */
export function userInfoAttributes(scope: string, readable: Attributes): Attributes {
  return inScope(AT_USER_INFO, scope, readable)
}

/** AWS: `openid` without one of the three narrower scopes stands for all attributes. */
function inScope(table: Readonly<Record<string, IsShown>>, scope: string, readable: Attributes): Attributes {
  const rules = scope.split(' ').flatMap((name) => (Object.hasOwn(table, name) ? [table[name]] : []))
  if (rules.length === 0) return readable
  return new Map([...readable].filter(([name]) => rules.some((isShown) => isShown?.(name))))
}
