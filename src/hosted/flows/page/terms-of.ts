import type { UserPoolClient } from '../../../domain/clients/user-pool-client.ts'
import type { Exchange } from '../../domains/exchange.ts'
import type { SignUpPage } from '../../pages/sign-in/sign-up-page.tsx'

/** The documents that a sign-up agrees to. */
export async function termsOf(_: Exchange, _client: UserPoolClient): Promise<SignUpPage['terms']> {
  return undefined
}
