import type { Attributes } from './attributes.ts'

export interface ListedAttribute {
  readonly name: string
  readonly value: string
}

/**
 * AWS: users are returned with their standard attributes in a fixed order, then the custom ones, `sub` last. We know
 * five places of that order (email, email_verified, family_name, given_name, birthdate); the rest is ours.
 */
const STANDARD_ORDER = [
  'email',
  'email_verified',
  'phone_number',
  'phone_number_verified',
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
  'address',
  'updated_at',
  'identities',
]
const PLACES = new Map(STANDARD_ORDER.map((name, place) => [name, place]))

export function listedAttributes(attributes: Attributes, sub: string): ListedAttribute[] {
  const names = [...attributes.keys()].sort((a, b) => placeOf(a) - placeOf(b) || (a < b ? -1 : 1))
  const listed = names.map((name) => ({ name, value: attributes.get(name) ?? '' }))
  return [...listed, { name: 'sub', value: sub }]
}

function placeOf(name: string): number {
  return PLACES.get(name) ?? STANDARD_ORDER.length
}
