import type { AuthorizationRequest } from '../../../domain/journeys/oauth/authorization-request.ts'
import type { Answer } from '../../domains/answer.ts'
import type { Exchange } from '../../domains/exchange.ts'
import type { NamePage } from '../../pages/sign-in/name-page.tsx'
import { withError } from './faults.ts'
import { nameKindOf } from './pool-parts.ts'
import { showPage } from './show-page.ts'

/**
 * Shows a page that asks for the user's name alone.
 * @param wrong what was wrong with the name that was sent
 */
export function showNamePage(
  exchange: Exchange,
  { pool, client, redirectUri }: AuthorizationRequest,
  page: (model: NamePage) => string,
  { username, wrong }: { readonly username: string; readonly wrong?: unknown },
): Promise<Answer> {
  const nameKind = nameKindOf(pool.settings)
  return showPage(exchange, (frame) => page({ ...withError(frame, 'username', wrong), nameKind, username }), {
    client,
    redirectUri,
  })
}
