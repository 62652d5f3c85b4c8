import type { ProviderSubject, UserIdentity } from './user-identity.ts'

export interface UserIdentityStore {
  /** Returns false, and stores nothing, if the subject belongs to a user already. */
  insert(identity: UserIdentity): Promise<boolean>
  find(subject: ProviderSubject): Promise<UserIdentity | undefined>
  /** All identities of a user: the primary one first, then the linked ones by age. */
  listForUser(userPoolId: string, sub: string): Promise<readonly UserIdentity[]>
  /** At most `limit` names of attributes that identities of the provider go by. */
  attributeNames(userPoolId: string, providerName: string, limit: number): Promise<readonly string[]>
  /** Makes the identity one of that subject. Returns false, and changes nothing, if the subject is taken. */
  setSubject(identity: UserIdentity, subject: ProviderSubject): Promise<boolean>
  delete(identity: UserIdentity): Promise<void>
}
