import { checkOf } from '../../contract/check-shape.ts'
import { isCalled } from '../../contract/recorded-constraints.ts'
import { regionOf } from './declared.ts'
import type { Place, Problem } from './problems.ts'
import type { Reading } from './read-node.ts'
import type {
  WorldClient,
  WorldGroup,
  WorldIdentityProvider,
  WorldResourceServer,
  WorldSoftwareToken,
  WorldUser,
  WorldUserPool,
} from './world.ts'

/** The server's limits for pools. */
export interface Bounds {
  /** If empty, the server accepts every region name. */
  readonly regions: readonly string[]
}

type Places = Reading['places']

/** Checks everything that needs no database: the contract's constraints, repeated ids, contradictions. */
export function checkWorld(pools: readonly WorldUserPool[], places: Places, bounds: Bounds): Problem[] {
  const clients = pools.flatMap(({ UserPoolClients = [] }) => UserPoolClients)
  return [
    ...pools.flatMap((pool) => checkPool(pool, places, bounds)),
    ...repeated(pools, 'Id', places),
    ...repeated(clients, 'ClientId', places), // unique in the whole server
  ]
}

function checkPool(pool: WorldUserPool, places: Places, bounds: Bounds): Problem[] {
  const {
    Id: UserPoolId,
    UserPoolClients = [],
    Groups = [],
    Users = [],
    IdentityProviders = [],
    ResourceServers = [],
    MfaConfig,
  } = pool
  const bad = broken('UserPoolIdType', UserPoolId, memberPlace(places, pool, 'Id'), places)
  if (bad.length > 0) return bad
  const within = { UserPoolId }
  return [
    ...checkRegion(pool, places, bounds),
    ...brokenInput('CreateUserPoolRequest', pool, {}, places),
    ...(MfaConfig ? brokenInput('SetUserPoolMfaConfigRequest', MfaConfig, within, places) : []),
    ...IdentityProviders.flatMap((provider) =>
      brokenInput('CreateIdentityProviderRequest', provider, within, places),
    ),
    ...UserPoolClients.flatMap((client) => checkClient(client, within, places)),
    ...Groups.flatMap((group) => brokenInput('CreateGroupRequest', group, within, places)),
    ...Users.flatMap((user) => checkUser(user, within, places)),
    ...checkPages(pool, within, places),
    ...repeated<WorldGroup>(Groups, 'GroupName', places),
    ...repeated<WorldIdentityProvider>(IdentityProviders, 'ProviderName', places),
    ...repeated<WorldResourceServer>(ResourceServers, 'Identifier', places),
    ...repeated(Users, 'Username', places),
    ...repeated(Users, 'Sub', places),
  ]
}

/** The parts of a pool that pages and endpoints are made of, each with the operation that creates it. */
const PAGE_PARTS = {
  ResourceServers: 'CreateResourceServerRequest',
  Domains: 'CreateUserPoolDomainRequest',
  UICustomizations: 'SetUICustomizationRequest',
  ManagedLoginBrandings: 'CreateManagedLoginBrandingRequest',
  Terms: 'CreateTermsRequest',
} as const

function checkPages(pool: WorldUserPool, within: object, places: Places): Problem[] {
  return (Object.keys(PAGE_PARTS) as (keyof typeof PAGE_PARTS)[]).flatMap((part) =>
    (pool[part] ?? []).flatMap((item: object) => brokenInput(PAGE_PARTS[part], item, within, places)),
  )
}

function checkRegion(pool: WorldUserPool, places: Places, { regions }: Bounds): Problem[] {
  const place = memberPlace(places, pool, 'Id')
  const region = regionOf(pool.Id)
  if (region === undefined) return [{ ...place, text: 'must begin with a region and an underscore' }]
  if (regions.length === 0 || regions.includes(region)) return []
  return [{ ...place, text: `is of a region that is not served; those are ${regions.join(', ')}` }]
}

function checkClient(client: WorldClient, within: object, places: Places): Problem[] {
  return [
    ...broken('ClientIdType', client.ClientId, memberPlace(places, client, 'ClientId'), places),
    ...brokenInput('CreateUserPoolClientRequest', client, within, places),
  ]
}

/** In the service's form, but of any UUID version. */
const SUB = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function checkUser(user: WorldUser, within: object, places: Places): Problem[] {
  const { Sub, Password, TemporaryPassword, Groups = [], SoftwareToken, MfaPreference } = user
  const problems = brokenInput('AdminCreateUserRequest', user, within, places)
  if (Sub !== undefined && !SUB.test(Sub)) {
    problems.push({ ...memberPlace(places, user, 'Sub'), text: 'must be a UUID in lower case' })
  }
  if (Password !== undefined) {
    const place = memberPlace(places, user, 'Password')
    problems.push(...broken('PasswordType', Password, place, places))
    if (TemporaryPassword !== undefined) {
      problems.push({ ...place, text: 'and TemporaryPassword must not be given together' })
    }
  }
  Groups.forEach((group, index) => {
    problems.push(...broken('GroupNameType', group, memberPlace(places, Groups, `${index}`), places))
  })
  if (SoftwareToken) problems.push(...checkSoftwareToken(SoftwareToken, places))
  if (MfaPreference) {
    const whole = { ...within, Username: user.Username }
    problems.push(...brokenInput('AdminSetUserMFAPreferenceRequest', MfaPreference, whole, places))
  }
  return problems
}

/** Base32 (RFC 4648, section 6) without padding. Real secrets have 52 characters. */
const SECRET_CODE = /^[A-Z2-7]{16,200}$/

function checkSoftwareToken(token: WorldSoftwareToken, places: Places): Problem[] {
  if (SECRET_CODE.test(token.SecretCode)) return []
  const text = 'must be base32: 16 to 200 characters of A to Z and 2 to 7'
  return [{ ...memberPlace(places, token, 'SecretCode'), text }]
}

function brokenInput(shape: string, item: object, within: object, places: Places): Problem[] {
  const own = places.get(item)?.own ?? NOWHERE
  return broken(shape, { ...item, ...within }, own, places, item)
}

/** The contract's complaints about a value, each with the place of the part that it concerns. */
function broken(
  shape: string,
  value: unknown,
  place: Place,
  places: Places,
  item: unknown = value,
): Problem[] {
  return checkOf(shape)(value as never).map(({ path, constraint }) => {
    const part = path.split('.').filter((segment) => segment !== '')
    const found = placeOf(part, item, place, places)
    return { line: found.line, path: found.path, text: `failed to satisfy constraint: ${constraint}` }
  })
}

/** Follows a path from the validator: members in lower camel case, `1.member` for the first entry of a list. */
function placeOf(path: readonly string[], item: unknown, place: Place, places: Places): Place {
  const [segment, ...rest] = path
  if (segment === undefined) return place
  const known = typeof item === 'object' && item !== null ? places.get(item) : undefined
  if (known === undefined) return place
  if (Array.isArray(item)) {
    const index = Number(segment) - 1
    return placeOf(rest.slice(1), item[index], known.members[index] ?? place, places)
  }
  const members = item as Readonly<Record<string, unknown>>
  const name = Object.keys(known.members).find((member) => member === segment || isCalled(member, segment))
  if (name === undefined) return { ...place, path: `${place.path}.${upperFirst(segment)}` } // a missing member
  const below = rest[0] === 'member' ? rest.slice(1) : rest // the value of a map's key
  return placeOf(below, members[name], known.members[name] ?? place, places)
}

function upperFirst(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}

function repeated<Item extends object>(
  items: readonly Item[],
  name: keyof Item & string,
  places: Places,
): Problem[] {
  const seen = new Set<unknown>()
  return items.flatMap((item) => {
    const id = item[name]
    if (id === undefined || !seen.has(id)) {
      seen.add(id)
      return []
    }
    return [{ ...memberPlace(places, item, name), text: 'is declared twice' }]
  })
}

const NOWHERE: Place = { line: 1, path: '' }

function memberPlace(places: Places, item: object, name: string): Place {
  const known = places.get(item)
  return known?.members[name] ?? known?.own ?? NOWHERE
}
