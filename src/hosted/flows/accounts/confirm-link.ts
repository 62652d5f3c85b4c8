import { ServiceError } from '../../../contract/service-error.ts'
import { claimedAt } from '../../../domain/journeys/shared/claimed-user.ts'
import { confirmSignUp } from '../../../domain/journeys/sign-up/confirm-sign-up.ts'
import type { PoolClient } from '../../../domain/pool-clients/pool-client-store.ts'
import type { Answer } from '../../domains/answer.ts'
import { empty, redirect } from '../../domains/answers.ts'
import { enter } from '../../domains/enter.ts'
import type { Exchange } from '../../domains/exchange.ts'
import { noticePage } from '../../pages/sign-in/notice-page.tsx'
import { PAGE_GUESS } from '../form-entry.ts'
import { accountEntry } from '../page/account-entry.ts'
import { showPage } from '../page/show-page.ts'
import { hiding } from '../page/with-request.ts'

/** GET /confirmUser: the link of the e-mail that confirms a sign-up. HEAD, which programs send, confirms nothing. */
export async function confirmByLink(exchange: Exchange): Promise<Answer> {
  const { world, domain, query, method } = exchange
  const found = await world.storage.stores.poolClients.find(query.get('client_id') ?? '')
  if (found?.pool.id !== domain.userPoolId)
    return redirect(exchange, `${domain.base}/error?error=invalid_request`)
  if (method === 'HEAD') return empty(exchange, 200)
  return show(exchange, found, await isConfirmed(exchange, found))
}

async function isConfirmed(exchange: Exchange, found: PoolClient): Promise<boolean> {
  const username = exchange.query.get('user_name') ?? ''
  const code = exchange.query.get('confirmation_code') ?? ''
  try {
    const entry = accountEntry(exchange, 'ConfirmSignUp', username, 'ConfirmUser_GET')
    await enter(exchange, entry, (context) =>
      context.guardAttempt(PAGE_GUESS, async () => {
        const claimed = await claimedAt(context, hiding(found), username)
        await confirmSignUp(context, claimed, { code, forceAliasCreation: false })
      }),
    )
    return true
  } catch (error) {
    if (error instanceof ServiceError) return false
    throw error
  }
}

function show(exchange: Exchange, { client }: PoolClient, isGood: boolean): Promise<Answer> {
  const { callbackURLs = [], defaultRedirectURI = callbackURLs[0] } = client.settings
  const query = new URLSearchParams({
    client_id: client.id,
    response_type: 'code',
    redirect_uri: defaultRedirectURI ?? '',
  })
  const next = defaultRedirectURI === undefined ? undefined : `${exchange.domain.base}/login?${query}`
  return showPage(
    exchange,
    (frame) => noticePage({ frame, kind: isGood ? 'confirmed' : 'link failed', next }),
    { client, status: isGood ? 200 : 400 },
  )
}
