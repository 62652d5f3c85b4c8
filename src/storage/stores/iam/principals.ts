import { MAX_ACCESS_KEYS } from '../../../domain/iam/access-key.ts'
import type { Principal } from '../../../domain/iam/principal.ts'
import type { PrincipalReference, PrincipalStore } from '../../../domain/iam/principal-store.ts'
import type { StoreTools } from '../../store-tools.ts'
import { accessKeyQueries } from './access-keys.ts'
import {
  keyOf,
  PRINCIPAL_COLUMNS,
  type PrincipalRow,
  policiesText,
  policyText,
  toPrincipal,
} from './principal-rows.ts'

export function principalStore(tools: StoreTools): PrincipalStore {
  const { queries, caches } = tools
  const keys = accessKeyQueries(tools)

  async function read(reference: PrincipalReference, lock: string): Promise<Principal | undefined> {
    if (reference.kind === 'root') return { kind: 'root', accountId: reference.accountId }
    const row = await queries.first<PrincipalRow>(
      `select ${PRINCIPAL_COLUMNS} from principals
       where account_id = $1 and kind = $2 and folded_name = $3${lock}`,
      ...keyOf(reference),
    )
    return row && toPrincipal(row, caches.policyOf)
  }

  return {
    async create(principal) {
      if (principal.kind === 'root') return false
      const created = await queries.first(
        `insert into principals (${PRINCIPAL_COLUMNS}, folded_name)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing returning name`,
        principal.accountId,
        principal.kind,
        principal.name,
        principal.principalId,
        principal.path,
        JSON.stringify(principal.tags),
        policiesText(principal.policies),
        principal.boundary ? JSON.stringify(policyText(principal.boundary)) : null,
        principal.name.toLowerCase(),
      )
      return created !== undefined
    },

    find: (reference) => read(reference, ''),
    lock: (reference) => read(reference, queries.forUpdate),

    async save(principal) {
      if (principal.kind === 'root') return
      await queries.run(
        `update principals set tags = $4, policies = $5, boundary = $6
         where account_id = $1 and kind = $2 and folded_name = $3`,
        ...keyOf(principal),
        JSON.stringify(principal.tags),
        policiesText(principal.policies),
        principal.boundary ? JSON.stringify(policyText(principal.boundary)) : null,
      )
    },

    async delete(reference) {
      await keys.deleteOf(reference)
      const deleted = await queries.run(
        'delete from principals where account_id = $1 and kind = $2 and folded_name = $3',
        ...keyOf(reference),
      )
      return deleted === 1
    },

    async list(accountId, limit, after) {
      const [, kind, foldedName] = after ? keyOf(after) : [accountId, '', '']
      const rows = await queries.all<PrincipalRow>(
        `select ${PRINCIPAL_COLUMNS} from principals
         where account_id = $1 and (kind > $2 or (kind = $2 and folded_name > $3))
         order by kind, folded_name limit $4`,
        accountId,
        kind,
        foldedName,
        limit + 1,
      )
      const last = rows.length > limit ? rows[limit - 1] : undefined
      return {
        principals: rows.slice(0, limit).map((row) => toPrincipal(row, caches.policyOf)),
        next: last && { kind: last.kind, accountId, name: last.name },
      }
    },

    findByAccessKeyId: keys.find,

    async addAccessKey(holder, key) {
      // The lock makes counting and adding one step.
      if ((await read(holder, queries.forUpdate)) === undefined) return 'noSuchPrincipal'
      if (!key.temporary && (await keys.countLasting(holder)) >= MAX_ACCESS_KEYS) return 'limitExceeded'
      await keys.insert(holder, key)
      return 'added'
    },

    listAccessKeys: keys.list,
    setAccessKeyStatus: keys.setStatus,
    deleteAccessKey: keys.delete,
    deleteExpiredAccessKeys: keys.deleteExpired,
  }
}
