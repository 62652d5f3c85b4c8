import { VERIFICATION_FLAG } from '../../attributes/attributes.ts'
import { NO_MFA_SETTINGS } from '../../factors/mfa-settings.ts'
import { alreadyFound, usernameTooLong } from '../../federation/federation-refused.ts'
import { firstAttributes } from '../../federation/first-attributes.ts'
import { providerGroupName } from '../../identity-providers/provider-group.ts'
import type { RequestContext } from '../../requests/request-context.ts'
import type { Stores } from '../../stores.ts'
import type { Guard } from '../../threat-protection/guard.ts'
import { callPostConfirmation } from '../../triggers/post-confirmation.ts'
import { callPreSignUp, type PreSignUpDecision } from '../../triggers/pre-sign-up.ts'
import { saveIdentities } from '../../user-identities/save-identities.ts'
import { federatedUsername } from '../../user-identities/user-identity.ts'
import { claimAliases } from '../../users/claim-aliases.ts'
import { newSub } from '../../users/new-sub.ts'
import type { User } from '../../users/user.ts'
import { findIdentity, LONGEST_USERNAME, type MappedSignIn } from './provider-sign-in.ts'
import { signInAgain } from './sign-in-again.ts'

/**
 * Creates the user of an identity that signs in for the first time. Of rivals with one identity, one creates it.
 * AWS: a link that the PreSignUp function makes is too late for this sign-in, which then fails.
 * @throws FederationRefused; the errors of the functions
 */
export async function signInFirst(
  context: RequestContext,
  signIn: MappedSignIn,
  guard: Guard | undefined,
): Promise<User> {
  const { pool, client, mapped } = signIn
  const applicant = newFederatedUser(context, signIn)
  const { username } = applicant
  const decision = await callPreSignUp(context, pool, {
    source: 'ExternalProvider',
    clientId: client.id,
    user: applicant,
    entries: [...mapped].map(([name, value]) => ({ name, value })),
    validationData: {}, // AWS: not null, as elsewhere
    clientMetadata: undefined,
  })
  const user = verified(applicant, decision)
  const created = await context.storage.bookkeeping((stores) => create(stores, signIn, user), undefined, user)
  if (created === 'linked') throw alreadyFound(username)
  if (created !== 'created') return signInAgain(context, signIn, created, guard)
  const confirmed = { source: 'ConfirmSignUp', clientId: client.id, sub: user.sub } as const
  await callPostConfirmation(context, pool, { ...confirmed, clientMetadata: undefined })
  return (await context.storage.stores.users.find(pool.id, user.sub)) ?? user
}

function newFederatedUser({ entropy, now }: RequestContext, { pool, subject, mapped }: MappedSignIn): User {
  const username = federatedUsername(pool.settings, subject.providerName, subject.attributeValue)
  if ([...username].length > LONGEST_USERNAME) throw usernameTooLong(username)
  return {
    userPoolId: pool.id,
    username,
    sub: newSub(entropy),
    attributes: firstAttributes(pool.schema, mapped),
    pendingAttributes: new Map(),
    status: 'EXTERNAL_PROVIDER',
    enabled: true,
    mfa: NO_MFA_SETTINGS,
    createdAt: now,
    modifiedAt: now,
  }
}

function verified(user: User, { confirmed, verified: contacts }: PreSignUpDecision): User {
  if (!confirmed) return user
  const flags = contacts.map((contact) => [VERIFICATION_FLAG[contact], 'true'] as const)
  return { ...user, attributes: new Map([...user.attributes, ...flags]) }
}

/** The provider is locked, so that neither a rival nor a link comes in between. */
async function create(stores: Stores, signIn: MappedSignIn, user: User) {
  const { pool, provider, subject } = signIn
  await stores.identityProviders.lock(pool.id, provider.name)
  const rival = await findIdentity(stores, signIn)
  if (rival) return rival.primary ? rival : 'linked'
  if (!(await stores.users.insert(user))) throw alreadyFound(user.username)
  if (await claimAliases(stores, pool, user)) throw alreadyFound(user.username)
  await stores.userIdentities.insert({
    ...subject,
    sub: user.sub,
    providerType: provider.type,
    issuer: provider.saml?.metadata.entityId,
    primary: true,
    createdAt: user.createdAt,
  })
  await saveIdentities(stores, user, user.createdAt)
  const group = providerGroupName(pool.id, provider.name)
  if (await stores.groups.find(pool.id, group)) await stores.groups.addMember(pool.id, group, user.sub)
  return 'created'
}
