import type { Terms } from '../../../domain/terms/terms.ts'
import type { TermsStore } from '../../../domain/terms/terms-store.ts'
import type { Queries } from '../../driver/database.ts'

interface TermsRow {
  id: string
  user_pool_id: string
  client_id: string
  name: Terms['name']
  links: string
  created_at: number
  modified_at: number
}

const COLUMNS = 'id, user_pool_id, client_id, name, links, created_at, modified_at'
const IN_POOL = `select ${COLUMNS} from terms where user_pool_id = $1 and id = $2`

export function termsStore(queries: Queries): TermsStore {
  async function read(sql: string, ...values: string[]): Promise<Terms | undefined> {
    const row = await queries.first<TermsRow>(sql, ...values)
    return row && toTerms(row)
  }

  return {
    async insert(terms) {
      const inserted = await queries.first(
        `insert into terms (${COLUMNS}) values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing returning id`,
        terms.id,
        terms.userPoolId,
        terms.clientId,
        terms.name,
        JSON.stringify(terms.links),
        terms.createdAt,
        terms.modifiedAt,
      )
      return inserted !== undefined
    },

    find: (userPoolId, id) => read(IN_POOL, userPoolId, id),
    lock: (userPoolId, id) => read(`${IN_POOL}${queries.forUpdate}`, userPoolId, id),

    async ofClient(clientId) {
      const rows = await queries.all<TermsRow>(
        `select ${COLUMNS} from terms where client_id = $1 order by name`,
        clientId,
      )
      return rows.map(toTerms)
    },

    findOfClient: (clientId, name) =>
      read(`select ${COLUMNS} from terms where client_id = $1 and name = $2`, clientId, name),

    async save({ id, name, links, modifiedAt }) {
      await queries.run(
        'update terms set name = $2, links = $3, modified_at = $4 where id = $1',
        id,
        name,
        JSON.stringify(links),
        modifiedAt,
      )
    },

    async delete(userPoolId, id) {
      return (
        (await queries.run('delete from terms where user_pool_id = $1 and id = $2', userPoolId, id)) === 1
      )
    },

    async countInPool(userPoolId) {
      const row = await queries.first<{ found: number }>(
        'select count(*) as found from terms where user_pool_id = $1',
        userPoolId,
      )
      return row?.found ?? 0
    },

    async list(userPoolId, limit, after = '') {
      const rows = await queries.all<TermsRow>(
        `select ${COLUMNS} from terms where user_pool_id = $1 and id > $2 order by id limit $3`,
        userPoolId,
        after,
        limit,
      )
      return rows.map(toTerms)
    },
  }
}

function toTerms(row: TermsRow): Terms {
  return {
    id: row.id,
    userPoolId: row.user_pool_id,
    clientId: row.client_id,
    name: row.name,
    links: JSON.parse(row.links),
    createdAt: row.created_at,
    modifiedAt: row.modified_at,
  }
}
