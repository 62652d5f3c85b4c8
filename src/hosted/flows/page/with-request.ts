import { hidingUsers } from '../../../domain/clients/hides-users.ts'
import type { AuthorizationRequest } from '../../../domain/journeys/oauth/authorization-request.ts'
import { isRefusal } from '../../../domain/journeys/oauth/authorization-request.ts'
import { checkAuthorizationRequest } from '../../../domain/journeys/oauth/check-authorization-request.ts'
import type { PoolClient } from '../../../domain/pool-clients/pool-client-store.ts'
import type { Answer } from '../../domains/answer.ts'
import type { Exchange } from '../../domains/exchange.ts'
import { answerRefusal } from '../../endpoints/answer-refusal.ts'
import { type OwnForm, ownForm } from '../own-form.ts'
import { showExpired } from './show-page.ts'

/** Answers a page of the sign-in that the query stands for, or refuses what it asks for. */
export async function withRequest(
  exchange: Exchange,
  answer: (request: AuthorizationRequest) => Promise<Answer>,
): Promise<Answer> {
  const { stores } = exchange.world.storage
  const request = await checkAuthorizationRequest(stores, exchange.domain.userPoolId, exchange.query)
  return isRefusal(request) ? answerRefusal(exchange, request) : answer(request)
}

/** The same for a form of our own pages; after any other the sign-in has to start again. */
export function withForm(
  exchange: Exchange,
  answer: (request: AuthorizationRequest, form: OwnForm) => Promise<Answer>,
): Promise<Answer> {
  return withRequest(exchange, async (request) => {
    const form = ownForm(exchange)
    return form ? answer(request, form) : showExpired(exchange)
  })
}

/** The pool, and the client as one that hides its users. */
export function hiding({
  pool,
  client,
}: Pick<PoolClient, 'pool' | 'client'>): Pick<PoolClient, 'pool' | 'client'> {
  return { pool, client: hidingUsers(client) }
}

/** Another page of the same sign-in. */
export function pageAddress({ domain, rawQuery }: Exchange, path: string): string {
  return `${domain.base}${path}?${rawQuery}`
}

/** Where a sign-in starts again, unless another request has completed it. */
export function beginning(exchange: Exchange): string {
  return pageAddress(exchange, '/oauth2/authorize')
}
