import type { Instant } from '../../kernel/clock.ts'
import type { Stores } from '../stores.ts'
import { assertLinks } from './assert-links.ts'
import { lockTerms } from './find-terms.ts'
import type { Terms, TermsName } from './terms.ts'
import { termsExist } from './terms-errors.ts'

export interface TermsChange {
  readonly userPoolId: string
  readonly id: string
  readonly name?: TermsName | undefined
  /** Take the place of all links. */
  readonly links?: Readonly<Record<string, string>> | undefined
}

/**
 * What is left out stays as it is.
 * @param stores of a transaction that locked the pool
 * @throws ResourceNotFound-, InvalidParameter-, TermsExistsException
 */
export async function updateTerms(
  stores: Pick<Stores, 'terms'>,
  { userPoolId, id, name, links }: TermsChange,
  now: Instant,
): Promise<Terms> {
  const terms = await lockTerms(stores, userPoolId, id)
  if (links) assertLinks(links)
  if (name !== undefined && name !== terms.name) {
    if (await stores.terms.findOfClient(terms.clientId, name)) throw termsExist(terms.clientId)
  }
  const updated = { ...terms, name: name ?? terms.name, links: links ?? terms.links, modifiedAt: now }
  await stores.terms.save(updated)
  return updated
}
