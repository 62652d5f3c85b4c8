import type { Instant } from '../../kernel/clock.ts'
import { SUBJECT } from '../identity-providers/identity-provider.ts'
import type { Stores } from '../stores.ts'
import type { UserPool } from '../user-pools/user-pool.ts'
import { lookUpOf } from '../users/aliases.ts'
import type { User } from '../users/user.ts'
import { lockDestination, lockSource, type ProviderUser, type Source } from './provider-user.ts'
import { saveIdentities } from './save-identities.ts'
import {
  federatedUsername,
  MAX_LINK_ATTRIBUTES,
  MAX_LINKED_IDENTITIES,
  type UserIdentity,
} from './user-identity.ts'
import {
  alreadyLinked,
  linkedToAnother,
  mergingUnsupported,
  tooManyLinkAttributes,
  tooManyLinks,
} from './user-identity-errors.ts'

type LinkStores = Pick<Stores, 'identityProviders' | 'userIdentities' | 'users'>

export interface LinkRequest {
  readonly destination: ProviderUser
  readonly source: ProviderUser
}

/**
 * Lets an identity at a provider, which has not signed in yet, sign in as a user of the pool.
 * @throws AliasExists-, InvalidParameter-, LimitExceeded-, ResourceNotFound-, UserNotFoundException
 */
export async function linkIdentity(
  stores: LinkStores,
  pool: UserPool,
  { destination, source: requested }: LinkRequest,
  now: Instant,
): Promise<User> {
  const user = await lockDestination(stores, pool, destination)
  const source = await lockSource(stores, pool, requested)
  await assertUnused(stores, pool, source, user)
  await assertRoom(stores, source, user)
  const identity: UserIdentity = {
    ...source.subject,
    sub: user.sub,
    providerType: source.provider.type,
    issuer: source.provider.saml?.metadata.entityId,
    primary: false,
    createdAt: now,
  }
  if (!(await stores.userIdentities.insert(identity))) throw linkedToAnother()
  return saveIdentities(stores, user, now)
}

async function assertUnused(
  stores: LinkStores,
  pool: UserPool,
  { subject }: Source,
  user: User,
): Promise<void> {
  const present = await stores.userIdentities.find(subject)
  if (present?.primary) throw mergingUnsupported()
  if (present) throw present.sub === user.sub ? alreadyLinked() : linkedToAnother()
  if (subject.attributeName !== SUBJECT) return
  const username = federatedUsername(pool.settings, subject.providerName, subject.attributeValue)
  const { username: name } = lookUpOf(pool.settings, username, 'administrator')
  if (await stores.users.resolve(pool.id, { username: name, aliases: [] })) throw mergingUnsupported()
}

async function assertRoom({ userIdentities }: LinkStores, { subject }: Source, user: User): Promise<void> {
  const { userPoolId, providerName, attributeName } = subject
  const identities = await userIdentities.listForUser(userPoolId, user.sub)
  if (identities.filter(({ primary }) => !primary).length >= MAX_LINKED_IDENTITIES) throw tooManyLinks()
  const names = await userIdentities.attributeNames(userPoolId, providerName, MAX_LINK_ATTRIBUTES)
  if (names.length >= MAX_LINK_ATTRIBUTES && !names.includes(attributeName)) throw tooManyLinkAttributes()
}
