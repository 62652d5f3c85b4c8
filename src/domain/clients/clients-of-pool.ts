import { entriesOf, toPage } from '../../kernel/pages.ts'
import type { Stores } from '../stores.ts'
import type { UserPoolClient } from './user-pool-client.ts'

const PAGE = 200

/** All app clients of a pool, read page by page in the order of their ids. */
export function clientsOfPool(
  { clients }: Pick<Stores, 'clients'>,
  userPoolId: string,
): AsyncGenerator<UserPoolClient> {
  return entriesOf(async (after: string | undefined) =>
    toPage(await clients.list({ userPoolId, limit: PAGE, after }), PAGE, ({ id }) => id),
  )
}
