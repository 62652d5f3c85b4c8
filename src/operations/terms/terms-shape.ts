import type { TermsDescriptionType, TermsType } from '../../contract/generated/types.ts'
import type { Terms } from '../../domain/terms/terms.ts'

/** A document in the words of the API. */
export function toTermsType(terms: Terms): TermsType {
  return {
    TermsId: terms.id,
    UserPoolId: terms.userPoolId,
    ClientId: terms.clientId,
    TermsName: terms.name,
    TermsSource: 'LINK',
    Enforcement: 'NONE',
    Links: terms.links,
    CreationDate: terms.createdAt,
    LastModifiedDate: terms.modifiedAt,
  }
}

/** An entry of a list. */
export function toTermsDescription(terms: Terms): TermsDescriptionType {
  return {
    TermsId: terms.id,
    TermsName: terms.name,
    Enforcement: 'NONE',
    CreationDate: terms.createdAt,
    LastModifiedDate: terms.modifiedAt,
  }
}
