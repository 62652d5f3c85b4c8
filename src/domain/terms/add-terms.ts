import { findClient } from '../clients/find-client.ts'
import type { Stores } from '../stores.ts'
import { assertLinks } from './assert-links.ts'
import { MAX_TERMS, type Terms } from './terms.ts'
import { termsExist, tooManyTerms } from './terms-errors.ts'

/**
 * Stores a document of a client.
 * @param stores of a transaction that locked the pool
 * @throws ResourceNotFound-, InvalidParameter-, TermsExists-, LimitExceededException
 */
export async function addTerms(stores: Pick<Stores, 'clients' | 'terms'>, terms: Terms): Promise<Terms> {
  await findClient(stores, terms.userPoolId, terms.clientId)
  assertLinks(terms.links)
  if (!(await stores.terms.insert(terms))) throw termsExist(terms.clientId)
  if ((await stores.terms.countInPool(terms.userPoolId)) > MAX_TERMS) throw tooManyTerms()
  return terms
}
