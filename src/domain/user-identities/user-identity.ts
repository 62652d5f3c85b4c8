import type { Instant } from '../../kernel/clock.ts'
import type { ProviderType } from '../identity-providers/identity-provider.ts'
import { canonicalName, type SignInNames } from '../users/username-rules.ts'

/** What a provider knows a user by: the subject, or the value of a mapped attribute that stands in for it. */
export interface ProviderSubject {
  readonly userPoolId: string
  readonly providerName: string
  /** `Cognito_Subject`, or the pool's name of a mapped attribute until the user first signs in. */
  readonly attributeName: string
  readonly attributeValue: string
}

/** An identity at a provider as which a user of the pool signs in. */
export interface UserIdentity extends ProviderSubject {
  readonly sub: string
  readonly providerType: ProviderType
  /** The entity id of a SAML provider. */
  readonly issuer?: string | undefined
  /** Whether the user came to the pool through it. False: it was linked to the user. */
  readonly primary: boolean
  readonly createdAt: Instant
}

/** AWS: quotas, "Linked identities per user". */
export const MAX_LINKED_IDENTITIES = 5

/** AWS: the distinct names of attributes that the links to one provider may go by. */
export const MAX_LINK_ATTRIBUTES = 5

/** AWS: the characters that the name of the provider, the attribute and its value may have together. */
export const MAX_LINK_LENGTH = 128

/** AWS: the username of a user whom a provider signs in, in lower case where the pool ignores case. */
export function federatedUsername(names: SignInNames, providerName: string, subject: string): string {
  return canonicalName(names, `${providerName}_${subject}`)
}
