import type { UserPoolClient } from '../../../domain/clients/user-pool-client.ts'
import type { Answer } from '../../domains/answer.ts'
import type { Exchange } from '../../domains/exchange.ts'
import { noticePage } from '../../pages/sign-in/notice-page.tsx'
import { showPage } from '../page/show-page.ts'
import { pageAddress } from '../page/with-request.ts'

/** Says that an administrator has to confirm the account, as no code was sent that would. */
export function showWaiting(exchange: Exchange, client: UserPoolClient): Promise<Answer> {
  const next = pageAddress(exchange, '/login')
  return showPage(exchange, (frame) => noticePage({ frame, kind: 'wait for administrator', next }), {
    client,
  })
}
