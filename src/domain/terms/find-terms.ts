import { findClient } from '../clients/find-client.ts'
import type { Stores } from '../stores.ts'
import type { Terms, TermsName } from './terms.ts'
import { termsNotFound } from './terms-errors.ts'

/** @throws ResourceNotFoundException if the pool has no such document */
export async function findTerms(
  stores: Pick<Stores, 'terms'>,
  userPoolId: string,
  id: string,
): Promise<Terms> {
  return (await stores.terms.find(userPoolId, id)) ?? notFound()
}

/** Like {@link findTerms}, and locks the document until this transaction ends. */
export async function lockTerms(
  stores: Pick<Stores, 'terms'>,
  userPoolId: string,
  id: string,
): Promise<Terms> {
  return (await stores.terms.lock(userPoolId, id)) ?? notFound()
}

/** @throws ResourceNotFoundException if the pool has no such client, or that has no such document */
export async function findTermsOfClient(
  stores: Pick<Stores, 'clients' | 'terms'>,
  userPoolId: string,
  clientId: string,
  name: TermsName,
): Promise<Terms> {
  const client = await findClient(stores, userPoolId, clientId)
  return (await stores.terms.findOfClient(client.id, name)) ?? notFound()
}

function notFound(): never {
  throw termsNotFound()
}
